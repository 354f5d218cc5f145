// Whoever compiles this lost a flag of the project.
#if !defined(FROM_FOLDER_FLAGS) || !defined(FROM_OPTION) || !defined(FROM_DEFINITIONS) || !defined(FROM_LINKED)
#error "a flag of the project is missing"
#endif
#if __cplusplus != 201703L
#error "another standard than that of the project"
#endif
#ifdef animals_EXPORTS
#ifndef __PIC__
#error "code of a shared library must be position-independent"
#endif
#endif

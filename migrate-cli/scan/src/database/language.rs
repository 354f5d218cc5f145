//! Source languages by extension and by `-x`.

/// What a main file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    C,
    Cpp,
    /// A header that is compiled on its own.
    CppHeader,
    CHeader,
    /// Something that is not read, by its name.
    Other(&'static str),
}

/// The language of a file name.
pub(super) fn of_extension(file: &str) -> Option<Language> {
    let extension = std::path::Path::new(file).extension()?.to_str()?;
    Some(match extension {
        "c" => Language::C,
        "cc" | "cpp" | "cxx" | "c++" | "C" | "cp" | "CPP" | "ixx" | "cppm" | "ii" | "tcc" | "inl" | "ipp" => {
            Language::Cpp
        }
        "h" | "hh" | "hpp" | "hxx" | "h++" | "H" | "inc" => Language::CppHeader,
        "i" => Language::C,
        "m" => Language::Other("Objective-C"),
        "mm" | "M" => Language::Other("Objective-C++"),
        "cu" | "cuh" => Language::Other("CUDA"),
        "hip" => Language::Other("HIP"),
        "s" | "S" | "asm" | "sx" => Language::Other("assembler"),
        "f" | "F" | "f90" | "F90" | "f95" | "f03" | "for" => Language::Other("Fortran"),
        "rc" | "res" => Language::Other("resource scripts"),
        "d" => Language::Other("D"),
        "go" => Language::Other("Go"),
        "rs" => Language::Other("Rust"),
        "swift" => Language::Other("Swift"),
        "cl" => Language::Other("OpenCL"),
        _ => return None,
    })
}

/// The language that `-x` names.
pub(super) fn of_option(value: &str) -> Option<Language> {
    Some(match value {
        "c" | "cpp-output" => Language::C,
        "c-header" => Language::CHeader,
        "c++" | "c++-cpp-output" | "c++-module" => Language::Cpp,
        "c++-header" => Language::CppHeader,
        "objective-c" | "objective-c-header" => Language::Other("Objective-C"),
        "objective-c++" | "objective-c++-header" => Language::Other("Objective-C++"),
        "cu" | "cuda" => Language::Other("CUDA"),
        "hip" => Language::Other("HIP"),
        "assembler" | "assembler-with-cpp" => Language::Other("assembler"),
        "f77" | "f95" | "f77-cpp-input" | "f95-cpp-input" => Language::Other("Fortran"),
        "cl" => Language::Other("OpenCL"),
        _ => return None,
    })
}

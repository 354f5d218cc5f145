/* Instructions of a microcontroller that have no counterpart in a process: the assembler takes them for nothing, and the
 * reading of a special register for zero. The vendor's inline assembler stays as it is. */
#if defined(__x86_64__)
__asm__(".macro cpsid flags\n.endm\n"
        ".macro cpsie flags\n.endm\n"
        ".macro dsb domain=sy\n.endm\n"
        ".macro dmb domain=sy\n.endm\n"
        ".macro isb domain=sy\n.endm\n"
        ".macro wfi\n.endm\n"
        ".macro wfe\n.endm\n"
        ".macro sev\n.endm\n"
        ".macro mrs to, special\n xor \\to, \\to\n.endm\n"
        ".macro msr special, from\n.endm\n");
#endif

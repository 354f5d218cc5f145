//! Faults and single steps.
//!
//! An access of a closed page is `SIGSEGV`. Its handler opens the page and sets the processor's trap flag; the instruction is
//! run again, passes, and the flag makes it end in `SIGTRAP`, whose handler closes the page. That works for every instruction
//! that touches one register, without knowing any.

use std::io::{Error, Result, Write as _};
use std::mem::zeroed;
use std::ptr::null_mut;
use std::sync::OnceLock;

use libc::{
    REG_EFL, REG_ERR, SA_NODEFER, SA_SIGINFO, SIGSEGV, SIGTRAP, c_int, c_void, sigaction, siginfo_t, ucontext_t,
};

use crate::machine;

/// The bit of the flags that makes the processor stop behind one instruction.
const STEP: i64 = 0x100;
/// The bit of the fault's code that says that it was a write.
const WRITE: i64 = 2;

/// What was there before, for faults that are not ours.
static BEFORE: OnceLock<(sigaction, sigaction)> = OnceLock::new();

/// Sets the handlers, once in a process.
pub(crate) fn install() -> Result<()> {
    if BEFORE.get().is_some() {
        return Ok(());
    }
    let segv = set(SIGSEGV, fault)?;
    let trap = set(SIGTRAP, step)?;
    let _ = BEFORE.set((segv, trap));
    Ok(())
}

type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);

fn set(signal: c_int, handler: Handler) -> Result<sigaction> {
    // SAFETY: both structures are plain, all zero is valid, and the handler lives as long as the program. `SA_NODEFER`,
    // because handlers of interrupts run in ours and make accesses of their own.
    unsafe {
        let mut action: sigaction = zeroed();
        let mut before: sigaction = zeroed();
        action.sa_sigaction = handler as usize;
        action.sa_flags = SA_SIGINFO | SA_NODEFER;
        if libc::sigaction(signal, &action, &mut before) == 0 { Ok(before) } else { Err(Error::last_os_error()) }
    }
}

extern "C" fn fault(_: c_int, info: *mut siginfo_t, context: *mut c_void) {
    // SAFETY: the kernel gives valid pointers, and the context is that of the instruction that is to be run again.
    unsafe {
        let registers = &mut (*context.cast::<ucontext_t>()).uc_mcontext.gregs;
        let write = registers[REG_ERR as usize] & WRITE != 0;
        if machine::begin((*info).si_addr() as usize, write) {
            registers[REG_EFL as usize] |= STEP;
        } else {
            complain((*info).si_addr() as usize);
            give_back(SIGSEGV);
        }
    }
}

extern "C" fn step(_: c_int, _: *mut siginfo_t, context: *mut c_void) {
    // SAFETY: the kernel gives a valid context, that behind the instruction.
    unsafe {
        let registers = &mut (*context.cast::<ucontext_t>()).uc_mcontext.gregs;
        registers[REG_EFL as usize] &= !STEP;
        if !machine::end() {
            give_back(SIGTRAP);
        }
    }
}

/// Says which registers are missing, without an allocation: nobody knows what was interrupted.
fn complain(address: usize) {
    let mut text = [0; 80];
    let mut rest = &mut text[..];
    if u32::try_from(address).is_ok() && writeln!(rest, "simulator: no device answers at {address:#x}").is_ok() {
        let length = 80 - rest.len();
        // SAFETY: so many bytes have just been written.
        unsafe { libc::write(libc::STDERR_FILENO, text.as_ptr().cast(), length) };
    }
}

/// Makes the signal what it was before, so that what caused it causes it again and ends as it would without us.
fn give_back(signal: c_int) {
    if let Some((segv, trap)) = BEFORE.get() {
        let before = if signal == SIGSEGV { segv } else { trap };
        // SAFETY: the structure is one that the kernel gave.
        unsafe { libc::sigaction(signal, before, null_mut()) };
    }
}

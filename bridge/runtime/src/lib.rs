//! Which implementation of a ported module answers: the original, or Rust.
//!
//! A facade, the C++ that `migrate port` writes, asks for the mode of its module and calls one side or the other. Modules
//! are statics of the umbrella crate, one each:
//!
//! ```
//! use migrate_rt::{Mode, Module};
//!
//! #[unsafe(no_mangle)]
//! static migrate_module_compress: Module = Module::new("compress", Mode::Cpp);
//!
//! migrate_rt::modules!(migrate_module_compress);
//! # assert_eq!(migrate_module_compress.mode(), Mode::Cpp);
//! ```
//!
//! C++ knows such a static by its first byte, which is the mode, and 0 as long as nobody has asked:
//!
//! ```cpp
//! extern "C" unsigned char migrate_module_compress;
//! extern "C" unsigned char migrate_start(unsigned char *module);
//!
//! unsigned char mode = __atomic_load_n(&migrate_module_compress, __ATOMIC_RELAXED);
//! if (mode == 0) mode = migrate_start(&migrate_module_compress);
//! ```
//!
//! # How a mode is chosen
//!
//! When a module is asked first, the environment variable `MIGRATE_` and the module's name in capitals (everything but
//! letters and digits as `_`) may say `cpp`, `rust` or `shadow`, in any case and with blanks around it. Unset and empty mean
//! the default. Anything else is told once on standard error, and the default holds. Afterwards only [`Module::set_mode`],
//! or its C form, changes the mode: the environment is not read again.
//!
//! A mode decides for calls that come. Objects remember the mode that they were made in, so a change in a running program
//! is safe.
//!
//! # What fell back
//!
//! Where a panic of Rust is answered by the original, that is counted: [`Module::fell_back`]. If `MIGRATE_FALL_BACKS` names a file,
//! a program that ends adds one line for each module of which calls fell back: the module, `fell_back`, how many, and the
//! program, with tabs between them.
//!
//! # One runtime in a program
//!
//! Generated C++ refers to `migrate_rt_1`; the number is that of this interface, so code that was generated for another one
//! does not link. Two versions of this crate in one program both define `migrate_rt_must_be_linked_once`, and the linker
//! says so.
//!
//! # Features
//!
//! `std` (on by default) reads the environment, talks on standard error, and has what shadow mode needs ([`shadow`]). Without it the crate is `no_std` and needs
//! nothing but atomics; modules start in their default mode.

#![cfg_attr(not(feature = "std"), no_std)]

mod abi;
mod atomic;
#[cfg(feature = "std")]
mod environment;
#[cfg(feature = "std")]
mod fall_backs;
mod mode;
mod module;
#[cfg(feature = "std")]
pub mod shadow;

#[doc(hidden)]
pub use abi::{mode_of, set_mode_of};
pub use mode::{Mode, NotAMode};
pub use module::Module;

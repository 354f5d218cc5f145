//! Islands of real compilers: linked in every order and run, and what becomes of files.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]
#![allow(unreachable_pub, reason = "a test program has no outside: `pub` says that other modules use it")]

mod bench;
mod files;
mod links;

//! Telemetry: a main program in C, over the driver in Rust.

#![no_std]
#![no_main]

#[allow(unreachable_pub, reason = "C reaches it; the header is made of what is public")]
#[path = "../for_c.rs"]
mod for_c;

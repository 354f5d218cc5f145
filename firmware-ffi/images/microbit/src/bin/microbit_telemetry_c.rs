//! Telemetry: a main program in C, over the driver in C. Only what starts and ends the image is Rust.

#![no_std]
#![no_main]

use images_microbit as _;

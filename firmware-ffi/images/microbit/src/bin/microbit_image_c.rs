//! A boot loader's look at an image: a main program in C, over the check in C.

#![no_std]
#![no_main]

use images_microbit as _;

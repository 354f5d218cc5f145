//! The Rust of both modules; thousands tell it from the original.

#![allow(non_upper_case_globals)]

use migrate_rt::{Mode, Module};

#[unsafe(no_mangle)]
static migrate_module_legs: Module = Module::new("legs", Mode::Cpp);
#[unsafe(no_mangle)]
static migrate_module_wings: Module = Module::new("wings", Mode::Cpp);

migrate_rt::modules!(migrate_module_legs, migrate_module_wings);

#[unsafe(no_mangle)]
extern "C" fn rust_legs(animals: i32) -> i32 {
    1000 + 4 * animals
}

#[unsafe(no_mangle)]
extern "C" fn rust_wings(animals: i32) -> i32 {
    1000 + 2 * animals
}

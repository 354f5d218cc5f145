//! Manifests, build scripts and the roots of both crates.

use super::{Files, HEAD};
use crate::generate::Names;
use crate::generate::plan::{Module, ModuleKind, Plan};

pub(super) fn files(plan: &Plan, names: &Names) -> Files {
    let pairs = [
        ("sys/Cargo.toml", sys_manifest(names)),
        ("sys/build.rs", sys_build(names)),
        ("sys/src/lib.rs", sys_root(names)),
        ("hal/Cargo.toml", hal_manifest(names)),
        ("hal/src/lib.rs", hal_root(plan, names)),
    ];
    pairs.map(|(path, text)| (path.to_owned(), text)).into()
}

fn manifest(name: &str, description: &str, dependencies: &str) -> String {
    format!(
        "# Written by `migrate hal generate`; do not edit.\n\
         # Where the dependencies are, and which versions, the workspace says.\n\n\
         [package]\nname = \"{name}\"\ndescription = \"{description}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         rust-version = \"1.88\"\npublish = false\n\n{dependencies}"
    )
}

fn sys_manifest(names: &Names) -> String {
    let description = format!("The vendor's C HAL {}, as it is", names.hal);
    manifest(&names.sys_package(), &description, "[build-dependencies]\nvendor-build.workspace = true\n")
}

fn sys_build(names: &Names) -> String {
    format!(
        "{HEAD}\n//! Compiles, links and binds the HAL by `[hal.{hal}]` of `migrate.toml`.\n\n\
         fn main() -> Result<(), vendor_build::Error> {{\n    vendor_build::build_generated(\"{hal}\")\n}}\n",
        hal = names.hal
    )
}

fn sys_root(names: &Names) -> String {
    format!(
        "{HEAD}\n\
         //! The vendor's C HAL {}, as its headers declare it: types, functions, constants for macros, and functions for inline\n\
         //! functions and for macros that only a running device can answer. Made when this is built, and stored nowhere.\n\
         //! Nothing here is safe to call without the vendor's manual.\n\n\
         #![no_std]\n\
         #![allow(missing_docs, non_camel_case_types, non_snake_case, non_upper_case_globals, unreachable_pub)]\n\
         #![allow(clippy::all, clippy::pedantic, clippy::undocumented_unsafe_blocks, unnecessary_transmutes)]\n\n\
         include!(concat!(env!(\"OUT_DIR\"), \"/bindings.rs\"));\n",
        names.hal
    )
}

fn hal_manifest(names: &Names) -> String {
    let dependencies = format!(
        "[dependencies]\nembedded-hal.workspace = true\nembedded-io.workspace = true\nhal-support.workspace = true\n\
         {}.workspace = true\n",
        names.sys_package()
    );
    manifest(&names.hal_package(), &format!("Rust over the vendor's C HAL {}", names.hal), &dependencies)
}

fn hal_root(plan: &Plan, names: &Names) -> String {
    let mut text = format!(
        "{HEAD}\n\
         //! Rust over the vendor's C HAL {hal}. The vendor's functions do the work. What is here owns handles, turns statuses into\n\
         //! results, and keeps memory alive for as long as an interrupt may use it.\n\
         //!\n\
         //! A handle lives in a static slot and never moves; Rust makes no reference to it. A peripheral has one owner at a\n\
         //! time, and dropping that takes it out of use. A function is safe if nothing is left to promise; every other one is\n\
         //! `unsafe` and says what has to be promised. `CONTRACTS.md` beside this crate lists all of it.\n\
         {}\n\
         #![no_std]\n\
         #![allow(non_snake_case, clippy::too_long_first_doc_paragraph, clippy::missing_errors_doc)]\n\n",
        traits(plan),
        hal = names.hal,
    );
    for (file, is_public) in modules(plan) {
        let public = if is_public { "pub " } else { "" };
        text.push_str(&format!("#[rustfmt::skip]\n{public}mod {file};\n"));
    }
    text.push_str("\npub use error::Error;\npub use hal_support::{Refused, Slot};\n");
    if plan.system.is_some() {
        text.push_str("pub use system::System;\n");
    }
    if plan.delay.is_some() {
        text.push_str("pub use delay::Delay;\n");
    }
    text.push_str(&format!("/// The vendor's functions as they are.\npub use {} as sys;\n", names.sys_crate()));
    text
}

fn modules(plan: &Plan) -> Vec<(String, bool)> {
    let mut all: Vec<(String, bool)> = plan.modules.iter().map(|m| (m.file.clone(), true)).collect();
    all.extend([("error".to_owned(), false), ("functions".to_owned(), true)]);
    all.extend((!plan.peripherals.is_empty()).then(|| ("peripherals".to_owned(), true)));
    all.extend(plan.system.is_some().then(|| ("system".to_owned(), false)));
    all.extend(plan.delay.is_some().then(|| ("delay".to_owned(), false)));
    all.sort();
    all
}

/// Which traits there are, and which not.
fn traits(plan: &Plan) -> String {
    let mut text = String::from("//!\n//! # Traits\n//!\n");
    for (name, of) in implemented(plan) {
        text.push_str(&format!("//! - `{name}` for [`{of}`]\n"));
    }
    if !plan.no_traits.is_empty() {
        text.push_str("//!\n//! # Traits that do not fit\n//!\n");
        for missing in &plan.no_traits {
            text.push_str(&format!("//! - {}: {}\n", missing.name, missing.reason));
        }
    }
    text
}

/// Traits with the types that have them.
pub(in crate::generate) fn implemented(plan: &Plan) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = Vec::new();
    if plan.delay.is_some() {
        all.push(("embedded_hal::delay::DelayNs", "Delay".into()));
    }
    for module in &plan.modules {
        all.extend(of_module(module).into_iter().map(|(name, ty)| (name, format!("{}::{ty}", module.file))));
    }
    all
}

fn of_module(module: &Module) -> Vec<(&'static str, String)> {
    let traits = &module.traits;
    let own = || module.ty.clone();
    let mut all = Vec::new();
    all.extend(traits.serial_write.as_ref().or(traits.serial_put.as_ref()).map(|_| ("embedded_io::Write", own())));
    all.extend(traits.serial_read.as_ref().or(traits.serial_get.as_ref()).map(|_| ("embedded_io::Read", own())));
    all.extend(traits.spi.as_ref().map(|_| ("embedded_hal::spi::SpiBus", own())));
    all.extend(traits.i2c.as_ref().map(|_| ("embedded_hal::i2c::I2c", own())));
    all.extend(traits.i2c_counted.as_ref().map(|_| ("embedded_hal::i2c::I2c", own())));
    all.extend(traits.level_read.as_ref().map(|_| ("embedded_hal::digital::InputPin", own())));
    all.extend(traits.level_write.as_ref().map(|_| ("embedded_hal::digital::OutputPin", own())));
    if traits.pins.is_some() && matches!(module.kind, ModuleKind::Registers { .. }) {
        for name in ["InputPin", "OutputPin", "StatefulOutputPin"] {
            let name = match name {
                "InputPin" => "embedded_hal::digital::InputPin",
                "OutputPin" => "embedded_hal::digital::OutputPin",
                _ => "embedded_hal::digital::StatefulOutputPin",
            };
            all.push((name, "Pin".into()));
        }
    }
    all
}

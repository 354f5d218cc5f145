//! The hand-written crate as it is before a person has written anything. It is made once and never touched again.

use std::path::Path;

use migrate_bridge_gen::TRAIT;
use migrate_model::port::Facade;

use super::Ported;
use crate::bridge::output::{Files, relative};

/// The files of a new crate.
pub fn files(
    ported: &Ported,
    facade: &Facade,
    written: &Path,
    bridge: &Path,
    workspace: &Path,
    format: &dyn Fn(&str) -> String,
) -> Files {
    let stem = ported.bridge().replace('-', "_");
    let path = |to: &Path| relative(written, to).display().to_string();
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\nworkspace = \"{}\"\n\n\
         [dependencies]\n{} = {{ path = \"{}\" }}\n",
        ported.package,
        path(workspace),
        ported.bridge(),
        path(bridge)
    );
    // A module may be called as its class.
    let object = |name: &String| if *name == ported.implementor { format!("{name}State") } else { name.clone() };
    let types: String =
        facade.types.iter().map(|(name, _)| format!("\n    type {name} = {};\n", object(name))).collect();
    let objects: String = facade
        .types
        .iter()
        .map(|(name, copied)| {
            let derived = if *copied { "#[derive(Clone)]\n" } else { "" };
            format!("/// The state of a C++ `{name}`.\n{derived}pub struct {};\n\n", object(name))
        })
        .collect();
    let bodies: String = facade
        .functions
        .iter()
        .map(|(_, signature)| {
            let signature =
                signature.replace("crate::", &format!("{stem}::")).replace("cxx::", &format!("{stem}::cxx::"));
            format!("\n    {signature} {{\n        todo!()\n    }}\n")
        })
        .collect();
    let used = if bodies.contains("Thrown>") { format!("{{{TRAIT}, Thrown}}") } else { TRAIT.to_owned() };
    let library = format!(
        "//! The module `{}` in Rust.\n\nuse {stem}::facade::{used};\n\n/// What C++ calls.\npub struct {};\n\n{objects}\
         #[expect(unused_variables, reason = \"not written yet\")]\nimpl {TRAIT} for {} {{{types}{bodies}}}\n",
        ported.module, ported.implementor, ported.implementor
    );
    Files::from([("Cargo.toml".to_owned(), manifest), ("src/lib.rs".to_owned(), format(&library))])
}

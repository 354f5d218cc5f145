//! Declarations for Rust, by bindgen. libclang does not know how the vendor's compiler lays types out, so it is told.

use std::path::PathBuf;

use bindgen::{Builder, EnumVariation, MacroTypeVariation};

use crate::config::environment;
use crate::{Error, Vendor};

/// Enums are as long as their values need.
pub(crate) const SHORT_ENUMS: &str = "-fshort-enums";

/// Writes `bindings.rs` into `OUT_DIR`.
pub(crate) fn write(vendor: &Vendor) -> Result<(), Error> {
    let out = PathBuf::from(environment("OUT_DIR")?);
    let (path, header) = (out.join("bindings.rs"), out.join("hal.h"));
    let text: String = vendor.hal.config.headers.iter().map(|header| format!("#include \"{header}\"\n")).collect();
    // A file, because bindgen asks clang about constants with a precompiled header, which it makes of files only.
    std::fs::write(&header, text).map_err(|error| Error::Io(header.clone(), error))?;
    let builder = Builder::default()
        .use_core()
        .header(header.to_string_lossy())
        .clang_args(arguments(vendor)?)
        .allowlist_file(format!("{}/.*", pattern(&vendor.hal.sources.root.to_string_lossy())))
        .default_enum_style(EnumVariation::ModuleConsts)
        .default_macro_constant_type(MacroTypeVariation::Unsigned)
        // Most constants of a HAL are casts, which bindgen by itself cannot evaluate.
        .clang_macro_fallback()
        .clang_macro_fallback_build_dir(out)
        .generate_comments(false)
        .formatter(bindgen::Formatter::None);
    let bindings = builder.generate().map_err(|error| Error::Tool(format!("bindgen: {error}")))?;
    bindings.write_to_file(&path).map_err(|error| Error::Io(path, error))
}

fn arguments(vendor: &Vendor) -> Result<Vec<String>, Error> {
    let mut arguments = vec![format!("--target={}", vendor.target)];
    if vendor.for_host() {
        arguments.push(SHORT_ENUMS.to_owned());
    } else {
        let view = migrate_hal::probe(&vendor.hal.vendor)?.view;
        arguments.extend((view.enum_small == 1).then(|| SHORT_ENUMS.to_owned()));
        arguments.push("-nostdlibinc".to_owned());
        arguments.extend(view.include_dirs.into_iter().flat_map(|folder| ["-isystem".to_owned(), folder]));
    }
    arguments.extend(vendor.include().iter().map(|folder| format!("-I{}", folder.display())));
    arguments.extend(vendor.hal.config.defines.iter().map(|define| format!("-D{define}")));
    Ok(arguments)
}

/// A path as a regular expression that matches just it.
fn pattern(path: &str) -> String {
    path.chars().flat_map(|c| (!c.is_alphanumeric() && c != '/').then_some('\\').into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_is_no_expression() {
        assert_eq!(super::pattern("/a.b/c-0"), r"/a\.b/c\-0");
    }
}

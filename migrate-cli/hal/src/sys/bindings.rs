//! Declarations by bindgen.

use std::path::Path;

use bindgen::callbacks::{ItemInfo, MacroParsingBehavior, ParseCallbacks};

use super::shims::{PREFIX, Shim};
use crate::error::HalError;
use crate::hal::Hal;
use crate::view::Reader;

/// The main file; it exists in memory only.
const HEADER: &str = "migrate-hal.h";

/// Functions that stand for others get the names of those. Macros are the vendor's compiler's to answer.
#[derive(Debug)]
struct Names;

impl ParseCallbacks for Names {
    fn will_parse_macro(&self, _: &str) -> MacroParsingBehavior {
        MacroParsingBehavior::Ignore
    }

    fn generated_name_override(&self, item: ItemInfo<'_>) -> Option<String> {
        item.name.strip_prefix(PREFIX).map(str::to_owned)
    }
}

/// Types, functions and variables of the HAL's own headers, and the shims.
pub(super) fn declarations(hal: &Hal, reader: &Reader, shims: &[Shim]) -> Result<String, HalError> {
    let prototypes: String = shims.iter().map(|shim| format!("{};\n", shim.prototype)).collect();
    let mut builder = bindgen::Builder::default()
        .header_contents(HEADER, &format!("{}{}{prototypes}", reader.preamble, hal.includes()))
        .clang_args(&reader.arguments)
        .detect_include_paths(false)
        .use_core()
        .layout_tests(false)
        .generate_comments(false)
        .default_enum_style(bindgen::EnumVariation::Consts)
        .prepend_enum_name(false)
        .derive_default(true)
        .parse_callbacks(Box::new(Names))
        .formatter(bindgen::Formatter::None)
        // By its file, since it is looked for by the name that it gets.
        .allowlist_file(format!(".*/{}", pattern(Path::new(HEADER))))
        .allowlist_file(format!("{}/.*", pattern(&hal.sources.root)));
    if let Some(own) = &hal.own {
        builder = builder.allowlist_file(format!("{}/.*", pattern(own)));
    }
    let bindings = builder.generate().map_err(|error| {
        let said = error.to_string();
        let first = said.lines().find(|l| l.contains("error")).unwrap_or(&said).to_owned();
        HalError::build("no bindings of the HAL can be made, though the vendor's compiler takes the headers")
            .note(format!("bindgen says: {first}"))
    })?;
    Ok(bindings.to_string())
}

/// A path as a regular expression that matches just it.
pub(crate) fn pattern(path: &Path) -> String {
    let special = |c: char| if c.is_alphanumeric() || c == '/' || c == '_' { c.to_string() } else { format!("\\{c}") };
    path.display().to_string().chars().map(special).collect()
}

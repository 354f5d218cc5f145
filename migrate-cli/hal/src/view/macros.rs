//! What the preprocessor of the vendor's compiler says: macros and folders.

use std::path::PathBuf;

use crate::error::HalError;
use crate::vendor::Vendor;

/// A macro as `#define` writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Macro {
    /// Its name, without parameters.
    pub(crate) name: String,
    /// All behind `#define`, on one line.
    pub(crate) definition: String,
}

impl Macro {
    /// `#define` behind the word.
    pub(crate) fn parse(definition: &str) -> Option<Macro> {
        let end = definition.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(definition.len());
        let name = definition[..end].to_owned();
        (!name.is_empty()).then(|| Macro { name, definition: definition.to_owned() })
    }

    /// What it is replaced by.
    pub(crate) fn body(&self) -> &str {
        let rest = &self.definition[self.name.len()..];
        match rest.strip_prefix('(').and_then(|r| r.split_once(')')) {
            Some((_, body)) => body.trim(),
            None => rest.trim(),
        }
    }

    /// It has parameters: the parenthesis touches the name.
    pub(crate) fn has_parameters(&self) -> bool {
        self.definition[self.name.len()..].starts_with('(')
    }

    /// Names of its parameters.
    pub(crate) fn parameters(&self) -> Vec<&str> {
        let rest = self.definition[self.name.len()..].strip_prefix('(').and_then(|r| r.split_once(')'));
        rest.map(|(list, _)| list.split(',').map(str::trim).filter(|p| !p.is_empty()).collect()).unwrap_or_default()
    }
}

/// Macros that are defined before the first line of a source.
pub(super) fn predefined(vendor: &Vendor) -> Result<Vec<Macro>, HalError> {
    let bare = Vendor { preprocessor: Vec::new(), ..vendor.clone() };
    let done = bare.run(&["-x", "c", "-dM", "-E", "-"], "")?;
    if !done.succeeded() {
        return Err(crate::trouble::explain(&bare, &migrate_probe::diagnostic::errors(&done.stderr), &done.stderr));
    }
    Ok(done.stdout.lines().filter_map(|line| Macro::parse(line.strip_prefix("#define ")?)).collect())
}

/// Folders in which the compiler looks for `<…>` by itself.
pub(crate) fn system_folders(vendor: &Vendor) -> Result<Vec<PathBuf>, HalError> {
    let bare = Vendor { preprocessor: Vec::new(), ..vendor.clone() };
    let done = bare.run(&["-x", "c", "-E", "-v", "-"], "")?;
    Ok(folders(&done.stderr).map(|dir| vendor.dir.join(dir)).map(|d| d.canonicalize().unwrap_or(d)).collect())
}

fn folders(text: &str) -> impl Iterator<Item = &str> {
    let list = text.lines().skip_while(|line| !line.starts_with("#include <"));
    list.skip(1)
        .take_while(|line| line.starts_with(' '))
        .map(|line| line.trim().trim_end_matches(" (framework directory)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_macro_has_a_name_parameters_and_a_body() {
        let plain = Macro::parse("LIMIT (1 << 4)").unwrap();
        assert_eq!((plain.name.as_str(), plain.body(), plain.has_parameters()), ("LIMIT", "(1 << 4)", false));
        let function = Macro::parse("MAX(a, b) ((a) > (b))").unwrap();
        assert_eq!((function.body(), function.parameters()), ("((a) > (b))", vec!["a", "b"]));
        assert_eq!(Macro::parse("GUARD").unwrap().body(), "");
        assert_eq!(Macro::parse(""), None);
    }

    #[test]
    fn folders_stand_between_two_lines() {
        let text = "ignoring\n#include \"...\" search starts here:\n#include <...> search starts here:\n /a/b\n /c d\nEnd of search list.\n x\n";
        assert_eq!(folders(text).collect::<Vec<_>>(), ["/a/b", "/c d"]);
    }
}

//! What stands behind the errors of a vendor's headers: a macro that has to be defined, a file that is not found, C++.

use migrate_probe::diagnostic::{Diagnostic, Place};

use crate::error::HalError;
use crate::hal::Hal;
use crate::vendor::Vendor;

/// Errors that are shown beside the first.
const SHOWN: usize = 3;

/// Whether the vendor's compiler takes the headers as they are configured.
pub(crate) fn compiles(hal: &Hal) -> Result<(), HalError> {
    let done = hal.vendor.run(&["-w", "-x", "c", "-fsyntax-only", "-"], &hal.includes())?;
    if done.succeeded() {
        return Ok(());
    }
    Err(explain(&hal.vendor, &migrate_probe::diagnostic::errors(&done.stderr), &done.stderr))
}

/// Turns the errors of the vendor's compiler into one that says what to do.
pub(crate) fn explain(vendor: &Vendor, errors: &[Diagnostic], stderr: &str) -> HalError {
    let Some(first) = errors.first() else {
        let said = stderr.lines().next().unwrap_or("nothing");
        return HalError::build(format!("{} fails, and says: {said}", vendor.program.display()));
    };
    let place = first.at.as_ref().map_or_else(String::new, |at| format!("{}:{}: ", shown(at, vendor), at.line));
    let error = HalError::build(format!("{place}{}", first.message));
    let more = errors.iter().skip(1).take(SHOWN).map(|e| e.message.clone());
    let error = more.fold(error, HalError::note);
    match cause(first, errors, vendor) {
        Cause::Directive => directive(error, first, vendor),
        Cause::Header(name) => error
            .help(format!("add the folder of `{name}` to `include` of the HAL in migrate.toml"))
            .help(format!("if the HAL expects you to write `{name}`, put it into a folder and name that as `config`")),
        Cause::Flag => error.help("look at `flags` of the HAL in migrate.toml"),
        Cause::Cpp => error.note("this is C++: a class, namespace, template or reference stands in a header").help(
            "name the C headers only in `headers` of migrate.toml; C++ is what `migrate bridge --headers` is for",
        ),
        Cause::Name(name) => error.help(format!(
            "`{name}` is declared under a condition, or nowhere: look at `defines` of the HAL in migrate.toml, and \
             whether a header that declares it stands before in `headers`"
        )),
        Cause::Other => error,
    }
}

#[derive(Debug, PartialEq)]
enum Cause {
    Directive,
    Header(String),
    Flag,
    Cpp,
    Name(String),
    Other,
}

fn cause(first: &Diagnostic, errors: &[Diagnostic], vendor: &Vendor) -> Cause {
    let message = &first.message;
    if let Some(name) = message.strip_suffix(": No such file or directory") {
        return Cause::Header(name.to_owned());
    }
    if let Some(name) = message.strip_suffix("' file not found") {
        return Cause::Header(name.trim_start_matches('\'').to_owned());
    }
    if message.starts_with("#error") || line_of(first, vendor).is_some_and(|l| is_error_directive(&l)) {
        return Cause::Directive;
    }
    if first.at.is_none() {
        return Cause::Flag;
    }
    let is_cpp = |e: &&Diagnostic| {
        ["'class'", "'namespace'", "'template'", "'using'", "'public'"].iter().any(|word| e.message.contains(word))
            || line_of(e, vendor).is_some_and(|line| cpp_words(&line))
    };
    if errors.iter().take(SHOWN).any(|e| is_cpp(&e)) {
        return Cause::Cpp;
    }
    if (message.contains("unknown type name") || message.contains("undeclared"))
        && let Some(name) = message.split('\'').nth(1)
    {
        return Cause::Name(name.to_owned());
    }
    Cause::Other
}

fn cpp_words(line: &str) -> bool {
    let first = line.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or_default();
    matches!(first, "class" | "namespace" | "template" | "using" | "constexpr")
}

fn is_error_directive(line: &str) -> bool {
    line.trim_start().strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with("error"))
}

/// `#error`: its text names what is missing, or the conditions above it do.
fn directive(error: HalError, first: &Diagnostic, vendor: &Vendor) -> HalError {
    let tested = first.at.as_ref().map(|at| tested_macros(&source(at, vendor), at.line)).unwrap_or_default();
    match &tested[..] {
        [] => error.help("the header wants a macro: add it to `defines` of the HAL in migrate.toml"),
        [one] => error.help(format!("`{one}` decides: add it to `defines` of the HAL in migrate.toml")),
        several => error
            .note(format!("the conditions above it test {}", listed(several)))
            .help("add the one of your device to `defines` of the HAL in migrate.toml"),
    }
}

fn listed(names: &[String]) -> String {
    const MOST: usize = 16;
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > MOST { format!("{shown} and {} more", names.len() - MOST) } else { shown }
}

/// Names that the conditions around a line test: those of the `#if` that it is in, with all its branches.
fn tested_macros(text: &str, line: u32) -> Vec<String> {
    let mut open: Vec<Vec<String>> = Vec::new();
    let wanted = usize::try_from(line).unwrap_or_default();
    let joined = text.replace("\\\n", "  \n ");
    for (_, text) in joined.lines().enumerate().take_while(|(index, _)| index + 1 < wanted) {
        let Some(directive) = text.trim_start().strip_prefix('#').map(str::trim_start) else {
            continue;
        };
        if directive.starts_with("if") {
            open.push(names(directive));
        } else if directive.starts_with("elif") {
            open.last_mut().into_iter().for_each(|last| last.extend(names(directive)));
        } else if directive.starts_with("endif") {
            open.pop();
        }
    }
    let mut found: Vec<String> = open.pop().unwrap_or_default();
    let mut seen = std::collections::HashSet::new();
    found.retain(|name| seen.insert(name.clone()));
    found
}

fn names(directive: &str) -> Vec<String> {
    let code = directive.split("/*").next().unwrap_or_default();
    let code = code.split("//").next().unwrap_or_default();
    let words = code.split(|c: char| !c.is_alphanumeric() && c != '_').skip(1);
    let is_name = |w: &&str| w.starts_with(|c: char| c.is_alphabetic() || c == '_') && *w != "defined";
    words.filter(is_name).map(str::to_owned).collect()
}

fn source(at: &Place, vendor: &Vendor) -> String {
    std::fs::read(vendor.dir.join(&at.file)).map(|b| String::from_utf8_lossy(&b).into_owned()).unwrap_or_default()
}

fn line_of(error: &Diagnostic, vendor: &Vendor) -> Option<String> {
    let at = error.at.as_ref()?;
    source(at, vendor).lines().nth(usize::try_from(at.line).ok()?.checked_sub(1)?).map(str::to_owned)
}

/// Paths below the sources start there.
fn shown(at: &Place, vendor: &Vendor) -> String {
    let path = vendor.dir.join(&at.file);
    path.strip_prefix(&vendor.dir).unwrap_or(&path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_name_the_macros() {
        let text = "#ifndef GUARD\n#if defined(CHIP_A) // first\n#elif defined(CHIP_B) || defined(CHIP_C)\n#else\n#error pick\n#endif\n";
        assert_eq!(tested_macros(text, 5), ["CHIP_A", "CHIP_B", "CHIP_C"]);
        assert_eq!(tested_macros("#error x\n", 1), Vec::<String>::new());
    }

    #[test]
    fn cpp_is_recognised_by_its_first_word() {
        assert!(cpp_words("  namespace hal {"));
        assert!(cpp_words("template <class T>"));
        assert!(!cpp_words("int class_of(int x);"));
    }
}

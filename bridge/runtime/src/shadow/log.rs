//! What shadow mode has found, in a file of JSON lines.

use core::ffi::c_int;
use core::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::string::{String, ToString};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::vec::Vec;
use std::{env, format, process};

use super::sampling::Sampling;
use super::{Part, Site};
use crate::Module;

/// The variable that names the file.
const FILE: &str = "MIGRATE_SHADOW_LOG";
/// The variable that sets the rate of all modules.
const RATE: &str = "MIGRATE_SHADOW_RATE";

/// Every function that was called in shadow mode.
static SITES: Mutex<Vec<(&'static Module, &'static Site)>> = Mutex::new(Vec::new());

unsafe extern "C" {
    safe fn atexit(callback: extern "C" fn()) -> c_int;
}

/// What holds for a module: its own, with the rate of the environment if that names one.
pub(super) fn sampling(module: &Module) -> &'static Sampling {
    static RATED: Mutex<Vec<(usize, &'static Sampling)>> = Mutex::new(Vec::new());
    static RATE_SET: OnceLock<Option<f64>> = OnceLock::new();
    let own = module.sampling();
    let Some(rate) = *RATE_SET.get_or_init(rate) else { return own };
    let key = core::ptr::from_ref(own).addr();
    let mut rated = RATED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, found)) = rated.iter().find(|(k, _)| *k == key) {
        return found;
    }
    // One a module, for as long as the program runs.
    let made: &'static Sampling = std::boxed::Box::leak(std::boxed::Box::new(Sampling { rate, ..*own }));
    rated.push((key, made));
    made
}

fn rate() -> Option<f64> {
    let text = env::var(RATE).ok().filter(|t| !t.trim().is_empty())?;
    match text.trim().parse::<f64>() {
        Ok(rate) if (0.0..=1.0).contains(&rate) => Some(rate),
        _ => {
            complain(&format!("migrate: {RATE} is {text:?}, which is no number from 0 to 1; modules have their own\n"));
            None
        }
    }
}

/// A function was called in shadow mode for the first time.
pub(super) fn register(module: &'static Module, site: &'static Site) {
    let mut sites = SITES.lock().unwrap_or_else(PoisonError::into_inner);
    if sites.is_empty() {
        // What is lost if it is refused is the summary.
        let _ = atexit(summary);
    }
    sites.push((module, site));
}

/// A difference, the `number`th of its function.
pub(super) fn difference(module: &Module, site: &Site, number: u64, parts: &[Part]) {
    let line = record(module.name(), site.function(), site.counts().calls, parts);
    if !write(&line) && number == 0 {
        complain(&told(module.name(), site.function(), parts));
    }
}

/// One line of JSON.
fn record(module: &str, function: &str, call: u64, parts: &[Part]) -> String {
    let mut given = String::new();
    let mut differences = String::new();
    let answer = parts.iter().find(|p| p.is_answer()).map_or_else(|| "null".to_string(), |p| quoted(&p.cpp));
    for part in parts.iter().filter(|p| !p.is_answer()) {
        let (out, rust) = match &part.rust {
            None => (&mut given, None),
            Some(rust) => (&mut differences, Some(rust)),
        };
        let before = if out.is_empty() { "" } else { "," };
        let _ = match rust {
            None => write!(out, "{before}{{\"name\":{},\"value\":{}}}", quoted(&part.name), quoted(&part.cpp)),
            Some(rust) => write!(
                out,
                "{before}{{\"part\":{},\"cpp\":{},\"rust\":{}}}",
                quoted(&part.name),
                quoted(&part.cpp),
                quoted(rust)
            ),
        };
    }
    format!(
        "{{\"schema\":\"migrate.shadow\",\"schema_version\":1,\"kind\":\"difference\",\"process\":{},\"module\":{},\"function\":{},\
         \"call\":{call},\"arguments\":[{given}],\"answer\":{answer},\"differences\":[{differences}]}}\n",
        process::id(),
        quoted(module),
        quoted(function)
    )
}

/// What a person is told who has no file.
fn told(module: &str, function: &str, parts: &[Part]) -> String {
    let mut out = format!("migrate: {module}: {function} differs in Rust ({FILE}=FILE keeps all)\n");
    for part in parts.iter().filter(|p| !p.is_answer()) {
        let _ = match &part.rust {
            Some(rust) => writeln!(out, "  {}: C++ {}, Rust {rust}", part.name, part.cpp),
            None => writeln!(out, "  given {}: {}", part.name, part.cpp),
        };
    }
    out
}

/// One line a function when the program ends.
extern "C" fn summary() {
    let sites = SITES.lock().unwrap_or_else(PoisonError::into_inner);
    for (module, site) in sites.iter() {
        let c = site.counts();
        write(&format!(
            "{{\"schema\":\"migrate.shadow\",\"schema_version\":1,\"kind\":\"summary\",\"process\":{},\"module\":{},\"function\":{},\
             \"calls\":{},\"compared\":{},\"differed\":{},\"excused\":{},\"panicked\":{},\"seconds\":{:.6}}}\n",
            process::id(),
            quoted(module.name()),
            quoted(site.function()),
            c.calls,
            c.compared,
            c.differed,
            c.excused,
            c.panicked,
            c.time.as_secs_f64()
        ));
    }
}

/// Adds a line to the file; false if there is none. Lines of several processes do not mix.
fn write(line: &str) -> bool {
    static OPEN: OnceLock<Option<Mutex<File>>> = OnceLock::new();
    let file = OPEN.get_or_init(|| {
        let path = env::var_os(FILE).filter(|p| !p.is_empty())?;
        match OpenOptions::new().create(true).append(true).open(&path) {
            Ok(file) => Some(Mutex::new(file)),
            Err(e) => {
                complain(&format!("migrate: {FILE} is {}: {e}\n", path.to_string_lossy()));
                None
            }
        }
    });
    let Some(file) = file else { return false };
    // A full disk costs the record, not the program.
    let _ = file.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
    true
}

fn complain(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A string of JSON.
fn quoted(text: &str) -> String {
    let mut out = "\"".to_string();
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_one_line_of_json() {
        let parts = [
            Part { name: "data".to_string(), cpp: "\"a\\x01\"".to_string(), rust: None },
            Part { name: "result".to_string(), cpp: "1\n".to_string(), rust: Some("\u{1}".to_string()) },
        ];
        let line = record("codec", "ns::F", 7, &parts);
        assert!(line.ends_with("}\n") && line.matches('\n').count() == 1);
        assert!(
            line.contains(r#""call":7,"arguments":[{"name":"data","value":"\"a\\x01\""}],"answer":null"#),
            "{line}"
        );
        assert!(line.contains(r#""differences":[{"part":"result","cpp":"1\n","rust":"\u0001"}]"#), "{line}");
    }

    #[test]
    fn a_person_is_told_what_differs() {
        let parts = [Part { name: "result".to_string(), cpp: "1".to_string(), rust: Some("2".to_string()) }];
        let text = told("codec", "ns::F", &parts);
        assert_eq!(
            text,
            "migrate: codec: ns::F differs in Rust (MIGRATE_SHADOW_LOG=FILE keeps all)\n  result: C++ 1, Rust 2\n"
        );
    }
}

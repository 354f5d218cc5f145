//! What is said at the end of a program: how many calls of each module ended in a panic and were answered by the original.

use std::ffi::{OsString, c_int};
use std::io::Write as _;
use std::string::String;
use std::sync::{Mutex, PoisonError};
use std::vec::Vec;

use crate::Module;

/// The variable that names the file.
const VARIABLE: &str = "MIGRATE_FALL_BACKS";

unsafe extern "C" {
    safe fn atexit(run: extern "C" fn()) -> c_int;
}

/// Where to write, and of which modules.
struct Report {
    file: OsString,
    modules: Vec<&'static Module>,
}

static REPORT: Mutex<Option<Report>> = Mutex::new(None);

/// Remembers a module of which a call has fallen back for the first time.
#[cold]
pub(crate) fn first(module: &'static Module) {
    let Some(file) = std::env::var_os(VARIABLE).filter(|f| !f.is_empty()) else { return };
    let mut report = REPORT.lock().unwrap_or_else(PoisonError::into_inner);
    match &mut *report {
        Some(report) => report.modules.push(module),
        None => {
            *report = Some(Report { file, modules: std::vec![module] });
            atexit(write);
        }
    }
}

/// Adds the lines of this program to the file. Several programs may name one: each writes once, at its end.
extern "C" fn write() {
    let report = REPORT.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some(report) = report else { return };
    let program = std::env::current_exe().unwrap_or_default();
    let text: String = report.modules.iter().map(|m| line(m, &program.display().to_string())).collect();
    let file = std::fs::OpenOptions::new().create(true).append(true).open(&report.file);
    if let Err(error) = file.and_then(|mut file| file.write_all(text.as_bytes())) {
        let text = std::format!("migrate: cannot write {VARIABLE} ({}): {error}\n", report.file.display());
        // A program without standard error ends all the same.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

/// Module, what is counted, how many, and by which program.
fn line(module: &Module, program: &str) -> String {
    std::format!("{}\tfell_back\t{}\t{program}\n", module.name(), module.fell_back())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mode;

    #[test]
    fn a_line_names_module_count_and_program() {
        let module = Module::new("compress", Mode::Rust);
        module.count_fall_back();
        assert_eq!(line(&module, "/usr/bin/gateway"), "compress\tfell_back\t1\t/usr/bin/gateway\n");
    }
}

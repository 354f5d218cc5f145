//! A panic is a bug of the tool. It is told in one sentence, with what a report needs, and ends with exit code 1.

use std::io::Write as _;

fn said(payload: &dyn std::any::Any) -> &str {
    let owned = || payload.downcast_ref::<String>().map(String::as_str);
    payload.downcast_ref::<&str>().copied().or_else(owned).unwrap_or("no reason given")
}

/// Replaces the panic message of the standard library.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        let said = said(info.payload());
        let place = info.location().map_or_else(String::new, |l| format!(" ({}:{})", l.file(), l.line()));
        let _ = writeln!(
            anstream::stderr().lock(),
            "error: this is a bug in migrate {}: {said}{place}\n  = help: please report it, with the command and the output of `migrate -v`",
            env!("CARGO_PKG_VERSION"),
        );
        if std::env::var_os("RUST_BACKTRACE").is_some_and(|v| v != "0") {
            let _ = writeln!(std::io::stderr(), "{}", std::backtrace::Backtrace::force_capture());
        }
    }));
}

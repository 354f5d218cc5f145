//! One driver in C and in Rust, for people.

use std::fmt::Write as _;

use migrate_model::hal::{BenchFigure, FirmwareBench, GatedImage, HalBench, SymbolGate};

use crate::style::{BOLD, DIM, GREEN, RED, paint};
use crate::table::{count, cut_middle, left, right, thousands};

/// Columns of a figure's or a symbol's name.
const NAME: usize = 42;
/// Columns of a number.
const NUMBER: usize = 9;

/// `migrate hal bench`: a table a bench, a line a gate, and a verdict. Names alone if nothing has run. With `symbols`, what the
/// drivers consist of.
#[must_use]
pub fn bench(document: &HalBench, symbols: bool) -> String {
    if document.benches.is_empty() && document.gates.is_empty() {
        return document.selected.iter().map(|name| format!("{name}\n")).collect();
    }
    let mut out: String = document.benches.iter().map(|bench| one(bench, symbols)).collect();
    out.extend(document.gates.iter().map(gate));
    let bad_benches = document.benches.iter().filter(|bench| !bench.failures.is_empty()).count();
    let bad_gates = document.gates.iter().filter(|gate| failed(gate).next().is_some()).count();
    let all = count(document.selected.len() as u64, "check");
    let verdict = match bad_benches + bad_gates {
        0 => format!("{}: {all}", paint(GREEN, "Passed")),
        bad => format!("{}: {bad} of {all}", paint(RED, "Failed")),
    };
    let (run, build) = (document.run_seconds, document.build_seconds);
    let _ = writeln!(out, "{verdict} in {run:.1} s, after {build:.1} s of building");
    out
}

fn one(bench: &FirmwareBench, symbols: bool) -> String {
    let mut out = format!("{} on {}: {} and {}\n", paint(BOLD, &bench.name), bench.board, bench.c, bench.rust);
    let _ = writeln!(out, "  {}", paint(DIM, &row("", ["C", "Rust", "compared", "limit"])));
    for figure in &bench.figures {
        let line = row(
            figure.name.as_str(),
            [
                &thousands(figure.c),
                &thousands(figure.rust),
                &compared(figure, figure.compared),
                &figure.limit.map_or_else(String::new, |limit| compared(figure, limit)),
            ],
        );
        let _ = writeln!(out, "  {}", if figure.holds { line } else { paint(RED, &line) });
    }
    if symbols {
        out.push_str(&consists(bench));
    }
    for symbol in &bench.library {
        let whose = |from: &Option<String>| from.clone().unwrap_or_else(|| "none".to_owned());
        let (c, rust) = (whose(&symbol.c_from), whose(&symbol.rust_from));
        let whose = if c == rust { c } else { format!("{c} in C, {rust} in Rust") };
        let _ = writeln!(out, "  {} is of {whose}: {}", symbol.name, count(symbol.bytes, "byte"));
    }
    for path in bench.stack.iter().filter(|path| !path.open.is_empty()) {
        let _ = writeln!(
            out,
            "  the stack of {} is at least that: the code does not say it of {}",
            path.image,
            path.open.join(", ")
        );
    }
    for failure in &bench.failures {
        let _ = writeln!(out, "  {} {failure}", paint(RED, "FAILED"));
    }
    out.push('\n');
    out
}

fn consists(bench: &FirmwareBench) -> String {
    let mut out = format!("  {}\n", paint(DIM, &row("bytes and instructions by symbol", ["C", "Rust", "C", "Rust"])));
    for symbol in &bench.symbols {
        let numbers =
            [symbol.c_bytes, symbol.rust_bytes, symbol.c_instructions, symbol.rust_instructions].map(|n| match n {
                0 => String::new(),
                _ => thousands(n),
            });
        let _ = writeln!(out, "  {}", row(&symbol.name, numbers.each_ref().map(String::as_str)));
    }
    for path in &bench.stack {
        let _ = writeln!(out, "  the deepest of {}: {}", path.image, path.path.join(" > "));
    }
    out
}

fn row(name: &str, numbers: [&str; 4]) -> String {
    let mut line = left(&cut_middle(name, NAME), NAME);
    for number in numbers {
        line.push_str(&right(number, NUMBER));
    }
    line.trim_end().to_owned()
}

fn compared(figure: &BenchFigure, number: f64) -> String {
    if figure.name.is_ratio() { format!("{number:.2}") } else { format!("{number:+}") }
}

fn failed(gate: &SymbolGate) -> impl Iterator<Item = &GatedImage> {
    gate.images.iter().filter(|image| !image.symbols.is_empty())
}

fn gate(gate: &SymbolGate) -> String {
    let images = count(gate.images.len() as u64, "image");
    let mut out = match failed(gate).count() {
        0 => format!("{} on {}: no code for panics, text or a heap in {images}\n", paint(BOLD, &gate.name), gate.board),
        bad => format!("{} on {}: {bad} of {images} hold what they must not\n", paint(BOLD, &gate.name), gate.board),
    };
    for image in failed(gate) {
        for symbol in &image.symbols {
            let (kind, bytes) = (symbol.kind.as_str(), count(symbol.bytes, "byte"));
            let _ = writeln!(out, "  {} {}: {kind}: {}, {bytes}", paint(RED, "FAILED"), image.image, symbol.name);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use migrate_model::hal::{BenchFigureName, BenchSymbol, ForbiddenSymbol, SymbolKind};

    use super::*;

    fn figure(name: BenchFigureName, compared: f64, limit: f64) -> BenchFigure {
        BenchFigure { name, c: 1000, rust: 1100, compared, limit: Some(limit), holds: compared <= limit }
    }

    fn document() -> HalBench {
        let symbol = BenchSymbol {
            name: "send".to_owned(),
            c_bytes: 0,
            rust_bytes: 40,
            c_instructions: 0,
            rust_instructions: 1100,
        };
        let bench = FirmwareBench {
            name: "uart".to_owned(),
            board: "b".to_owned(),
            c: "in_c".to_owned(),
            rust: "in_rust".to_owned(),
            figures: vec![figure(BenchFigureName::Flash, 1.1, 1.2), figure(BenchFigureName::Stack, 100.0, 64.0)],
            symbols: vec![symbol],
            library: vec![],
            stack: vec![],
            interrupts: [0, 0],
            failures: vec!["too deep".to_owned()],
        };
        let forbidden = ForbiddenSymbol { name: "core::panic".to_owned(), kind: SymbolKind::Panic, bytes: 8 };
        let image = GatedImage { image: "i".to_owned(), symbols: vec![forbidden] };
        let gate = SymbolGate { name: "clean".to_owned(), board: "b".to_owned(), images: vec![image] };
        HalBench {
            schema: String::new(),
            schema_version: 1,
            selected: vec!["uart".to_owned(), "clean".to_owned()],
            benches: vec![bench],
            gates: vec![gate],
            build_seconds: 2.0,
            run_seconds: 0.5,
        }
    }

    #[test]
    fn figures_have_their_units_and_limits() {
        let text = bench(&document(), false);
        let line = |name: &str| {
            text.lines().find(|line| line.contains(name)).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(line("flash"), "flash 1,000 1,100 1.10 1.20");
        assert!(line("stack").contains("1,100 +100 +64"), "{text}");
        assert!(text.contains("2 of 2 checks in 0.5 s"), "{text}");
        assert!(text.contains("i: panic: core::panic, 8 bytes"), "{text}");
        assert!(!text.contains("send"));
    }

    #[test]
    fn symbols_are_shown_on_request() {
        assert!(bench(&document(), true).contains("send"));
    }
}

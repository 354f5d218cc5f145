//! What Miri or the harness says of one test becomes a report of the model.

use migrate_model::finding::Span;
use migrate_model::miri::{Frame, Kind, Outcome, Related, Report};

use crate::classify::classify;
use crate::diagnostic::{Diagnostic, Place};
use crate::places::{Places, is_inside};

/// Where the trace of calls begins, in a note of a report.
const TRACE: &str = "stack backtrace:";
/// What the harness says of a test that should panic and did not.
const CALM: &str = "test did not panic as expected";
/// Frames kept; deep recursion makes many.
const FRAMES: usize = 50;

/// A report of Miri, and how the test ended by it. Nothing if the diagnostic is none of Miri's.
pub(crate) fn of_miri(diagnostic: &Diagnostic, places: &Places, seed: u32) -> Option<(Outcome, Report)> {
    let advice: Vec<&str> = diagnostic.children.iter().map(|c| c.message.as_str()).collect();
    let (outcome, kind) = classify(&diagnostic.message, &advice)?;
    let exact = diagnostic.primary().map(|place| span(place, places));
    let trace = trace(diagnostic, places);
    let frames: Vec<Frame> = trace.into_iter().filter(|f| is_inside(&f.span)).take(FRAMES).collect();
    let related = related(diagnostic, places);
    let near = exact.clone().filter(is_inside).or_else(|| frames.first().map(|f| f.span.clone()));
    let near = near.or_else(|| related.iter().map(|r| r.span.clone()).find(is_inside));
    let report = Report {
        kind,
        message: diagnostic.message.clone(),
        origin: exact.filter(|e| !is_inside(e)),
        span: near,
        frames,
        related,
        help: help(diagnostic),
        seed,
    };
    Some((outcome, report))
}

/// The functions of the trace, whatever they belong to.
pub(crate) fn functions(diagnostic: &Diagnostic) -> impl Iterator<Item = &str> {
    let notes = diagnostic.children.iter().filter(|c| c.message.starts_with(TRACE));
    notes.flat_map(|note| note.message.lines()).filter_map(function)
}

/// A test that panicked or returned an error; `said` is what it printed or why the harness calls it failed.
pub(crate) fn of_failure(said: &str, places: &Places, seed: u32) -> Report {
    let panic = said.split_once("panicked at ").and_then(|(_, rest)| {
        let (place, message) = rest.split_once(":\n")?;
        Some((places.parse(place)?, message))
    });
    let (exact, text) = panic.map_or((None, said), |(span, message)| (Some(span), message));
    let lines = text.lines().take_while(|line| !line.starts_with("note: run with") && !line.starts_with("thread '"));
    let message = lines.collect::<Vec<_>>().join("\n");
    // The harness adds the place of the test, which has a span already.
    let message = if message.starts_with(CALM) { CALM.to_owned() } else { message.trim().to_owned() };
    Report {
        message: if message.is_empty() { "the test failed without a word".to_owned() } else { message },
        span: exact.clone().filter(is_inside),
        origin: exact.filter(|e| !is_inside(e)),
        ..bare(Kind::Panic, String::new(), seed)
    }
}

/// A report of which nothing is known but a message.
pub(crate) fn bare(kind: Kind, message: String, seed: u32) -> Report {
    Report { kind, message, span: None, origin: None, frames: Vec::new(), related: Vec::new(), help: Vec::new(), seed }
}

fn span(place: &Place, places: &Places) -> Span {
    let end = if place.line_end == place.line_start { place.column_end } else { 0 };
    places.span(&place.file_name, place.line_start, place.column_start, end)
}

/// `0: tests::f`, the first line of a frame.
fn function(line: &str) -> Option<&str> {
    let (number, name) = line.trim_start().split_once(": ")?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(name)
}

fn trace(diagnostic: &Diagnostic, places: &Places) -> Vec<Frame> {
    let notes = diagnostic.children.iter().filter(|c| c.message.starts_with(TRACE));
    let mut frames = Vec::new();
    for note in notes {
        let mut name = None;
        for line in note.message.lines() {
            if let Some(found) = function(line) {
                name = Some(found);
            } else if let (Some(function), Some(place)) = (name, line.trim_start().strip_prefix("at ")) {
                let function = function.to_owned();
                frames.extend(places.parse(place).map(|span| Frame { function, span }));
            }
        }
    }
    frames
}

/// Notes with a place: where memory was allocated or freed, where a tag was made.
fn related(diagnostic: &Diagnostic, places: &Places) -> Vec<Related> {
    let placed = diagnostic.children.iter().filter_map(|c| c.primary().map(|place| (c, place)));
    placed
        .map(|(c, place)| Related { message: c.message.trim_end_matches(':').to_owned(), span: span(place, places) })
        .collect()
}

/// Advice without a place. That undefined behaviour is a bug is not worth a line.
fn help(diagnostic: &Diagnostic) -> Vec<String> {
    let advice = diagnostic.children.iter().filter(|c| c.level == "help" && c.spans.is_empty());
    let known = ["this indicates a", "this means the program tried"];
    advice.map(|c| c.message.clone()).filter(|m| !known.iter().any(|k| m.starts_with(k))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::parse;

    fn places() -> Places {
        Places { workspace: "/w".into(), package: "/w".into() }
    }

    const FREED: &str = r#"{"$message_type":"diagnostic","message":"Undefined Behavior: memory access failed: alloc1 has been freed, so this pointer is dangling","code":null,"level":"error","spans":[{"file_name":"/std/boxed.rs","line_start":9,"line_end":9,"column_start":29,"column_end":31,"is_primary":true,"label":"here"}],"children":[{"message":"this indicates a bug in the program: it performed an invalid operation, and caused Undefined Behavior","code":null,"level":"help","spans":[],"children":[],"rendered":null},{"message":"see https://x for further information","code":null,"level":"help","spans":[],"children":[],"rendered":null},{"message":"alloc1 was deallocated here:","code":null,"level":"help","spans":[{"file_name":"src/lib.rs","line_start":8,"line_end":8,"column_start":56,"column_end":57,"is_primary":true,"label":null}],"children":[],"rendered":null},{"message":"stack backtrace:\n0: std::boxed::Box::<u8>::from_raw\n    at /std/boxed.rs:9:29: 9:31\n1: tests::f\n    at src/lib.rs:7:26: 7:27","code":null,"level":"note","spans":[],"children":[],"rendered":null}],"rendered":"R"}"#;

    #[test]
    fn the_place_is_the_nearest_inside_of_the_package() {
        let diagnostic = parse(FREED).unwrap();
        let (outcome, report) = of_miri(&diagnostic, &places(), 3).unwrap();
        assert_eq!((outcome, report.kind, report.seed), (Outcome::UndefinedBehavior, Kind::Dangling, 3));
        let at = |span: Option<&Span>| span.map(|s| (s.file.clone(), s.line, s.column, s.end_column));
        assert_eq!(at(report.span.as_ref()), Some(("src/lib.rs".into(), 7, 26, 27)));
        assert_eq!(at(report.origin.as_ref()), Some(("/std/boxed.rs".into(), 9, 29, 31)));
        assert_eq!(report.frames.iter().map(|f| f.function.as_str()).collect::<Vec<_>>(), ["tests::f"]);
        assert_eq!(
            report.related.iter().map(|r| (r.message.as_str(), r.span.line)).collect::<Vec<_>>(),
            [("alloc1 was deallocated here", 8)]
        );
        assert_eq!(report.help, ["see https://x for further information"]);
        assert_eq!(functions(&diagnostic).collect::<Vec<_>>(), ["std::boxed::Box::<u8>::from_raw", "tests::f"]);
    }

    #[test]
    fn panics_have_a_place_and_a_message() {
        let said = "\nthread 'tests::d' (1002) panicked at src/lib.rs:18:28:\nassertion failed: sum\n  left: 2\n right: 3\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
        let report = of_failure(said, &places(), 0);
        assert_eq!(report.message, "assertion failed: sum\n  left: 2\n right: 3");
        assert_eq!(report.span.map(|s| (s.line, s.column)), Some((18, 28)));
        assert_eq!(of_failure("Error: \"no\"", &places(), 0).message, "Error: \"no\"");
        assert_eq!(of_failure("test did not panic as expected at src/lib.rs:1:2", &places(), 0).message, CALM);
        assert!(!of_failure("", &places(), 0).message.is_empty());
    }
}

//! The JSON events of the test harness.

use serde::Deserialize;

/// One event, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The tests are about to run.
    Suite,
    /// All tests have run.
    SuiteDone,
    /// A test that there is.
    Discovered(Discovered),
    /// A test begins.
    Started(String),
    /// A test passed.
    Passed(String),
    /// A test did not run.
    Ignored(String),
    /// A test failed, with what it printed or why.
    Failed(String, String),
}

/// A test that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Discovered {
    pub(crate) name: String,
    pub(crate) ignored: bool,
    /// File, line, first and last column, if the harness says so.
    pub(crate) place: Option<(String, u32, u32, u32)>,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(rename = "type")]
    kind: String,
    event: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    stdout: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    ignore: bool,
    source_path: Option<String>,
    #[serde(default)]
    start_line: u32,
    #[serde(default)]
    start_col: u32,
    #[serde(default)]
    end_col: u32,
}

/// A line of standard output that ends in an event. What a test wrote past the harness may stand in front of it.
pub(crate) fn parse(line: &str) -> Option<Event> {
    let raw: Raw = serde_json::from_str(line.get(line.find("{ \"type\":")?..)?).ok()?;
    match (raw.kind.as_str(), raw.event.as_str()) {
        ("suite", "started") => Some(Event::Suite),
        ("suite", "ok" | "failed" | "completed") => Some(Event::SuiteDone),
        ("test", "started") => Some(Event::Started(raw.name)),
        ("test", "ok") => Some(Event::Passed(raw.name)),
        ("test", "ignored") => Some(Event::Ignored(raw.name)),
        ("test", "failed") => {
            let parts = [raw.message.trim(), raw.stdout.trim()];
            let said: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
            Some(Event::Failed(raw.name, said.join("\n")))
        }
        ("test", "discovered") => {
            let place = raw.source_path.map(|file| (file, raw.start_line, raw.start_col, raw.end_col));
            Some(Event::Discovered(Discovered { name: raw.name, ignored: raw.ignore, place }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_behind_whatever_a_test_wrote() {
        assert_eq!(parse(r#"{ "type": "suite", "event": "started", "test_count": 1 }"#), Some(Event::Suite));
        assert_eq!(parse(r#"raw{ "type": "test", "name": "a", "event": "ok" }"#), Some(Event::Passed("a".into())));
        let failed = r#"{ "type": "test", "name": "a", "event": "failed", "stdout": "x\n", "message": "m" }"#;
        assert_eq!(parse(failed), Some(Event::Failed("a".into(), "m\nx".into())));
        assert_eq!(parse("test a ... ok"), None);
        assert_eq!(parse(r#"{ "type": "test", "event": "#), None);
    }

    #[test]
    fn lists_have_places() {
        let line = r#"{ "type": "test", "event": "discovered", "name": "t::a", "ignore": true, "ignore_message": "", "source_path": "src/lib.rs", "start_line": 20, "start_col": 16, "end_line": 20, "end_col": 21 }"#;
        let Some(Event::Discovered(found)) = parse(line) else { panic!("no list") };
        assert!(found.ignored && found.name == "t::a");
        assert_eq!(found.place, Some(("src/lib.rs".into(), 20, 16, 21)));
    }
}

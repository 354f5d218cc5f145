//! Places in messages become spans that start at the package.

use std::path::{Path, PathBuf};

use migrate_model::finding::Span;

/// Where the paths of messages start, and where those of spans do.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// The folder in which cargo runs the compiler.
    pub(crate) workspace: PathBuf,
    /// The folder of the package.
    pub(crate) package: PathBuf,
}

impl Places {
    /// A span, with its path from the package's folder; what lies outside is absolute.
    pub(crate) fn span(&self, file: &str, line: u32, column: u32, end_column: u32) -> Span {
        let path = self.workspace.join(file);
        let file = path.strip_prefix(&self.package).unwrap_or(&path).to_string_lossy().into_owned();
        Span { file, line, column, end_column }
    }

    /// `src/lib.rs:9:29: 9:31`, as backtraces have it, or `src/lib.rs:9:29`.
    pub(crate) fn parse(&self, text: &str) -> Option<Span> {
        let (start, end) = match text.rsplit_once(": ") {
            Some((start, end)) => (start, Some(end)),
            None => (text, None),
        };
        let (rest, column) = start.rsplit_once(':')?;
        let (file, line) = rest.rsplit_once(':')?;
        let (line, column) = (line.parse().ok()?, column.parse().ok()?);
        let end = end.and_then(|e| e.split_once(':')).filter(|(l, _)| l.parse() == Ok(line));
        Some(self.span(file, line, column, end.and_then(|(_, c)| c.parse().ok()).unwrap_or(0)))
    }
}

/// A span of the package itself, not of its dependencies or build output.
pub(crate) fn is_inside(span: &Span) -> bool {
    !Path::new(&span.file).is_absolute() && !span.file.starts_with("target/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_package() {
        let places = Places { workspace: "/w".into(), package: "/w/modules/a".into() };
        let span = |text| places.parse(text).map(|s| (s.file, s.line, s.column, s.end_column));
        assert_eq!(span("modules/a/src/x.rs:9:29: 9:31"), Some(("src/x.rs".into(), 9, 29, 31)));
        assert_eq!(span("modules/a/src/x.rs:9:29: 11:2"), Some(("src/x.rs".into(), 9, 29, 0)));
        assert_eq!(span("modules/b/x.rs:1:2"), Some(("/w/modules/b/x.rs".into(), 1, 2, 0)));
        assert_eq!(span("/std/x.rs:1:2"), Some(("/std/x.rs".into(), 1, 2, 0)));
        assert_eq!(span("no-location"), None);
        assert!(!is_inside(&places.parse("/std/x.rs:1:2").unwrap()));
    }
}

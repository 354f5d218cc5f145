//! Diagnostics in the manner of rustc, with an excerpt of the source.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet};
use migrate_model::finding::{Finding, Severity, Span};

/// Lines longer than this (in bytes) are generated or minified: showing them helps nobody.
const LONGEST_LINE: usize = 1000;

/// An error in a text that the caller has at hand.
#[derive(Debug)]
pub struct Excerpt<'a> {
    /// One sentence.
    pub message: &'a str,
    /// Name of the text.
    pub path: &'a str,
    /// The text.
    pub source: &'a str,
    /// Bytes of the text that it is about; what lies outside of the text is cut off.
    pub span: Range<usize>,
    /// Short text under the place.
    pub label: &'a str,
    /// Ways out.
    pub help: &'a [String],
}

/// Renders an error with the lines that it is about. Ends with a line break.
#[must_use]
pub fn excerpt(e: &Excerpt<'_>) -> String {
    let span = inside(e.source, &e.span);
    let mark = AnnotationKind::Primary.span(span).label((!e.label.is_empty()).then_some(e.label));
    let group = Level::ERROR
        .primary_title(e.message)
        .element(Snippet::source(e.source).path(e.path).annotation(mark))
        .elements(e.help.iter().map(|h| Level::HELP.message(h.as_str())));
    render(group)
}

/// The span, cut to the text and widened to whole characters.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (span.start.min(text.len()), span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end.max(start)
}

/// Renders one finding. `source` gives the bytes of a file by its path from the source root, `None` if it cannot be read.
/// Ends with a line break.
#[must_use]
pub fn finding(finding: &Finding, source: &mut dyn FnMut(&str) -> Option<Vec<u8>>) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.code.as_str());
    let place = finding.span.as_ref().map(|span| (span, source(&span.file).and_then(|bytes| line_of(&bytes, span))));
    let mut group = Group::with_title(title);
    match &place {
        None => {}
        Some((span, Some(line))) => {
            let label = (!finding.label.is_empty()).then_some(finding.label.as_str());
            let mark = AnnotationKind::Primary.span(line.mark.clone()).label(label);
            let snippet = Snippet::source(line.text.as_str())
                .line_start(span.line as usize)
                .path(span.file.as_str())
                .annotation(mark);
            group = group.element(snippet);
        }
        Some((span, None)) => {
            group = group.element(origin(span));
            if !finding.label.is_empty() {
                group = group.element(Level::NOTE.message(finding.label.as_str()));
            }
        }
    }
    render(group.elements(footer(finding)))
}

/// Renders findings with an empty line between them.
#[must_use]
pub fn findings<'a>(
    all: impl IntoIterator<Item = &'a Finding>,
    source: &mut dyn FnMut(&str) -> Option<Vec<u8>>,
) -> String {
    let texts: Vec<String> = all.into_iter().map(|f| finding(f, source)).collect();
    texts.join("\n")
}

fn footer(f: &Finding) -> impl Iterator<Item = Message<'_>> {
    let places = (f.cost.is_empty() && f.count > 1).then(|| format!("in {} places", f.count));
    let places = places.map(|text| Level::NOTE.message(text));
    let cost = (!f.cost.is_empty()).then(|| Level::NOTE.with_name("cost").message(f.cost.as_str()));
    let help = (!f.help.is_empty()).then(|| Level::HELP.message(f.help.as_str()));
    places.into_iter().chain(cost).chain(help)
}

fn origin(span: &Span) -> Origin<'_> {
    let mut origin = Origin::path(span.file.as_str());
    if span.line > 0 {
        origin = origin.line(span.line as usize);
        if span.column > 0 {
            origin = origin.char_column(span.column as usize);
        }
    }
    origin
}

/// One line of a file as text, and the part of it that a finding is about.
struct Line {
    text: String,
    mark: Range<usize>,
}

/// Cuts the line out of the file. Bytes that are not UTF-8 become replacement characters, which moves what follows them:
/// so the parts before, in and behind the mark are converted one by one.
fn line_of(bytes: &[u8], span: &Span) -> Option<Line> {
    let index = usize::try_from(span.line).ok()?.checked_sub(1)?;
    let line = bytes.split(|b| *b == b'\n').nth(index)?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.len() > LONGEST_LINE || (line.is_empty() && span.column > 1) {
        return None;
    }
    let indent = line.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let column = |c: u32| (c as usize).saturating_sub(1).min(line.len());
    let (start, end) = match (span.column, span.end_column) {
        (0, _) => (indent, line.len()),
        (c, e) if e > c => (column(c), column(e)),
        (c, _) => (column(c), word_end(line, column(c))),
    };
    let mut text = lossy(&line[..start]).into_owned();
    let from = text.len();
    text.push_str(&lossy(&line[start..end]));
    let to = text.len();
    text.push_str(&lossy(&line[end..]));
    Some(Line { text, mark: from..to })
}

/// The end of what starts at `start`: a file name in quotes or brackets, an identifier, else one byte.
fn word_end(line: &[u8], start: usize) -> usize {
    let close = match line.get(start) {
        Some(b'"') => b'"',
        Some(b'<') if line[..start].trim_ascii().ends_with(b"include") => b'>',
        _ => 0,
    };
    if let Some(end) = line.iter().skip(start + 1).position(|b| *b == close) {
        return start + 1 + end + 1;
    }
    let word = line[start..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    (start + word.max(1)).min(line.len())
}

fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn render(group: Group<'_>) -> String {
    let mut text = Renderer::styled().term_width(100).render(&[group]);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(f: &Finding, source: Option<&[u8]>) -> String {
        anstream_strip(&finding(f, &mut |_| source.map(<[u8]>::to_vec)))
    }

    fn anstream_strip(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            out.push_str(before);
            rest = after.split_once('m').map_or("", |(_, r)| r);
        }
        out + rest
    }

    fn missing(line: u32, column: u32, end_column: u32) -> Finding {
        Finding::new("MG0104", Severity::Warning, "a header that a build step makes is missing")
            .at(Span { file: "db/version.cc".into(), line, column, end_column })
            .label("not found in 4 include folders")
            .cost("2 TUs keep all facts that do not need it")
            .help("build it first")
    }

    #[test]
    fn looks_like_rustc() {
        let text = plain(&missing(2, 10, 33), Some(b"#pragma once\n#include \"generated/version.inc\"\n"));
        assert_eq!(
            text,
            "\
warning[MG0104]: a header that a build step makes is missing
 --> db/version.cc:2:10
  |
2 | #include \"generated/version.inc\"
  |          ^^^^^^^^^^^^^^^^^^^^^^^ not found in 4 include folders
  |
  = cost: 2 TUs keep all facts that do not need it
  = help: build it first
"
        );
    }

    #[test]
    fn an_unknown_end_is_guessed() {
        let marked = |text: &str, column| plain(&missing(1, column, 0), Some(text.as_bytes()));
        assert!(marked("#include \"a/b.h\" // x", 10).contains(" ^^^^^^^ not"));
        assert!(marked("#include <a/b.h>", 10).contains(" ^^^^^^^ not"));
        assert!(marked("int name = 1;", 5).contains(" ^^^^ not"));
        assert!(marked("a < b", 3).contains(" ^ not"));
    }

    #[test]
    fn no_source_still_names_the_place() {
        let text = plain(&missing(7, 10, 0), None);
        assert!(text.contains("--> db/version.cc:7:10\n"), "{text}");
        assert!(text.contains("not found in 4"), "{text}");
    }

    #[test]
    fn no_span_lies_beyond_the_source() {
        let latin1 = b"// Gr\xfc\xdfe\nint gr\xfcn = 1; // \xe9\n\n\tint x;\r\n";
        for line in [0, 1, 2, 3, 4, 5, 6, 4_000_000_000] {
            for column in [0, 1, 5, 7, 8, 9, 200, u32::MAX] {
                for end in [0, 1, 6, 8, 9, 10, 300, u32::MAX] {
                    let text = plain(&missing(line, column, end), Some(latin1));
                    assert!(text.contains("db/version.cc"), "{text}");
                }
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_do_not_move_the_mark() {
        let text = plain(&missing(1, 5, 9), Some(b"\xe9\xe9\xe9 name"));
        assert!(text.contains("    ^^^^ not"), "{text}");
    }

    #[test]
    fn excerpts_survive_any_span() {
        for span in [0..0, 3..4, 2..3, 50..60, 4..400] {
            let e = Excerpt { message: "m", path: "p", source: "a é\nb", span, label: "", help: &[] };
            assert!(excerpt(&e).contains('m'));
        }
    }
}

//! What people wrote above declarations.

use crate::clang::Cursor;

/// What a comment says of a declaration.
#[derive(Default)]
pub(super) struct Comment {
    /// Its first paragraph in one line.
    pub(super) brief: Option<String>,
    /// All of it without markers, if that is more.
    pub(super) doc: Option<String>,
}

/// Starts of comments that are meant for other tools.
const FOR_TOOLS: [&str; 6] = ["NOLINT", "clang-format ", "IWYU pragma", "cppcheck-suppress", "LCOV_EXCL", "GCOVR_EXCL"];

/// The comment of a declaration.
pub(super) fn comment(c: Cursor) -> Comment {
    let Some(text) = whole_comment(c) else { return Comment::default() };
    // Commands need a parser; plain text does not.
    let brief = if text.contains(['\\', '@']) { c.brief() } else { Some(first_paragraph(&text)) };
    let more = brief.as_ref().is_none_or(|b| !same_words(&text, b));
    Comment { brief, doc: more.then_some(text) }
}

/// The lines up to the first one without a word, in one.
fn first_paragraph(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).take_while(|l| says(l)).collect();
    lines.join(" ")
}

fn says(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
}

/// All that the comment of a declaration says, line by line.
pub(super) fn whole_comment(c: Cursor) -> Option<String> {
    c.raw_comment().map(|raw| plain(&raw)).filter(|text| !text.is_empty())
}

/// Equal but for line breaks and a leading command.
fn same_words(text: &str, brief: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = match words.as_slice() {
        ["\\brief" | "@brief", rest @ ..] => rest,
        all => all,
    };
    words.iter().copied().eq(brief.split_whitespace())
}

/// A comment without its markers: `//`, `///`, `//!`, `/*`, `/**`, `/*!`, the `<` of trailing ones, and a leading `*` of
/// each line. Lines of punctuation around it go too.
fn plain(raw: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = raw.trim();
    while !rest.is_empty() {
        if let Some(block) = rest.strip_prefix("/*") {
            let (inside, after) = block.split_once("*/").unwrap_or((block, ""));
            lines.extend(block_lines(inside));
            rest = after.trim_start();
        } else {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            lines.push(line_comment(line.trim()).to_owned());
            rest = after.trim_start();
        }
    }
    lines.retain(|l| !FOR_TOOLS.iter().any(|t| l.trim_start().starts_with(t)));
    let first = lines.iter().position(|l| says(l)).unwrap_or(lines.len());
    let last = lines.iter().rposition(|l| says(l)).map_or(first, |i| i + 1);
    lines[first..last].join("\n")
}

/// What a line says behind `//`.
fn line_comment(line: &str) -> &str {
    let Some(text) = line.strip_prefix("//") else { return line };
    text_behind_marks(text.trim_start_matches('/'))
}

fn text_behind_marks(text: &str) -> &str {
    let text = text.strip_prefix('!').unwrap_or(text);
    let text = text.strip_prefix('<').unwrap_or(text);
    text.strip_prefix(' ').unwrap_or(text).trim_end()
}

/// The lines of what stands between `/*` and `*/`.
fn block_lines(inside: &str) -> Vec<String> {
    let mut lines = inside.trim_end_matches('*').lines();
    let first = lines.next().unwrap_or_default().trim_start_matches('*');
    let mut out = vec![text_behind_marks(first).trim_start().to_owned()];
    let rest: Vec<&str> = lines.collect();
    let blank = |l: &&str| l.trim().is_empty();
    let starred = rest.iter().filter(|l| !blank(l)).all(|l| l.trim_start().starts_with('*'));
    let indent = rest.iter().filter(|l| !blank(l)).map(|l| l.len() - l.trim_start().len()).min().unwrap_or(0);
    for line in rest {
        let text = if starred {
            let text = line.trim_start();
            let text = text.strip_prefix('*').unwrap_or(text);
            text.strip_prefix(' ').unwrap_or(text)
        } else {
            line.get(indent..).unwrap_or_else(|| line.trim_start())
        };
        out.push(text.trim_end().to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{first_paragraph, plain, same_words};

    #[test]
    fn markers_go_and_line_breaks_stay() {
        assert_eq!(plain("/// Opens it.\n  ///   indented\n  ///\n  /// Done."), "Opens it.\n  indented\n\nDone.");
        assert_eq!(plain("/** Opens it.\n *  - one\n */"), "Opens it.\n - one");
        assert_eq!(plain("/*\n   Opens it.\n     more\n*/"), "Opens it.\n  more");
        assert_eq!(plain("///< the size"), "the size");
        assert_eq!(plain("/*!< the size */"), "the size");
        assert_eq!(plain("// -----\n// Opens it.\n// ====="), "Opens it.");
        assert_eq!(plain("/* a */ /* b */"), "a\nb");
    }

    #[test]
    fn what_is_no_text_says_nothing() {
        assert_eq!(plain("//////////"), "");
        assert_eq!(plain("// NOLINT(runtime/explicit)"), "");
    }

    #[test]
    fn a_command_and_line_breaks_make_no_difference() {
        assert!(same_words("\\brief Opens\nit.", "Opens it."));
        assert!(!same_words("Opens it.\n\nTwice.", "Opens it."));
    }

    #[test]
    fn the_brief_ends_at_a_blank_line() {
        assert_eq!(first_paragraph("Opens\nit.\n\nTwice."), "Opens it.");
        assert_eq!(first_paragraph("Files\n-----\nOpens it."), "Files");
    }
}

//! The little Markdown of the explain pages, for a terminal.

use crate::style::{BOLD, CYAN, DIM, paint};

/// Headings lose their marks and become bold, code blocks are indented, code in a line changes its colour. Everything
/// else stays as it is written: without colours the text reads like the page.
#[must_use]
pub fn terminal(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 8);
    let mut code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
            continue;
        }
        if code {
            if !line.is_empty() {
                out.push_str("    ");
                out.push_str(&paint(DIM, line));
            }
        } else if line.starts_with('#') {
            out.push_str(&paint(BOLD, line.trim_start_matches('#').trim_start()));
        } else {
            out.push_str(&inline(line));
        }
        out.push('\n');
    }
    out
}

/// Paints what stands between backticks, which stay.
fn inline(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    // An even number of backticks makes an odd number of parts; anything else is no code.
    if parts.len().is_multiple_of(2) {
        return line.to_owned();
    }
    let paint_odd =
        |(i, part): (usize, &&str)| if i % 2 == 1 { paint(CYAN, &format!("`{part}`")) } else { (*part).to_owned() };
    parts.iter().enumerate().map(paint_odd).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_styles() {
        let text = terminal("# Title\n\nUse `x` or `y`.\n\n```cpp\nint x;\n\nint y;\n```\nA ` alone.\n");
        let plain =
            [BOLD, DIM, CYAN].iter().fold(text, |t, s| t.replace(&s.to_string(), "").replace(&format!("{s:#}"), ""));
        assert_eq!(plain, "Title\n\nUse `x` or `y`.\n\n    int x;\n\n    int y;\nA ` alone.\n");
    }
}

//! Columns that line up, whatever is in them.

use unicode_width::UnicodeWidthStr as _;

/// Number of terminal columns of a text without styles.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// Cuts a text to so many columns; what was cut leaves a `…`.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if width(&out) + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) + 1 > columns {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// Cuts a text in its middle, for paths: start and end stay.
#[must_use]
pub fn cut_middle(text: &str, columns: usize) -> String {
    if width(text) <= columns || columns < 5 {
        return cut(text, columns);
    }
    let tail_columns = (columns - 1) * 2 / 3;
    let mut tail = String::new();
    for c in text.chars().rev() {
        if width(&tail) + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) > tail_columns {
            break;
        }
        tail.insert(0, c);
    }
    let head = cut(text, columns - width(&tail));
    format!("{head}{tail}")
}

/// Fills a text with spaces on its right.
#[must_use]
pub fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Fills a text with spaces on its left.
#[must_use]
pub fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A number with `,` between thousands.
#[must_use]
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A number and its noun: `1 TU`, `2 TUs`, `1 entry`, `2 entries`.
#[must_use]
pub fn count(n: u64, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        Some(stem) if !noun.ends_with("ey") && !noun.ends_with("ay") => format!("{stem}ies"),
        _ if noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    format!("{} {}", thousands(n), if n == 1 { noun } else { &plural })
}

/// A bar of `columns` columns for `value` out of `most`, in eighths.
#[must_use]
pub fn bar(value: u64, most: u64, columns: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if most == 0 || value == 0 {
        return String::new();
    }
    let eighths = ((value.min(most) as f64 / most as f64) * columns as f64 * 8.0).round().max(1.0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_leaves_a_mark_and_the_width() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut_middle("src/very/long/name.cc", 12), "src/…name.cc");
        assert!(width(&cut_middle("src/日本語日本語/name.cc", 12)) <= 12);
        assert_eq!(cut("abc", 0), "…");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1000), "1,000");
        assert_eq!(thousands(12_345_678), "12,345,678");
        assert_eq!(count(1, "TU"), "1 TU");
        assert_eq!(count(2, "entry"), "2 entries");
        assert_eq!(count(2, "key"), "2 keys");
        assert_eq!(count(2, "launch"), "2 launches");
    }

    #[test]
    fn bars_fill() {
        assert_eq!(bar(0, 10, 5), "");
        assert_eq!(bar(10, 10, 5), "█████");
        assert_eq!(bar(1, 1000, 5), "▏");
        assert_eq!(bar(20, 10, 2), "██");
    }
}

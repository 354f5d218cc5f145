//! How a configuration is written down, so that reading it gives the same one.

use std::fmt;
use std::io::{self, Write};

/// Bytes in printable ASCII: a line break, a tab, a backslash or a quote behind a backslash, others as `\xHH`.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a [u8]);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        self.0.iter().try_for_each(|&byte| match byte {
            b'\n' => f.write_str("\\n"),
            b'\t' => f.write_str("\\t"),
            b'\\' | b'"' => write!(f, "\\{}", char::from(byte)),
            b' '..=b'~' => f.write_char(char::from(byte)),
            _ => write!(f, "\\x{byte:02x}"),
        })
    }
}

/// Writes the line that begins a section: `[kind]`, or `[kind label]`.
///
/// # Errors
/// Those of `out`.
pub fn write_section(out: &mut impl Write, kind: &[u8], label: &[u8]) -> io::Result<()> {
    let blank: &[u8] = if label.is_empty() { b"" } else { b" " };
    for piece in [b"[", kind, blank, label, b"]\n"] {
        out.write_all(piece)?;
    }
    Ok(())
}

/// Writes a line `key = value`, with quotes around a value that would not be read as it is.
///
/// # Errors
/// Those of `out`.
pub fn write_entry(out: &mut impl Write, key: &[u8], value: &[u8]) -> io::Result<()> {
    out.write_all(key)?;
    out.write_all(b" = ")?;
    if is_plain(value) {
        out.write_all(value)?;
        out.write_all(b"\n")
    } else {
        writeln!(out, "\"{}\"", Escaped(value))
    }
}

/// Whether a value is read as it is: printable, no blanks around it, nothing that could begin a comment or needs an
/// escape.
fn is_plain(value: &[u8]) -> bool {
    let blank_outside = value.first() == Some(&b' ') || value.last() == Some(&b' ');
    !blank_outside && value.iter().all(|byte| matches!(byte, b' '..=b'~') && !b"#;\\\"".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_begin_with_a_line() {
        let mut out = Vec::new();
        write_section(&mut out, b"server", b"").expect("a Vec takes all");
        write_section(&mut out, b"rule", b"too hot\xff").expect("a Vec takes all");
        assert_eq!(out, b"[server]\n[rule too hot\xff]\n");
    }

    #[test]
    fn values_are_quoted_where_they_have_to_be() {
        let line = |value: &[u8]| {
            let mut out = Vec::new();
            write_entry(&mut out, b"key", value).expect("a Vec takes all");
            String::from_utf8(out).expect("ASCII")
        };
        for plain in ["", "a", "a b", "it's = 5", "/tmp/x,y"] {
            assert_eq!(line(plain.as_bytes()), format!("key = {plain}\n"));
        }
        assert_eq!(line(b" a"), "key = \" a\"\n");
        assert_eq!(line(b"a "), "key = \"a \"\n");
        assert_eq!(line(b" "), "key = \" \"\n");
        assert_eq!(line(b"a#b;"), "key = \"a#b;\"\n");
        assert_eq!(line(b"\"\\\n\t\r\xe4"), "key = \"\\\"\\\\\\n\\t\\x0d\\xe4\"\n");
    }
}

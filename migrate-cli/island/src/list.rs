//! The list of what a facade defines.

use std::collections::BTreeSet;

/// A line of the list that names no symbol.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: `{text}` is not one linker symbol")]
pub struct ListError {
    /// Number of the line, from 1.
    pub line: usize,
    /// The line without its comment.
    pub text: String,
}

/// Reads a list of linker symbols, one a line; `#` starts a comment.
///
/// # Errors
/// A line with more than one word.
pub fn read_list(text: &str) -> Result<BTreeSet<String>, ListError> {
    let mut names = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        let name = line.split('#').next().unwrap_or_default().trim();
        if name.contains(char::is_whitespace) {
            return Err(ListError { line: index + 1, text: name.to_owned() });
        }
        if !name.is_empty() {
            names.insert(name.to_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blanks_are_nothing() {
        let names = read_list("# facade of a\n\n  _Z1fv # f()\r\n_Z1gv\n_Z1fv\n").unwrap();
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["_Z1fv", "_Z1gv"]);
        assert_eq!(read_list("").unwrap(), BTreeSet::new());
    }

    #[test]
    fn a_line_is_one_symbol() {
        let wrong = read_list("_Z1fv\n_Z1gv _Z1hv\n").unwrap_err();
        assert_eq!(wrong.to_string(), "line 2: `_Z1gv _Z1hv` is not one linker symbol");
    }
}

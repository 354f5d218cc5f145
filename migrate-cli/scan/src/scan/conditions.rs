//! The `#if` conditions around includes, read from the text: libclang keeps none.

use std::collections::HashMap;

use migrate_model::facts::Include;

use crate::paths::PathNames;

/// Fills in the conditions of include rows.
pub(super) fn fill(rows: &mut [Include], names: &PathNames) {
    let mut files: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for row in rows {
        let lines = files.entry(row.from.clone()).or_insert_with(|| {
            let bytes = std::fs::read(names.resolve(&row.from)).unwrap_or_default();
            conditions(&String::from_utf8_lossy(&bytes))
        });
        let at = usize::try_from(row.line).unwrap_or(0).saturating_sub(1);
        row.conditions = lines.get(at).cloned().unwrap_or_default();
    }
}

/// For each line the conditions around it, outermost first, without the include guard.
fn conditions(text: &str) -> Vec<Vec<String>> {
    let lines = logical_lines(text);
    let guard = include_guard(&lines);
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut out = Vec::new();
    for (number, line, count) in &lines {
        if let Some((word, rest)) = directive(line) {
            match word {
                "if" => open.push((rest.to_owned(), true)),
                "ifdef" => open.push((format!("defined({rest})"), true)),
                "ifndef" => open.push((format!("!defined({rest})"), Some(*number) != guard)),
                "elif" | "elifdef" | "elifndef" => {
                    let shown = match word {
                        "elif" => rest.to_owned(),
                        "elifdef" => format!("defined({rest})"),
                        _ => format!("!defined({rest})"),
                    };
                    if let Some(top) = open.last_mut() {
                        top.0 = format!("!({}) && ({shown})", top.0);
                    }
                }
                "else" => {
                    if let Some(top) = open.last_mut() {
                        top.0 = format!("!({})", top.0);
                    }
                }
                "endif" => {
                    open.pop();
                }
                _ => {}
            }
        }
        let around: Vec<String> = open.iter().filter(|(_, shown)| *shown).map(|(c, _)| c.clone()).collect();
        out.extend(std::iter::repeat_n(around, *count));
    }
    out
}

/// Lines with continuations joined and comments taken out: first line number, text, number of physical lines.
fn logical_lines(text: &str) -> Vec<(usize, String, usize)> {
    let mut out = Vec::new();
    let mut lines = text.lines().enumerate();
    let mut comment = false;
    while let Some((number, line)) = lines.next() {
        let mut joined = line.trim_end().to_owned();
        let mut count = 1;
        while joined.ends_with('\\') {
            joined.pop();
            match lines.next() {
                Some((_, more)) => {
                    joined.push(' ');
                    joined.push_str(more.trim_end());
                    count += 1;
                }
                None => break,
            }
        }
        out.push((number, without_comments(&joined, &mut comment), count));
    }
    out
}

fn without_comments(line: &str, open: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    loop {
        if *open {
            match rest.find("*/") {
                Some(end) => {
                    rest = &rest[end + 2..];
                    *open = false;
                }
                None => return out,
            }
        }
        let (line_comment, block) = (rest.find("//"), rest.find("/*"));
        match (line_comment, block) {
            (Some(l), Some(b)) if b < l => {
                out.push_str(&rest[..b]);
                rest = &rest[b + 2..];
                *open = true;
            }
            (None, Some(b)) => {
                out.push_str(&rest[..b]);
                rest = &rest[b + 2..];
                *open = true;
            }
            (Some(l), _) => {
                out.push_str(&rest[..l]);
                return out;
            }
            (None, None) => {
                out.push_str(rest);
                return out;
            }
        }
    }
}

fn directive(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    Some((&rest[..end], rest[end..].trim()))
}

/// The line of an `#ifndef X` that is the file's first directive and whose next one defines X.
fn include_guard(lines: &[(usize, String, usize)]) -> Option<usize> {
    let mut directives = lines.iter().filter_map(|(n, l, _)| directive(l).map(|d| (*n, d)));
    let (line, (word, name)) = directives.find(|(_, (w, _))| *w != "pragma")?;
    let (_, (next, defined)) = directives.next()?;
    (word == "ifndef" && next == "define" && defined.split_whitespace().next() == Some(name)).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::conditions;

    #[test]
    fn conditions_without_the_guard() {
        let text = "#ifndef A_H\n#define A_H\n#if defined(X) /* y */ && \\\n  Z\n#include <a>\n#else\n#include <b>\n#endif\n#endif\n";
        let c = conditions(text);
        assert_eq!(c[4], ["defined(X)  &&    Z".to_owned()]);
        assert_eq!(c[6].len(), 1);
        assert!(c[6][0].starts_with("!("));
        assert!(c[7].is_empty());
    }
}

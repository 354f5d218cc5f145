//! C++ documentation comments as Rust documentation.

/// Doxygen's commands become Markdown; what rustdoc would take for a link or for HTML is made harmless.
pub(crate) fn markdown(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut code = false;
    for line in text.lines() {
        let trimmed = line.trim_end();
        if trimmed.trim_start().starts_with("@code") || trimmed.trim_start().starts_with("\\code") {
            out.push("```text".to_owned());
            code = true;
            continue;
        }
        if trimmed.trim_start().starts_with("@endcode") || trimmed.trim_start().starts_with("\\endcode") {
            out.push("```".to_owned());
            code = false;
            continue;
        }
        if code {
            out.push(trimmed.to_owned());
            continue;
        }
        out.push(inline(trimmed));
    }
    if code {
        out.push("```".to_owned());
    }
    while out.first().is_some_and(|l| l.trim().is_empty()) {
        out.remove(0);
    }
    out.join("\n").trim_end().to_owned()
}

fn inline(line: &str) -> String {
    let mut line = line.trim_start().to_owned();
    for (command, words) in [
        ("brief", ""),
        ("return", "Returns "),
        ("returns", "Returns "),
        ("note", "Note: "),
        ("details", ""),
        ("short", ""),
    ] {
        for mark in ['\\', '@'] {
            if let Some(rest) = line.strip_prefix(&format!("{mark}{command} ")) {
                line = format!("{words}{rest}");
            }
        }
    }
    for mark in ['\\', '@'] {
        for command in ["param", "tparam", "throws", "exception"] {
            if let Some(rest) = line.strip_prefix(&format!("{mark}{command}")) {
                let rest = rest.trim_start_matches('[').trim();
                let rest = rest.split_once(']').filter(|(d, _)| d.len() < 8).map_or(rest, |(_, r)| r.trim());
                let (name, text) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                line = format!("* `{name}`: {}", text.trim());
            }
        }
    }
    let mut out = String::new();
    for c in line.chars() {
        if matches!(c, '<' | '>' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_become_markdown() {
        assert_eq!(
            markdown("\\brief Reads <a>.\n@param[in] x the x\n@return y"),
            "Reads \\<a\\>.\n* `x`: the x\nReturns y"
        );
        assert_eq!(markdown("@code\na<b>\n@endcode"), "```text\na<b>\n```");
    }
}

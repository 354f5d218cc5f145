//! The JSON of a compile database, read entry by entry: what stands before a fault is used.

use serde_json::Value;

/// What could be read.
pub(super) struct Raw {
    pub(super) entries: Vec<Value>,
    pub(super) damage: Option<Damage>,
}

/// Where the file stops making sense.
pub(super) struct Damage {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) reason: String,
}

/// The entries of a database. An error is one sentence for a file that is no database at all.
pub(super) fn entries(bytes: &[u8]) -> Result<Raw, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut at = skip_space(bytes, 0);
    if bytes.get(at) != Some(&b'[') {
        let found = match bytes.get(at) {
            None => "the file is empty".to_owned(),
            Some(b'{') => "it holds an object".to_owned(),
            Some(_) => format!("it does not start with a bracket (line {})", position(bytes, at).0),
        };
        return Err(format!("a compile database is a JSON list of entries, but {found}"));
    }
    at += 1;
    let mut out = Raw { entries: Vec::new(), damage: None };
    let mut comma: Option<usize> = None;
    loop {
        at = skip_space(bytes, at);
        match bytes.get(at) {
            Some(b']') => {
                if let Some(comma) = comma {
                    out.damage = Some(damage(bytes, comma, "a comma after the last entry"));
                }
                break;
            }
            None => {
                out.damage = Some(damage(bytes, at, "it ends before the list is closed"));
                break;
            }
            Some(_) => {}
        }
        let mut stream = serde_json::Deserializer::from_slice(&bytes[at..]).into_iter::<Value>();
        match stream.next() {
            Some(Ok(value)) => {
                out.entries.push(value);
                at += stream.byte_offset();
            }
            Some(Err(e)) => {
                let (line, column) = position(bytes, at);
                let line = line + u32::try_from(e.line()).unwrap_or(1).saturating_sub(1);
                let column = if e.line() <= 1 {
                    column + u32::try_from(e.column()).unwrap_or(0)
                } else {
                    u32::try_from(e.column()).unwrap_or(0)
                };
                let text = e.to_string();
                let reason = text.split(" at line ").next().unwrap_or(&text).to_owned();
                out.damage = Some(Damage { line, column, reason: format!("{reason} (line {line}, column {column})") });
                break;
            }
            None => break,
        }
        at = skip_space(bytes, at);
        comma = None;
        if bytes.get(at) == Some(&b',') {
            comma = Some(at);
            at += 1;
        }
    }
    match &out.damage {
        Some(d) if out.entries.is_empty() => Err(format!("line {}, column {}: {}", d.line, d.column, d.reason)),
        _ => Ok(out),
    }
}

fn damage(bytes: &[u8], at: usize, reason: &str) -> Damage {
    let (line, column) = position(bytes, at);
    Damage { line, column, reason: format!("{reason} (line {line}, column {column})") }
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

fn position(bytes: &[u8], at: usize) -> (u32, u32) {
    let before = &bytes[..at.min(bytes.len())];
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|b| **b != b'\n').count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

/// One entry, checked.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) directory: String,
    pub(super) file: String,
    pub(super) arguments: Vec<String>,
    pub(super) output: Option<String>,
}

impl Entry {
    pub(super) fn read(raw: &Value) -> Result<Entry, String> {
        let object = raw.as_object().ok_or("it is no object")?;
        let text = |key: &str| match object.get(key) {
            None => Err(format!("`{key}` is missing")),
            Some(Value::String(s)) if s.contains('\0') => Err(format!("`{key}` holds a null byte")),
            Some(Value::String(s)) => Ok(s.clone()),
            Some(_) => Err(format!("`{key}` is no text")),
        };
        let file = text("file")?;
        let directory = text("directory")?;
        let arguments = match object.get("arguments") {
            Some(Value::Array(list)) => list
                .iter()
                .map(|a| a.as_str().map(str::to_owned).ok_or_else(|| "`arguments` holds what is no text".to_owned()))
                .collect::<Result<Vec<_>, _>>()?,
            Some(_) => return Err("`arguments` is no list".into()),
            None => {
                let command = text("command").map_err(|_| "`arguments` and `command` are missing or unusable")?;
                shlex::split(&command).ok_or("`command` has unbalanced quotes")?
            }
        };
        if arguments.is_empty() {
            return Err("its command is empty".into());
        }
        if arguments.iter().any(|a| a.contains('\0')) {
            return Err("its command holds a null byte".into());
        }
        if file.is_empty() {
            return Err("`file` is empty".into());
        }
        Ok(Entry { directory, file, arguments, output: text("output").ok() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trailing_comma_is_named_and_survived() {
        let raw = entries(b"[{\"a\":1},\n]").expect("a list");
        assert_eq!(raw.entries.len(), 1);
        assert!(raw.damage.is_some_and(|d| d.line == 1 && d.reason.contains("comma")));
    }

    #[test]
    fn a_truncated_file_gives_what_is_whole() {
        let raw = entries(b"[{\"a\":1},\n{\"b\": 2").expect("a list");
        assert_eq!(raw.entries.len(), 1);
        assert!(raw.damage.is_some_and(|d| d.line == 2));
    }

    #[test]
    fn other_shapes_are_refused() {
        assert!(entries(b"{}").is_err());
        assert!(entries(b"").is_err());
        assert!(entries(b"[]").is_ok_and(|r| r.entries.is_empty() && r.damage.is_none()));
    }
}

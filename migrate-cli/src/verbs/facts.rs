//! `migrate facts KIND`: rows of the index, straight to standard output.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use migrate_model::exit;
use serde::Deserialize;

use crate::args::{FactsArgs, Format};
use crate::failure::Failure;
use crate::request::{self, Context, Facts};
use crate::{codebase, documents};

pub fn run(args: &FactsArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("facts", &[Format::Human, Format::Json])?;
    let request = request::facts(args)?;
    let code = codebase::open(context)?;
    let index = codebase::index(&code, context)?;
    let mut rows = Rows {
        out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        document: context.format == Format::Json,
        first: true,
    };
    rows.open(request.word).map_err(|e| Failure::output(&e))?;
    let mut written = Ok(());
    index
        .facts(request.kind, &mut |row| {
            if wanted(&request, row) {
                written = rows.row(row);
            }
            written.is_ok()
        })
        .map_err(|e| Failure::index(e, context.locked))?;
    written.and_then(|()| rows.close()).map_err(|e| Failure::output(&e))?;
    Ok(exit::OK)
}

/// Writes rows as lines, or as one document.
struct Rows<W: Write> {
    out: W,
    document: bool,
    first: bool,
}

impl<W: Write> Rows<W> {
    fn open(&mut self, kind: &str) -> io::Result<()> {
        if self.document {
            let version = documents::VERSION;
            write!(
                self.out,
                "{{\"schema\":\"migrate.facts\",\"schema_version\":{version},\"kind\":\"{kind}\",\"rows\":["
            )?;
        }
        Ok(())
    }

    fn row(&mut self, row: &str) -> io::Result<()> {
        if self.document {
            self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
            self.first = false;
            return self.out.write_all(row.as_bytes());
        }
        self.out.write_all(row.as_bytes())?;
        self.out.write_all(b"\n")
    }

    fn close(&mut self) -> io::Result<()> {
        if self.document {
            self.out.write_all(b"\n]}\n")?;
        }
        self.out.flush()
    }
}

/// What the filters look at, whatever the kind of the row.
#[derive(Deserialize)]
struct Keys<'a> {
    #[serde(borrow)]
    file: Option<Cow<'a, str>>,
    #[serde(borrow)]
    from_file: Option<Cow<'a, str>>,
    #[serde(borrow)]
    path: Option<Cow<'a, str>>,
    #[serde(borrow)]
    from: Option<Cow<'a, str>>,
    #[serde(borrow)]
    to: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    mangled: Option<Cow<'a, str>>,
    #[serde(borrow)]
    to_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    spelled: Option<Cow<'a, str>>,
    #[serde(borrow)]
    detail: Option<Cow<'a, str>>,
    #[serde(borrow)]
    subject: Option<Cow<'a, str>>,
    span: Option<Place<'a>>,
}

#[derive(Deserialize)]
struct Place<'a> {
    #[serde(borrow)]
    file: Option<Cow<'a, str>>,
}

fn wanted(request: &Facts, row: &str) -> bool {
    if request.file.is_none() && request.name.is_none() {
        return true;
    }
    let Ok(keys) = serde_json::from_str::<Keys<'_>>(row) else { return false };
    let file = request.file.as_ref().is_none_or(|glob| {
        // `from` is a file for includes and a symbol for references, which have a `from_file`.
        let from = if keys.from_file.is_some() { &None } else { &keys.from };
        let place = keys.span.as_ref().map_or(&None, |s| &s.file);
        [&keys.file, &keys.from_file, &keys.path, from, place].into_iter().flatten().any(|f| glob.is_match(&**f))
    });
    let name = request.name.as_ref().is_none_or(|name| {
        let from = if keys.from_file.is_some() { &keys.from } else { &None };
        let all =
            [&keys.name, &keys.mangled, &keys.to_name, &keys.to, from, &keys.spelled, &keys.detail, &keys.subject];
        all.into_iter().flatten().any(|n| is_called(n, name))
    });
    file && name
}

/// Whether a qualified name is this one, or ends in it.
pub fn is_called(qualified: &str, name: &str) -> bool {
    qualified.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(file: Option<&str>, name: Option<&str>) -> Facts {
        Facts {
            kind: migrate_scan::FactKind::Symbols,
            word: "symbols",
            file: file.map(|f| globset::Glob::new(f).expect("pattern").compile_matcher()),
            name: name.map(str::to_owned),
        }
    }

    #[test]
    fn rows_are_filtered_by_file_and_name() {
        let symbol = r#"{"mangled":"_Z1fv","name":"a::f","file":"util/a.cc"}"#;
        assert!(wanted(&request(Some("util/*"), None), symbol));
        assert!(!wanted(&request(Some("db/*"), None), symbol));
        for name in ["f", "a::f", "_Z1fv"] {
            assert!(wanted(&request(None, Some(name)), symbol), "{name}");
        }
        assert!(!wanted(&request(None, Some("ff")), symbol));
        let reference = r#"{"from_file":"b.cc","from":"_Z1gv","kind":"call","to":"_Z1fv","to_file":"util/a.cc"}"#;
        assert!(!wanted(&request(Some("util/*"), None), reference));
        assert!(wanted(&request(Some("b.cc"), Some("_Z1gv")), reference));
        let finding = r#"{"code":"MG0101","span":{"file":"x/y.h","line":1}}"#;
        assert!(wanted(&request(Some("**/y.h"), None), finding));
    }

    #[test]
    fn a_document_holds_all_rows() {
        let mut rows = Rows { out: Vec::new(), document: true, first: true };
        rows.open("symbols").expect("write");
        rows.row("{\"a\":1}").expect("write");
        rows.row("{\"a\":2}").expect("write");
        rows.close().expect("write");
        let value: serde_json::Value = serde_json::from_slice(&rows.out).expect("JSON");
        assert_eq!(value["rows"][1]["a"], 2);
    }
}

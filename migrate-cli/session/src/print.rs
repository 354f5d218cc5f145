//! JSON with one line for each entry of the dialogue: a line of a serial line is a line of the file.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use crate::Document;

/// How deep an entry lies: in the list of the document.
const ENTRY: usize = 3;

struct Lines {
    pretty: PrettyFormatter<'static>,
    depth: usize,
}

/// The document, with a line break at its end.
pub(crate) fn print(document: &Document) -> String {
    let mut out = Vec::new();
    let lines = Lines { pretty: PrettyFormatter::new(), depth: 0 };
    // A document of strings and numbers always has a form, and memory takes it.
    let _ = document.serialize(&mut Serializer::with_formatter(&mut out, lines));
    out.push(b'\n');
    String::from_utf8(out).unwrap_or_default()
}

impl Lines {
    fn in_entry(&self) -> bool {
        self.depth >= ENTRY
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.pretty.begin_array(out)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        self.pretty.end_array(out)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.pretty.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.pretty.end_array_value(out)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.in_entry() { out.write_all(b"{ ") } else { self.pretty.begin_object(out) }
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        let in_entry = self.in_entry();
        self.depth -= 1;
        if in_entry { out.write_all(b" }") } else { self.pretty.end_object(out) }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        match (self.in_entry(), first) {
            (false, _) => self.pretty.begin_object_key(out, first),
            (true, true) => Ok(()),
            (true, false) => out.write_all(b", "),
        }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.pretty.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.in_entry() { Ok(()) } else { self.pretty.end_object_value(out) }
    }
}

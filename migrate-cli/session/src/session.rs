//! A session in memory.

use crate::document::{Document, Entry, Header, SCHEMA, VERSION};
use crate::{SessionError, print};

/// Bytes of what is no text in one entry of a file.
const ROW: usize = 32;

/// Bytes of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The firmware says them.
    Firmware(Vec<u8>),
    /// The peer sends them, once the firmware has said all that stands before.
    Peer(Vec<u8>),
}

/// A dialogue over a serial line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// What a person says about it.
    pub note: Option<String>,
    /// Who said what, as it stands in the file: turns of one side that follow each other are one text.
    pub dialogue: Vec<Turn>,
}

impl Turn {
    /// The bytes of either side.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        let (Self::Firmware(bytes) | Self::Peer(bytes)) = self;
        bytes
    }

    /// Whether the firmware says them.
    #[must_use]
    pub fn is_firmware(&self) -> bool {
        matches!(self, Self::Firmware(_))
    }

    fn of(firmware: bool, bytes: &[u8]) -> Self {
        if firmware { Self::Firmware(bytes.to_vec()) } else { Self::Peer(bytes.to_vec()) }
    }
}

impl Session {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// What is wrong with it, and in which line and column if that is known.
    pub fn parse(text: &str) -> Result<Self, SessionError> {
        let malformed = |error: serde_json::Error| SessionError::Malformed(error.to_string());
        let header: Header = serde_json::from_str(text).map_err(malformed)?;
        match (header.schema.as_str(), header.schema_version) {
            (SCHEMA, VERSION) => {}
            (SCHEMA, version) => return Err(SessionError::Version(version)),
            (other, _) => return Err(SessionError::Schema(other.to_owned())),
        }
        let document: Document = serde_json::from_str(text).map_err(malformed)?;
        Ok(Self { note: document.note, dialogue: document.dialogue.into_iter().map(Turn::from).collect() })
    }

    /// The text of a file. One dialogue has one text, however its turns are cut.
    #[must_use]
    pub fn print(&self) -> String {
        print::print(&Document {
            schema: SCHEMA.to_owned(),
            schema_version: VERSION,
            note: self.note.clone(),
            dialogue: self.tidy().into_iter().map(Entry::from).collect(),
        })
    }

    /// What the firmware says, from first to last.
    #[must_use]
    pub fn said(&self) -> Vec<u8> {
        self.dialogue.iter().filter(|turn| turn.is_firmware()).flat_map(Turn::bytes).copied().collect()
    }

    /// Where another dialogue differs first: the number of one of our turns, from 0, and of a byte in it; our end if the other
    /// one goes on. `None` if both are the same. How turns are cut makes no difference, and notes make none.
    #[must_use]
    pub fn differs_at(&self, other: &Self) -> Option<(usize, usize)> {
        let mut theirs = other.bytes();
        for (number, turn) in self.dialogue.iter().enumerate() {
            for (at, byte) in turn.bytes().iter().enumerate() {
                if theirs.next() != Some((turn.is_firmware(), *byte)) {
                    return Some((number, at));
                }
            }
        }
        theirs.next().map(|_| (self.dialogue.len(), 0))
    }

    fn bytes(&self) -> impl Iterator<Item = (bool, u8)> {
        self.dialogue.iter().flat_map(|turn| turn.bytes().iter().map(|byte| (turn.is_firmware(), *byte)))
    }

    /// The same dialogue, cut behind each end of a line, and what is no text into rows.
    fn tidy(&self) -> Vec<Turn> {
        let all: Vec<(bool, u8)> = self.bytes().collect();
        let sides = all.chunk_by(|(a, _), (b, _)| a == b);
        let turns = sides.flat_map(|side| {
            let bytes: Vec<u8> = side.iter().map(|(_, byte)| *byte).collect();
            rows(&bytes).into_iter().map(|row| Turn::of(side[0].0, row)).collect::<Vec<_>>()
        });
        turns.collect()
    }
}

fn rows(bytes: &[u8]) -> Vec<&[u8]> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let cut = |line: &'_ [u8]| if std::str::from_utf8(line).is_ok() { line.len() } else { ROW };
    lines.flat_map(|line| line.chunks(cut(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firmware(bytes: &[u8]) -> Turn {
        Turn::of(true, bytes)
    }

    fn peer(bytes: &[u8]) -> Turn {
        Turn::of(false, bytes)
    }

    fn session(dialogue: &[Turn]) -> Session {
        Session { note: None, dialogue: dialogue.to_vec() }
    }

    #[test]
    fn a_file_is_one_line_a_turn() {
        let all = session(&[firmware(b"rea"), firmware(b"dy\n\"two"), peer(b"\xc3\xa4\xff\n1"), firmware(&[0; 2])]);
        let text = all.print();
        let expected = r#"{
  "schema": "migrate.session",
  "schema_version": 1,
  "dialogue": [
    { "firmware": "ready\n" },
    { "firmware": "\"two" },
    { "peer_hex": "c3 a4 ff 0a" },
    { "peer": "1" },
    { "firmware": "\u0000\u0000" }
  ]
}
"#;
        assert_eq!(text, expected);
        let again = Session::parse(&text).unwrap();
        assert_eq!(all.differs_at(&again), None);
        assert_eq!(again.print(), text);
    }

    #[test]
    fn what_is_no_text_is_cut_into_rows() {
        let text = session(&[peer(&[0xff; ROW + 1])]).print();
        assert_eq!(text.matches("peer_hex").count(), 2, "{text}");
    }

    #[test]
    fn an_empty_session_and_a_note() {
        let all = Session { note: Some("of a person".to_owned()), dialogue: vec![] };
        assert_eq!(Session::parse(&all.print()).unwrap(), all);
    }

    #[test]
    fn a_difference_has_a_place() {
        let all = session(&[firmware(b"ab"), peer(b"c")]);
        let at = |dialogue: &[Turn]| all.differs_at(&session(dialogue));
        assert_eq!(at(&[firmware(b"a"), firmware(b"b"), peer(b"c")]), None);
        assert_eq!(at(&[firmware(b"ax")]), Some((0, 1)));
        assert_eq!(at(&[firmware(b"ab")]), Some((1, 0)));
        assert_eq!(at(&[firmware(b"abc")]), Some((1, 0)));
        assert_eq!(at(&[firmware(b"ab"), peer(b"cd")]), Some((2, 0)));
    }

    #[test]
    fn what_is_wrong_has_a_line_and_a_column() {
        let wrong = |text: &str| Session::parse(text).unwrap_err().to_string();
        let head = "{ \"schema\": \"migrate.session\", \"schema_version\": 1, \"dialogue\": [\n";
        let entry = |entry: &str| wrong(&format!("{head}{entry}\n] }}"));
        assert!(entry("{ \"device\": \"x\" }").contains("unknown variant `device`, expected one of `firmware`"));
        assert!(entry("{ \"device\": \"x\" }").contains("line 2"));
        let hex = entry("{ \"peer_hex\": \"7e 2\" }");
        assert!(hex.contains("`7e 2` is not hexadecimal") && hex.contains("line 2"), "{hex}");
        assert!(entry("{ \"peer\": \"x\", \"firmware\": \"y\" }").contains("line 2"));
        assert!(wrong("{ \"schema\": ").contains("line 1 column 12"));
        assert!(wrong("{}").contains("missing field `schema`"));
        assert_eq!(wrong("{ \"schema\": \"migrate.plan\", \"schema_version\": 1 }"), "its schema is `migrate.plan`");
        assert_eq!(wrong("{ \"schema\": \"migrate.session\", \"schema_version\": 2 }"), "its version is 2");
    }
}

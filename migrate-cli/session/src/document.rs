//! The file as it is written: the JSON of a session.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Turn;

/// The name of the schema.
pub(crate) const SCHEMA: &str = "migrate.session";
/// Its version; fields are only added within one.
pub(crate) const VERSION: u32 = 1;

/// What firmware said over a serial line and what its peer sent, in order: schema `migrate.session`. Written by
/// `migrate hal test --record`, and made to be read and edited by people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Session")]
pub struct Document {
    /// `migrate.session`
    pub schema: String,
    /// 1
    pub schema_version: u32,
    /// What a person wants to say about it. It changes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who said what. Entries of one side that follow each other are one text: it is cut where lines end.
    pub dialogue: Vec<Entry>,
}

/// Some bytes of one side: as text where they are UTF-8, in hexadecimal where they are not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The firmware says this text, as UTF-8.
    Firmware(String),
    /// The firmware says these bytes: two digits each, with spaces between bytes where they help.
    FirmwareHex(Hex),
    /// The peer sends this text, once the firmware has said all that stands before it.
    Peer(String),
    /// The peer sends these bytes.
    PeerHex(Hex),
}

/// Bytes, written as `7e 02 ff`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Hex(Vec<u8>);

/// The first two fields, which say whether the others can be understood.
#[derive(Deserialize)]
pub(crate) struct Header {
    pub(crate) schema: String,
    pub(crate) schema_version: u32,
}

impl From<Entry> for Turn {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Firmware(text) => Turn::Firmware(text.into_bytes()),
            Entry::FirmwareHex(Hex(bytes)) => Turn::Firmware(bytes),
            Entry::Peer(text) => Turn::Peer(text.into_bytes()),
            Entry::PeerHex(Hex(bytes)) => Turn::Peer(bytes),
        }
    }
}

impl From<Turn> for Entry {
    fn from(turn: Turn) -> Self {
        let firmware = turn.is_firmware();
        let (Turn::Firmware(bytes) | Turn::Peer(bytes)) = turn;
        match (firmware, String::from_utf8(bytes)) {
            (true, Ok(text)) => Entry::Firmware(text),
            (true, Err(error)) => Entry::FirmwareHex(Hex(error.into_bytes())),
            (false, Ok(text)) => Entry::Peer(text),
            (false, Err(error)) => Entry::PeerHex(Hex(error.into_bytes())),
        }
    }
}

impl TryFrom<String> for Hex {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let byte = |pair: &[u8]| {
            let digits = std::str::from_utf8(pair).ok().filter(|digits| digits.bytes().all(|d| d.is_ascii_hexdigit()));
            digits.filter(|digits| digits.len() == 2).and_then(|digits| u8::from_str_radix(digits, 16).ok())
        };
        let group = |word: &str| word.as_bytes().chunks(2).map(byte).collect::<Option<Vec<u8>>>();
        let groups = text.split_ascii_whitespace().map(group).collect::<Option<Vec<_>>>();
        let bytes =
            groups.ok_or_else(|| format!("`{text}` is not hexadecimal: write two digits a byte, as `7e 02 ff`"))?;
        Ok(Hex(bytes.concat()))
    }
}

impl From<Hex> for String {
    fn from(Hex(bytes): Hex) -> Self {
        bytes.iter().enumerate().fold(String::new(), |mut text, (at, byte)| {
            let _ = write!(text, "{}{byte:02x}", if at == 0 { "" } else { " " });
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_two_digits_a_byte() {
        let hex = |text: &str| Hex::try_from(text.to_owned());
        assert_eq!(hex("7e02 fF\n00").unwrap(), Hex(vec![0x7e, 2, 0xff, 0]));
        assert_eq!(hex("").unwrap(), Hex(vec![]));
        assert_eq!(String::from(Hex(vec![0x7e, 2, 0xff])), "7e 02 ff");
        for wrong in ["7", "7e 2", "0x7e", "+7", "7é", "gg"] {
            assert!(hex(wrong).unwrap_err().contains("two digits a byte"), "{wrong}");
        }
    }

    #[test]
    fn text_where_it_is_text() {
        assert_eq!(Entry::from(Turn::Peer(b"ab\n".to_vec())), Entry::Peer("ab\n".to_owned()));
        assert_eq!(Entry::from(Turn::Firmware(vec![0x7e, 0xff])), Entry::FirmwareHex(Hex(vec![0x7e, 0xff])));
    }
}

//! A peer that plays a session, and finds where firmware says something else.

use std::fmt;

use crate::{Peer, Session, Turn};

/// Bytes that a difference keeps of each side.
const SHOWN: usize = 40;

/// Plays the peer's side of a session to firmware. After the first byte that differs it is silent: what was recorded answers
/// something else.
#[derive(Clone, Debug)]
pub struct Replay {
    turns: Vec<Turn>,
    /// The turn that is the firmware's now, and how much of it has been said.
    turn: usize,
    within: usize,
    /// Bytes of the firmware that were as recorded.
    same: usize,
    /// What came instead, from the first byte that differs on.
    instead: Vec<u8>,
}

/// The first byte that firmware does not say as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its place in all that the firmware says, in bytes from 0.
    pub offset: usize,
    /// The entry of `dialogue` that it belongs to, from 0; `None` behind the last one.
    pub entry: Option<usize>,
    /// What stands there in that entry, up to 40 bytes; empty if nothing more was recorded.
    pub expected: Vec<u8>,
    /// What the firmware says there, up to 40 bytes; empty if it says nothing more.
    pub got: Vec<u8>,
}

impl Replay {
    /// A peer that has said nothing yet.
    #[must_use]
    pub fn new(session: &Session) -> Self {
        Self { turns: session.dialogue.clone(), turn: 0, within: 0, same: 0, instead: Vec::new() }
    }

    /// The difference so far: between firmware that has ended and all that was recorded.
    #[must_use]
    pub fn difference(&self) -> Option<Difference> {
        let turn = self.turns.get(self.turn);
        (turn.is_some() || !self.instead.is_empty()).then(|| Difference {
            offset: self.same,
            entry: turn.map(|_| self.turn),
            expected: turn
                .map_or_else(Vec::new, |turn| turn.bytes()[self.within..].iter().copied().take(SHOWN).collect()),
            got: self.instead.clone(),
        })
    }

    fn expected(&self) -> Option<u8> {
        self.turns.get(self.turn)?.bytes().get(self.within).copied()
    }

    /// What the peer sends now, up to where the firmware has something to say.
    fn answer(&mut self) -> Vec<u8> {
        let mut answer = Vec::new();
        while let Some(turn) = self.turns.get(self.turn) {
            match turn {
                Turn::Firmware(bytes) if self.within < bytes.len() => break,
                Turn::Firmware(_) => {}
                Turn::Peer(bytes) => answer.extend_from_slice(bytes),
            }
            self.turn += 1;
            self.within = 0;
        }
        answer
    }
}

impl Peer for Replay {
    fn begin(&mut self) -> Vec<u8> {
        self.answer()
    }

    fn hear(&mut self, byte: u8) -> Vec<u8> {
        if !self.instead.is_empty() || self.expected() != Some(byte) {
            if self.instead.len() < SHOWN {
                self.instead.push(byte);
            }
            return Vec::new();
        }
        self.within += 1;
        self.same += 1;
        self.answer()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |bytes: &[u8]| match bytes {
            [] => "nothing more".to_owned(),
            bytes => format!("\"{}\"", bytes.escape_ascii()),
        };
        write!(f, "byte {} of what it says", self.offset)?;
        match self.entry {
            Some(entry) => write!(f, " (dialogue[{entry}])")?,
            None => f.write_str(" (behind the dialogue)")?,
        }
        write!(f, ": expected {}, got {}", quoted(&self.expected), quoted(&self.got))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        let dialogue = vec![
            Turn::Peer(b"0".to_vec()),
            Turn::Firmware(b"re".to_vec()),
            Turn::Firmware(b"ady\n".to_vec()),
            Turn::Peer(b"one ".to_vec()),
            Turn::Peer(b"two\n".to_vec()),
            Turn::Firmware(b"three\n".to_vec()),
        ];
        Session { note: None, dialogue }
    }

    /// What the peer sends at the start and then, and the difference at the end.
    fn play(said: &[u8]) -> (Vec<u8>, Option<Difference>) {
        let mut replay = Replay::new(&session());
        let mut sent = replay.begin();
        sent.extend(said.iter().flat_map(|byte| replay.hear(*byte)));
        (sent, replay.difference())
    }

    fn difference(said: &[u8]) -> String {
        play(said).1.unwrap().to_string()
    }

    #[test]
    fn the_same_is_answered_to_the_end() {
        assert_eq!(play(b"ready\nthree\n"), (b"0one two\n".to_vec(), None));
    }

    #[test]
    fn an_answer_comes_with_the_last_byte_that_it_needs() {
        let mut replay = Replay::new(&session());
        replay.begin();
        assert_eq!(b"ready\n".map(|byte| replay.hear(byte).len()), [0, 0, 0, 0, 0, 8]);
    }

    #[test]
    fn after_a_difference_the_peer_is_silent() {
        let (sent, _) = play(b"reXdy\nready\n");
        assert_eq!(sent, b"0");
    }

    #[test]
    fn a_difference_is_named() {
        let said = b"ready\nthrxx\n";
        assert_eq!(difference(said), r#"byte 9 of what it says (dialogue[5]): expected "ee\n", got "xx\n""#);
        assert_eq!(difference(b"rea"), r#"byte 3 of what it says (dialogue[2]): expected "dy\n", got nothing more"#);
        assert_eq!(difference(b""), r#"byte 0 of what it says (dialogue[1]): expected "re", got nothing more"#);
        let more = difference(b"ready\nthree\n\xffx");
        assert_eq!(more, r#"byte 12 of what it says (behind the dialogue): expected nothing more, got "\xffx""#);
    }

    #[test]
    fn a_peer_that_begins_has_nothing_to_find() {
        let one = Session { note: None, dialogue: vec![Turn::Peer(b"x".to_vec())] };
        let mut replay = Replay::new(&one);
        assert_eq!((replay.begin(), replay.difference()), (b"x".to_vec(), None));
    }
}

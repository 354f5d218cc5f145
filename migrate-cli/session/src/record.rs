//! Notes a dialogue while it happens.

use crate::{Session, Turn};

/// What has been said so far, by whom.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    turns: Vec<Turn>,
}

impl Recorder {
    /// The firmware has said this.
    pub fn firmware(&mut self, bytes: &[u8]) {
        match self.turns.last_mut() {
            Some(Turn::Firmware(said)) => said.extend_from_slice(bytes),
            _ if bytes.is_empty() => {}
            _ => self.turns.push(Turn::Firmware(bytes.to_vec())),
        }
    }

    /// The peer has sent this.
    pub fn peer(&mut self, bytes: &[u8]) {
        match self.turns.last_mut() {
            Some(Turn::Peer(sent)) => sent.extend_from_slice(bytes),
            _ if bytes.is_empty() => {}
            _ => self.turns.push(Turn::Peer(bytes.to_vec())),
        }
    }

    /// The dialogue so far.
    #[must_use]
    pub fn session(&self) -> Session {
        Session { note: None, dialogue: self.turns.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_side_says_in_pieces_is_one_turn() {
        let mut heard = Recorder::default();
        heard.peer(b"");
        heard.firmware(b"a");
        heard.peer(b"");
        heard.firmware(b"b");
        heard.peer(b"c");
        let turns = [Turn::Firmware(b"ab".to_vec()), Turn::Peer(b"c".to_vec())];
        assert_eq!(heard.session().dialogue, turns);
    }
}

//! Sessions on a simulated serial line: the files that `migrate hal test` records and plays on an emulated board.
//!
//! [`Usart::connect`](crate::models::Usart::connect) puts a peer at the other end: a [`Player`], or a [`Script`] that waits and
//! answers. [`Usart::session`](crate::models::Usart::session) gives what was said, and [`Session::keep`] writes it: the same
//! dialogue is the same file, byte for byte, whichever world it comes from. The model answers within the access that sends a
//! byte, so the firmware finds the answer where it found it before.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use migrate_session::{Difference, Kept, Peer, Recorder, Replay, Script, Session, SessionError, Step, Turn};

/// A peer that plays a session, and that a test asks afterwards what it has found.
#[derive(Clone, Debug)]
pub struct Player(Arc<Mutex<Replay>>);

impl Player {
    /// Plays from the beginning.
    #[must_use]
    pub fn new(session: &Session) -> Self {
        Self(Arc::new(Mutex::new(Replay::new(session))))
    }

    /// Where the firmware has said something else so far, or has not said all: to be asked when it has ended.
    #[must_use]
    pub fn difference(&self) -> Option<Difference> {
        self.replay().difference()
    }

    fn replay(&self) -> MutexGuard<'_, Replay> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Peer for Player {
    fn begin(&mut self) -> Vec<u8> {
        self.replay().begin()
    }

    fn hear(&mut self, byte: u8) -> Vec<u8> {
        self.replay().hear(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Device as _;
    use crate::models::Usart;

    const DATA: u32 = 0x04;
    const CONTROL1: u32 = 0x0c;

    /// A port that is open, with a peer.
    fn port(peer: impl Peer + 'static) -> Usart {
        let mut port = Usart::new();
        port.write(CONTROL1, 1 << 13 | 1 << 3);
        port.connect(peer);
        port
    }

    #[test]
    fn a_peer_answers_within_the_access() {
        let mut port = port(Script::of_texts(&[("ab", "1")]));
        port.write(DATA, b'a'.into());
        assert_eq!(port.read(DATA), 0);
        port.write(DATA, b'b'.into());
        assert_eq!(port.read(DATA), u32::from(b'1'));
    }

    #[test]
    fn what_a_peer_and_a_test_send_is_recorded_in_order() {
        let mut port = port(Script::of_texts(&[("a", "1")]));
        port.write(DATA, b'a'.into());
        port.arrive(b"2");
        port.write(DATA, b'b'.into());
        let turns = [Turn::Firmware(b"a".to_vec()), Turn::Peer(b"12".to_vec()), Turn::Firmware(b"b".to_vec())];
        assert_eq!(port.session().dialogue, turns);
    }

    #[test]
    fn a_player_is_asked_while_the_port_has_it() {
        let mut script = port(Script::of_texts(&[("a", "1")]));
        "ab".bytes().for_each(|byte| script.write(DATA, byte.into()));
        let player = Player::new(&script.session());
        let mut port = port(player.clone());
        port.write(DATA, b'a'.into());
        assert_eq!(player.difference().map(|difference| difference.expected), Some(b"b".to_vec()));
        port.write(DATA, b'b'.into());
        assert_eq!((player.difference(), port.session()), (None, script.session()));
    }
}

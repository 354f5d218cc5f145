//! The serial line: its peer hears and answers, and all of it is noted.

use std::io::{Read, Write};

use migrate_session::{Peer, Recorder, Session};

/// Reads to the end, or until the device has gone. Whoever is spoken to may have gone earlier, which is no error: what was
/// said tells.
///
/// An answer is noted behind the byte that it answers, although more may have been said before it got there: so one dialogue
/// is one recording, in whichever pieces it comes.
pub(crate) fn listen(mut from: impl Read, mut to: impl Write, peer: &mut dyn Peer) -> Session {
    let mut heard = Recorder::default();
    let mut room = [0; 4096];
    let mut answer = |heard: &mut Recorder, bytes: Vec<u8>| {
        if !bytes.is_empty() {
            heard.peer(&bytes);
            let _ = to.write_all(&bytes).and_then(|()| to.flush());
        }
    };
    answer(&mut heard, peer.begin());
    loop {
        let length = match from.read(&mut room) {
            Ok(0) | Err(_) => return heard.session(),
            Ok(length) => length,
        };
        for byte in &room[..length] {
            heard.firmware(&[*byte]);
            answer(&mut heard, peer.hear(*byte));
        }
    }
}

#[cfg(test)]
mod tests {
    use migrate_session::{Script, Turn};

    use super::*;

    /// Gives so many bytes at a time.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            let length = self.1.min(room.len());
            (&mut self.0).take(length as u64).read(room)
        }
    }

    #[test]
    fn one_dialogue_is_one_recording_in_whichever_pieces_it_comes() {
        for size in 1..20 {
            let mut sent = Vec::new();
            let mut script = Script::of_texts(&[("ready", "1"), ("ready", "2"), ("never", "3")]);
            let session = listen(Pieces(b"ready, not, ready", size), &mut sent, &mut script);
            assert_eq!((session.said().as_slice(), sent.as_slice()), (&b"ready, not, ready"[..], &b"12"[..]));
            let [Turn::Firmware(first), Turn::Peer(_), Turn::Firmware(second), Turn::Peer(_)] = &session.dialogue[..]
            else {
                panic!("{session:?}");
            };
            assert_eq!((first.as_slice(), second.as_slice()), (&b"ready"[..], &b", not, ready"[..]));
        }
    }
}

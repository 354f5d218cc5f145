//! The serial line: what it says is kept, and answered in turn.

use std::io::{Read, Write};

use crate::Turn;

/// Reads to the end, or until the device has gone. Whoever is spoken to may have gone earlier, which is no error: what was
/// said tells.
pub(crate) fn listen(mut from: impl Read, mut to: impl Write, turns: &[Turn]) -> Vec<u8> {
    let (mut said, mut heard, mut rest) = (Vec::new(), 0, turns);
    let mut room = [0; 4096];
    loop {
        match from.read(&mut room) {
            Ok(0) | Err(_) => return said,
            Ok(length) => said.extend_from_slice(&room[..length]),
        }
        while let Some((turn, later)) = rest.split_first() {
            let Some(end) = end_of(turn.after.as_bytes(), &said[heard..]) else { break };
            heard += end;
            rest = later;
            let _ = to.write_all(turn.send.as_bytes()).and_then(|()| to.flush());
        }
    }
}

/// Where the first occurrence ends.
fn end_of(what: &[u8], said: &[u8]) -> Option<usize> {
    let at = (0..=said.len().checked_sub(what.len())?).find(|at| said[*at..].starts_with(what))?;
    Some(at + what.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(after: &str, send: &str) -> Turn {
        Turn { after: after.to_owned(), send: send.to_owned() }
    }

    #[test]
    fn turns_are_taken_in_order() {
        let mut sent = Vec::new();
        let turns = [turn("ready", "1"), turn("ready", "2"), turn("never", "3")];
        let said = listen(&b"ready, not, ready"[..], &mut sent, &turns);
        assert_eq!((said.as_slice(), sent.as_slice()), (&b"ready, not, ready"[..], &b"12"[..]));
    }

    #[test]
    fn one_occurrence_is_for_one_turn() {
        let mut sent = Vec::new();
        listen(&b"ready"[..], &mut sent, &[turn("ready", "1"), turn("ready", "2")]);
        assert_eq!(sent, b"1");
    }
}

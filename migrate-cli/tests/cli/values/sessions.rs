use std::io::{self, Cursor, Read, Write};

use lib::Session;

/// Answers what it was asked, in capitals, and has nothing to say before.
#[derive(Default)]
struct Peer {
    heard: Vec<u8>,
    answered: usize,
    fails: bool,
}

impl Write for Peer {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.heard.extend_from_slice(data);
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Peer {
    fn read(&mut self, data: &mut [u8]) -> io::Result<usize> {
        if self.fails {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let answer = self.heard[self.answered..].to_ascii_uppercase();
        let count = (&answer[..]).read(data)?;
        self.answered += count;
        Ok(count)
    }
}

fn main() {
    let mut peer = Peer::default();
    assert_eq!(lib::asked(&mut peer, b"who").unwrap(), b"WHO");
    assert_eq!(lib::asked(&mut peer, b"why").unwrap(), b"WHY");
    assert_eq!(peer.heard, b"who\nwhy\n");
    peer.fails = true;
    assert!(lib::asked(&mut peer, b"more").unwrap_err().to_string().contains("reset"));

    // Both happen at one place of a file.
    let mut file = Cursor::new(b"20 22 ?".to_vec());
    assert_eq!(lib::sum(&mut file).unwrap(), 42);
    assert_eq!(file.get_ref(), b"20 22 =42");
    assert_eq!(lib::sum(&mut Cursor::new(Vec::new())).unwrap(), -1);

    let mut peer = Peer::default();
    let mut session = Session::new(Box::new(&mut peer)).unwrap();
    assert_eq!(session.pin_mut().ask(b"now"), b"HELLO");
    assert_eq!(session.pin_mut().ask(b""), b"NOW");
    session.finish().unwrap();
    assert_eq!(peer.heard, b"hello\nnow\n\nbye\n");
}

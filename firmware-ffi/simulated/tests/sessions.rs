//! Sessions of the console: recorded on an emulated board and played here, and the other way round. What an emulated board
//! does with the same files is in `firmware-tests.toml`.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use drivers::console;
use embedded_io::{ErrorType, Read, Write};
use py32f0_hal::uart::{Config, Port, Uart};
use py32f0_hal::{Error, Timeout};
use simulated::Chip;
use simulator::session::{Kept, Peer, Player, Script, Session, Step, Turn};

/// What the peer of the test `console` says in `firmware-tests.toml`.
const TALK: &[(&str, &str)] =
    &[("ready\n", "echo hello\n"), ("hello\n", "crc 123456789\n"), ("cbf43926\n", "frame abc\nbye\n")];

/// A line that gives up when its peer is silent: on the host nobody ends a program that waits for ever.
struct Impatient(Uart);

impl ErrorType for Impatient {
    type Error = Error;
}

impl Read for Impatient {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Error> {
        let Some(first) = bytes.get_mut(..1) else { return Ok(0) };
        self.0.receive(first, Timeout::millis(5)).map(|()| 1)
    }
}

impl Write for Impatient {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Error> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.0.flush()
    }
}

/// Runs the console with a peer; how it ends, and what was recorded.
fn run(peer: impl Peer + 'static) -> (Result<(), Error>, Session) {
    let chip = Chip::new(|_| 0).unwrap();
    let uart = Uart::new(chip.system(), Port::Usart1, Config::default()).unwrap();
    chip.serial().connect(peer);
    let end = console::run(&mut Impatient(uart));
    let session = chip.serial().session();
    (end, session)
}

/// Plays a session; how the console ends, and the difference as it is reported.
fn play(session: &Session) -> (Result<(), Error>, Option<String>) {
    let player = Player::new(session);
    let (end, _) = run(player.clone());
    (end, player.difference().map(|difference| difference.to_string()))
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../sessions").join(name)
}

fn of_the_emulator() -> Session {
    Session::read(&file("console.session.json")).unwrap()
}

/// A peer that says what is no text, and what the console does not understand.
fn rude() -> Script {
    let step = |after: &[u8], send: &[u8]| Step { after: after.to_vec(), send: send.to_vec() };
    Script::new([
        step(b"ready\n", b"hello\n"),
        step(b"what?\n", &[b"frame ", [b'x'; console::LONGEST].as_slice(), b"\n"].concat()),
        step(b"too long\n", b"echo \xff\xfe\x00\x80\n"),
        step(b"\x80\n", b"frame ~}\nbye\n"),
    ])
}

#[test]
fn a_session_of_the_emulator_is_played_on_the_host() {
    assert_eq!(play(&of_the_emulator()), (Ok(()), None));
}

#[test]
fn one_dialogue_is_one_file_in_both_worlds() {
    let text = fs::read_to_string(file("console.session.json")).unwrap();
    let (end, talked) = run(Script::of_texts(TALK));
    assert_eq!((end, talked.print()), (Ok(()), text.clone()));
    let (_, played) = run(Player::new(&of_the_emulator()));
    assert_eq!(played.print(), text);
}

/// The file is played on an emulated board. Where it is missing it is written, to be looked at and committed.
#[test]
fn a_session_of_the_host_is_recorded() {
    let (end, session) = run(rude());
    assert_eq!(end, Ok(()));
    let path = file("console_of_host.session.json");
    assert_eq!(session.keep(&path, false).unwrap(), Kept::Same);
    assert_eq!(session.print(), fs::read_to_string(&path).unwrap());
    assert_eq!(play(&session), (Ok(()), None));
}

/// The session with a byte of one of its turns changed.
fn changed(session: &Session, turn: usize, byte: usize) -> Session {
    let mut changed = session.clone();
    let (Turn::Firmware(bytes) | Turn::Peer(bytes)) = &mut changed.dialogue[turn];
    bytes[byte] ^= 1;
    changed
}

#[test]
fn every_byte_of_the_firmware_that_is_another_one_is_named() {
    let session = of_the_emulator();
    let (mut offset, mut seen) = (0, 0);
    for (number, turn) in session.dialogue.iter().enumerate().filter(|(_, turn)| turn.is_firmware()) {
        for byte in 0..turn.bytes().len() {
            let (_, difference) = play(&changed(&session, number, byte));
            let difference = difference.unwrap();
            let place = format!("byte {offset} of what it says (dialogue[{number}]): expected \"");
            assert!(difference.starts_with(&place), "{place}: {difference}");
            (offset, seen) = (offset + 1, seen + 1);
        }
    }
    assert_eq!(seen, session.said().len());
}

#[test]
fn every_byte_of_the_peer_that_is_another_one_is_noticed() {
    let session = of_the_emulator();
    for (number, turn) in session.dialogue.iter().enumerate().filter(|(_, turn)| !turn.is_firmware()) {
        for byte in 0..turn.bytes().len() {
            let (_, difference) = play(&changed(&session, number, byte));
            assert!(difference.is_some(), "dialogue[{number}], byte {byte}");
        }
    }
}

#[test]
fn firmware_that_waits_for_what_a_peer_no_longer_says_is_silent() {
    let mut session = of_the_emulator();
    session.dialogue.truncate(2);
    session.dialogue.push(Turn::Firmware(b"hello\nand more".to_vec()));
    let (end, difference) = play(&session);
    assert_eq!(end, Err(Error::Timeout));
    assert_eq!(difference.unwrap(), "byte 12 of what it says (dialogue[2]): expected \"and more\", got nothing more");
}

#[test]
fn a_file_that_is_no_session_is_refused_with_its_place() {
    let text = fs::read_to_string(file("console.session.json")).unwrap();
    let broken = text.replacen("\"peer\"", "\"pear\"", 1);
    let line = text.lines().position(|line| line.contains("\"peer\"")).unwrap() + 1;
    let error = Session::parse(&broken).unwrap_err();
    assert!(error.to_string().contains(&format!("line {line} column")), "{error}");
}

//! A console on a serial line: a command on each line, answered in turn.
//!
//! | command | answer |
//! |---|---|
//! | `echo TEXT` | the same text, whatever its bytes are |
//! | `crc TEXT` | its CRC-32 in hexadecimal |
//! | `frame TEXT` | a frame of telemetry with it |
//! | `bye` | `bye`, and the console ends |
//! | another one | `what?` |
//! | one that is longer than [`LONGEST`] | `too long` |

use arrayvec::ArrayVec;
use embedded_io::{Read, Write};

use crate::crc32;
use crate::telemetry::{Error, Telemetry};

/// Bytes of the longest command, without the end of its line.
pub const LONGEST: usize = 40;

const TOO_LONG: &[u8] = b"too long";
const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Says that it is ready, and answers commands until it is told to end or the line has ended.
pub fn run<L: Read + Write>(line: &mut L) -> Result<(), L::Error> {
    line.write_all(b"ready\n")?;
    while let Some(command) = command(line)? {
        let end = answer(line, command.as_deref())?;
        line.write_all(b"\n")?;
        if end {
            break;
        }
    }
    Ok(())
}

/// A line that is too long.
struct TooLong;

type Command = ArrayVec<u8, LONGEST>;

/// The next line; `None` if there is no more. One that is too long is read to its end.
fn command<L: Read>(line: &mut L) -> Result<Option<Result<Command, TooLong>>, L::Error> {
    let (mut command, mut fits) = (Command::new(), true);
    loop {
        let mut byte = [0];
        if line.read(&mut byte)? == 0 {
            return Ok(None);
        }
        match byte {
            [b'\n'] => return Ok(Some(if fits { Ok(command) } else { Err(TooLong) })),
            [byte] => fits &= command.try_push(byte).is_ok(),
        }
    }
}

/// Answers a command; whether it was the last.
fn answer<L: Write>(line: &mut L, command: Result<&[u8], &TooLong>) -> Result<bool, L::Error> {
    let Ok(command) = command else { return line.write_all(TOO_LONG).map(|()| false) };
    if command == b"bye" {
        return line.write_all(command).map(|()| true);
    }
    if let Some(text) = command.strip_prefix(b"echo ") {
        line.write_all(text)?;
    } else if let Some(text) = command.strip_prefix(b"crc ") {
        line.write_all(&hexadecimal(crc32(text)))?;
    } else if let Some(text) = command.strip_prefix(b"frame ") {
        match Telemetry::new(&mut *line).send(text) {
            Ok(()) => {}
            Err(Error::TooLong) => line.write_all(TOO_LONG)?,
            Err(Error::Line(error)) => return Err(error),
        }
    } else {
        line.write_all(b"what?")?;
    }
    Ok(false)
}

fn hexadecimal(number: u32) -> [u8; 8] {
    let mut digits = [0; 8];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[rest as usize % 16];
        rest /= 16;
    }
    digits
}

#[cfg(test)]
mod tests {
    use core::convert::Infallible;

    use embedded_io::ErrorType;

    use super::*;

    struct Line<'a> {
        input: &'a [u8],
        output: ArrayVec<u8, 256>,
    }

    impl ErrorType for Line<'_> {
        type Error = Infallible;
    }

    impl Read for Line<'_> {
        fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Infallible> {
            self.input.read(bytes)
        }
    }

    impl Write for Line<'_> {
        fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
            self.output.try_extend_from_slice(bytes).unwrap();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> Result<(), Infallible> {
            Ok(())
        }
    }

    fn said(input: &[u8]) -> ArrayVec<u8, 256> {
        let mut line = Line { input, output: ArrayVec::new() };
        run(&mut line).unwrap();
        line.output
    }

    #[test]
    fn commands_are_answered_to_the_last() {
        assert_eq!(&said(b"echo a \xff\ncrc 123456789\n\nbye\necho b\n")[..], b"ready\na \xff\ncbf43926\nwhat?\nbye\n");
        assert_eq!(&said(b"echo")[..], b"ready\n");
    }

    #[test]
    fn a_frame_is_one_of_telemetry() {
        let mut room = [0; 16];
        let mut free = &mut room[..];
        Telemetry::new(&mut free).send(b"~").unwrap();
        let left = free.len();
        let said = said(b"frame ~\n");
        assert_eq!(said.strip_prefix(b"ready\n").and_then(|rest| rest.strip_suffix(b"\n")), Some(&room[..16 - left]));
    }

    #[test]
    fn what_is_too_long_is_read_and_refused() {
        let mut lines = [b'x'; LONGEST + 2];
        lines[LONGEST] = b'\n';
        assert_eq!(&said(&lines)[..], b"ready\nwhat?\n");
        lines[LONGEST..].copy_from_slice(b"x\n");
        assert_eq!(&said(&lines)[..], b"ready\ntoo long\n");
        assert_eq!(&said(b"frame 123456789012345678901234567890123\n")[..], b"ready\ntoo long\n");
    }
}

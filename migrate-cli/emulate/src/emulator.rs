//! One run of the emulator.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use migrate_model::hal::FirmwareEnd;

use crate::listen::listen;
use crate::{Board, EmulateError, Test};

/// Between two looks at whether the emulator has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// What an image did.
pub(crate) struct Ran {
    /// How it ended.
    pub end: FirmwareEnd,
    /// What the serial line said.
    pub said: Vec<u8>,
    /// What the emulator itself said.
    pub talk: String,
    /// Wall time.
    pub seconds: f64,
}

/// Starts the image of a test. It is named by its file name alone, from its own folder: the name is the first word of what
/// the image is handed, and an image has little room for that.
pub(crate) fn run(board: &Board, test: &Test, folder: &Path) -> Result<Ran, EmulateError> {
    let started = Instant::now();
    let mut child = Command::new(&board.emulator)
        .args(arguments(board, test))
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| EmulateError::NoProgram { program: board.emulator.clone(), error })?;
    let pipes = child.stdout.take().zip(child.stdin.take()).zip(child.stderr.take());
    thread::scope(|scope| {
        let ears = pipes.map(|((out, input), errors)| {
            (scope.spawn(|| listen(out, input, &test.talk)), scope.spawn(|| listen(errors, std::io::sink(), &[])))
        });
        let end = wait(&mut child, started + Duration::from_secs_f64(test.seconds));
        let seconds = started.elapsed().as_secs_f64();
        let (said, talk) = ears.map_or_else(Default::default, |(said, talk)| {
            (said.join().unwrap_or_default(), talk.join().unwrap_or_default())
        });
        Ok(Ran { end: end?, said, talk: String::from_utf8_lossy(&talk).into_owned(), seconds })
    })
}

/// The serial line is the emulator's standard input and output.
fn arguments(board: &Board, test: &Test) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = board.arguments.iter().map(OsString::from).collect();
    arguments.extend(["-serial".into(), "stdio".into(), "-kernel".into(), OsString::from(&test.image)]);
    if let Some(words) = &test.append {
        arguments.extend(["-append".into(), words.into()]);
    }
    arguments
}

fn wait(child: &mut Child, until: Instant) -> Result<FirmwareEnd, EmulateError> {
    let failed = |error| EmulateError::NoProgram { program: "the emulator".to_owned(), error };
    loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            return Ok(end(status));
        }
        if Instant::now() >= until {
            // It may have ended just now: then there is nothing to kill.
            let _ = child.kill();
            child.wait().map_err(failed)?;
            return Ok(FirmwareEnd::TimeOut);
        }
        thread::sleep(PAUSE);
    }
}

fn end(status: ExitStatus) -> FirmwareEnd {
    status.code().map_or(FirmwareEnd::Killed, FirmwareEnd::Exit)
}

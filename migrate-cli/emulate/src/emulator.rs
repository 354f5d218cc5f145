//! One run of the emulator.

use std::ffi::OsString;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use migrate_model::hal::FirmwareEnd;
use migrate_session::{Difference, Peer, Replay, Script, Session, Step};

use crate::listen::listen;
use crate::{Board, EmulateError, Test, Turn};

/// Between two looks at whether the emulator has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// What an image did.
pub(crate) struct Ran {
    /// How it ended.
    pub end: FirmwareEnd,
    /// What the serial line said.
    pub said: Vec<u8>,
    /// The same, with what its peer sent.
    pub dialogue: Session,
    /// Where it said something else than its session, if it has one.
    pub difference: Option<Difference>,
    /// What the emulator itself said.
    pub talk: String,
    /// Wall time.
    pub seconds: f64,
}

/// Starts the image of a test, and lets it talk with the peer of the test or with that of a session.
pub(crate) fn run(board: &Board, test: &Test, session: Option<&Session>, folder: &Path) -> Result<Ran, EmulateError> {
    let launch = Launch { image: &test.image, append: test.append.as_deref(), seconds: test.seconds, more: &[] };
    let Some(session) = session else {
        return talking(&launch, board, folder, &mut Script::new(test.talk.iter().map(step)));
    };
    let mut replay = Replay::new(session);
    let ran = talking(&launch, board, folder, &mut replay)?;
    Ok(Ran { difference: replay.difference(), ..ran })
}

fn step(turn: &Turn) -> Step {
    Step { after: turn.after.clone().into_bytes(), send: turn.send.clone().into_bytes() }
}

fn talking(launch: &Launch<'_>, board: &Board, folder: &Path, peer: &mut dyn Peer) -> Result<Ran, EmulateError> {
    let (ran, talk) = launch.run(board, folder, peer, |mut errors| {
        let mut talk = Vec::new();
        // What was read before an error is there.
        let _ = errors.read_to_end(&mut talk);
        talk
    })?;
    Ok(Ran { talk: String::from_utf8_lossy(&talk).into_owned(), ..ran })
}

/// How an image is started. It is named by its file name alone, from its own folder: the name is the first word of what the
/// image is handed, and an image has little room for that.
pub(crate) struct Launch<'a> {
    pub image: &'a str,
    pub append: Option<&'a str>,
    pub seconds: f64,
    /// More arguments for the emulator.
    pub more: &'a [String],
}

impl Launch<'_> {
    /// Runs it to its end, with `peer` at the other end of its serial line. `errors` reads what the emulator says on its
    /// standard error.
    pub(crate) fn run<T: Default + Send>(
        &self,
        board: &Board,
        folder: &Path,
        peer: &mut dyn Peer,
        errors: impl FnOnce(ChildStderr) -> T + Send,
    ) -> Result<(Ran, T), EmulateError> {
        let started = Instant::now();
        let mut child = Command::new(&board.emulator)
            .args(self.arguments(board))
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| EmulateError::NoProgram { program: board.emulator.clone(), error })?;
        let pipes = child.stdout.take().zip(child.stdin.take()).zip(child.stderr.take());
        thread::scope(|scope| {
            let ears = pipes.map(|((out, input), talk)| {
                (scope.spawn(move || listen(out, input, peer)), scope.spawn(|| errors(talk)))
            });
            let end = wait(&mut child, started + Duration::from_secs_f64(self.seconds));
            let seconds = started.elapsed().as_secs_f64();
            let (dialogue, talk) = ears.map_or_else(Default::default, |(heard, talk)| {
                (heard.join().unwrap_or_default(), talk.join().unwrap_or_default())
            });
            let said = dialogue.said();
            Ok((Ran { end: end?, said, dialogue, difference: None, talk: String::new(), seconds }, talk))
        })
    }

    /// The serial line is the emulator's standard input and output.
    fn arguments(&self, board: &Board) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = board.arguments.iter().map(OsString::from).collect();
        arguments.extend(["-serial".into(), "stdio".into(), "-kernel".into(), OsString::from(self.image)]);
        if let Some(words) = self.append {
            arguments.extend(["-append".into(), words.into()]);
        }
        arguments.extend(self.more.iter().map(OsString::from));
        arguments
    }
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

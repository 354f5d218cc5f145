//! The life of a process that measures: it reads a task, does it and says what came out.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd as _;

use nix::sys::resource::{Resource, setrlimit};

use crate::mark::Mark;
use crate::protocol::{Answer, Task};
use crate::{alone, latency, timing};

/// Does one task.
///
/// # Errors
/// There is no task, or nobody hears the answer.
pub fn run() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let task: Task = serde_json::from_str(&text)?;
    let mut answer_to = take_stdout()?;
    let (memory, mark) = match &task {
        Task::Time(timing) => (timing.memory, &timing.mark),
        Task::Memory(alone) | Task::Resident(alone) | Task::Course(alone) | Task::Run(alone) | Task::Start(alone) => {
            (alone.memory, &alone.mark)
        }
        Task::Latency(paced) => (paced.alone.memory, &paced.alone.mark),
    };
    // What is measured must not take the machine with it.
    setrlimit(Resource::RLIMIT_DATA, memory, memory)?;
    let mark = Mark::open(mark)?;
    let answer = match &task {
        Task::Time(timing) => timing::run(timing, &mark),
        Task::Memory(task) => alone::memory(task, &mark),
        Task::Resident(task) => alone::resident(task, &mark),
        Task::Course(task) => alone::course(task, &mark),
        Task::Run(task) => alone::run(task, &mark),
        Task::Start(task) => alone::start(task, &mark),
        Task::Latency(task) => latency::run(task, &mark),
    };
    say(&mut answer_to, &answer)
}

fn say(to: &mut File, answer: &Answer) -> io::Result<()> {
    let mut line = serde_json::to_vec(answer)?;
    line.push(b'\n');
    to.write_all(&line)?;
    to.flush()
}

/// Standard output for the answer alone: whatever else is printed goes to standard error.
fn take_stdout() -> io::Result<File> {
    let stdout = io::stdout();
    let kept = rustix::io::dup(stdout.as_fd())?;
    rustix::stdio::dup2_stdout(io::stderr().as_fd())?;
    Ok(File::from(kept))
}

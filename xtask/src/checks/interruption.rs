//! A scan that is killed, and scans that get in each other's way.

use std::os::unix::process::CommandExt;
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Result, bail, ensure};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use super::scans::{Codebase, difference};
use crate::check::Outcome;
use crate::context::Context;

/// How often a scan is killed.
const KILLS: u32 = 20;

/// `kill -9` at random moments of a scan, every second time the whole process group; then a scan must end with the same
/// index as one that was never disturbed.
pub(crate) fn killed(context: &Context, library: &str) -> Result<Outcome> {
    let codebase = Codebase::library(context, library)?;
    let start = Instant::now();
    codebase.scan(&[])?;
    let whole = start.elapsed();
    let expected = codebase.export()?;
    let mut unfinished = 0;
    for round in 0..KILLS {
        codebase.forget()?;
        let delay = whole.mul_f64(random());
        let mut command = codebase.migrate().arg("scan").into_command();
        let mut child = command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        std::thread::sleep(delay);
        unfinished += u32::from(child.try_wait()?.is_none());
        if round % 2 == 0 {
            child.kill()?;
        } else {
            killpg(Pid::from_raw(child.id() as i32), Signal::SIGKILL).ok();
        }
        child.wait()?;
        codebase.scan(&[]).map_err(|e| e.context(format!("scan after a kill at {delay:.1?} of {whole:.1?}")))?;
        if let Some(difference) = difference(&expected, &codebase.export()?) {
            bail!("killed at {delay:.1?} of {whole:.1?}: another index afterwards, {difference}");
        }
    }
    ensure!(unfinished > 0, "every scan had ended before it was killed");
    Ok(Outcome::Passed(format!("{KILLS} kills, {unfinished} of them before the scan's end")))
}

/// Two scans of one codebase at once: each ends with facts or says that it is locked out; the index is whole.
pub(crate) fn two_at_once(context: &Context, library: &str) -> Result<Outcome> {
    let codebase = Codebase::library(context, library)?;
    codebase.scan(&[])?;
    let expected = codebase.export()?;
    codebase.forget()?;
    let spawn = || {
        let mut command = codebase.migrate().arg("scan").into_command();
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    };
    let (first, second) = (spawn()?, spawn()?);
    let (first, second) = (first.wait_with_output()?, second.wait_with_output()?);
    let both = [&first, &second];
    ensure!(both.iter().any(|o| o.status.success()), "none of two scans succeeded");
    for output in both {
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(!said.contains("panicked at"), "a panic: {said}");
        ensure!(output.status.success() || said.contains("lock") || said.contains("another"), "unclear: {said}");
    }
    match difference(&expected, &codebase.export()?) {
        Some(difference) => bail!("two scans at once made another index, {difference}"),
        None => Ok(Outcome::Passed(format!("{} of 2 scanned", both.iter().filter(|o| o.status.success()).count()))),
    }
}

/// A number from 0 to 1 that is another one in every run.
fn random() -> f64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish() as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::random;

    #[test]
    fn random_moments_differ_and_lie_in_the_scan() {
        let (a, b) = (random(), random());
        assert!(a != b && (0.0..=1.0).contains(&a));
    }
}

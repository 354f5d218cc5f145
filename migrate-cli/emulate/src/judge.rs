//! What a test did, next to what it had to do.

use migrate_model::hal::FirmwareEnd;

use crate::emulator::Ran;
use crate::{End, Played, Test};

/// What the core says when it locks up, as QEMU reports it.
const LOCKED_UP: &str = "Lockup";
/// Characters of the serial line in a reason.
const SHOWN: usize = 200;

/// Why it fails, one reason each; none if it passes. `played` is its session, which stands for what else it must say; `other`
/// is what the test that it is compared with said.
pub(crate) fn reasons(test: &Test, ran: &Ran, played: Option<&Played>, other: Option<&[u8]>) -> Vec<String> {
    let said = match played {
        // First: a peer that is silent from there on is why it does not end.
        Some(played) => [as_recorded(played, ran), ending(test, ran), None],
        None => [ending(test, ran), text(test, ran), same(test, ran, other)],
    };
    said.into_iter().flatten().collect()
}

fn as_recorded(played: &Played, ran: &Ran) -> Option<String> {
    let difference = ran.difference.as_ref()?;
    Some(format!("must say what stands in {}, but differs at {difference}", played.file))
}

fn ending(test: &Test, ran: &Ran) -> Option<String> {
    let good = match (test.end, &ran.end) {
        (End::Exit(expected), FirmwareEnd::Exit(status)) => expected == *status,
        (End::TimeOut, FirmwareEnd::TimeOut) => true,
        (End::LockUp, FirmwareEnd::Killed) => ran.talk.contains(LOCKED_UP),
        _ => false,
    };
    let expected = match test.end {
        End::Exit(status) => format!("with exit status {status}"),
        End::TimeOut => "by running out of time".to_owned(),
        End::LockUp => "by a lock-up of the core".to_owned(),
    };
    let talk = ran.talk.lines().next().map(|line| format!("; the emulator says: {line}")).unwrap_or_default();
    (!good).then(|| format!("must end {expected}, but {}{talk}", ended(&ran.end, test.seconds)))
}

pub(crate) fn ended(end: &FirmwareEnd, seconds: f64) -> String {
    match end {
        FirmwareEnd::Exit(status) => format!("ended with exit status {status}"),
        FirmwareEnd::TimeOut => format!("was still running after {seconds} s"),
        FirmwareEnd::Killed => "the emulator ended by a signal".to_owned(),
    }
}

fn text(test: &Test, ran: &Ran) -> Option<String> {
    let expected = test.says.as_deref()?.as_bytes();
    (expected != ran.said).then(|| format!("must say {}, but says {}", quoted(expected), quoted(&ran.said)))
}

fn same(test: &Test, ran: &Ran, other: Option<&[u8]>) -> Option<String> {
    let name = test.says_as.as_deref()?;
    match other {
        _ if ran.said.is_empty() => Some(format!("must say the same as `{name}`, but says nothing")),
        None => Some(format!("must say the same as `{name}`, which has not run")),
        Some(other) if other == ran.said => None,
        Some(other) => {
            let at = other.iter().zip(&ran.said).take_while(|(a, b)| a == b).count();
            Some(format!("must say the same as `{name}`, but differs from byte {at} on"))
        }
    }
}

fn quoted(bytes: &[u8]) -> String {
    let mut text: String = bytes.escape_ascii().to_string();
    if text.len() > SHOWN {
        text.truncate(SHOWN);
        text.push('…');
    }
    format!("\"{text}\"")
}

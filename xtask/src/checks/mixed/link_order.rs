//! The order in which a linker sees archives: whatever it is, each symbol has to mean the same.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

/// An order of archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Order {
    /// As the build says.
    Given,
    /// The last first.
    Reversed,
    /// Sorted by a hash of their names.
    Shuffled,
}

impl Order {
    /// Options for CMake: its linker is called by [`run`].
    pub(super) fn options(self) -> Result<Vec<String>> {
        let name = match self {
            Order::Given => return Ok(Vec::new()),
            Order::Reversed => "reversed",
            Order::Shuffled => "shuffled",
        };
        let me = std::env::current_exe().context("this program has no path")?;
        Ok(vec![format!("-DCMAKE_CXX_LINKER_LAUNCHER={};link;{name};--", me.display())])
    }
}

/// Runs a linker with its archives in another order.
pub(crate) fn run(order: Order, command: &[OsString]) -> Result<ExitCode> {
    let words = ordered(order, command);
    let status = Command::new(&words[0]).args(&words[1..]).status();
    let status = status.with_context(|| format!("cannot run {}", words[0].display()))?;
    Ok(ExitCode::from(status.code().map_or(1, |code| code as u8)))
}

/// The words with each archive once, where the first stood. As one that needs another may now stand behind it, the linker is
/// told to look again.
fn ordered(order: Order, words: &[OsString]) -> Vec<OsString> {
    let is_archive = |word: &&OsString| word.to_string_lossy().ends_with(".a");
    let first = words.iter().position(|w| is_archive(&w));
    let (Some(first), true) = (first, order != Order::Given) else { return words.to_vec() };
    let mut seen = BTreeSet::new();
    let mut archives: Vec<OsString> = words.iter().filter(|w| is_archive(w) && seen.insert(*w)).cloned().collect();
    match order {
        Order::Given => {}
        Order::Reversed => archives.reverse(),
        Order::Shuffled => archives.sort_by_cached_key(|word| Sha256::digest(word.as_encoded_bytes())),
    }
    let others = |words: &[OsString]| words.iter().filter(|w| !is_archive(w)).cloned().collect::<Vec<_>>();
    let group = [vec!["-Wl,--start-group".into()], archives, vec!["-Wl,--end-group".into()]];
    [others(&words[..first]), group.concat(), others(&words[first..])].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_come_once_and_in_order() {
        let words: Vec<OsString> = ["g++", "-o", "p", "x.o", "a.a", "-lm", "b.a", "a.a", "-ldl"].map(Into::into).into();
        assert_eq!(ordered(Order::Given, &words), words);
        let expected = ["g++", "-o", "p", "x.o", "-Wl,--start-group", "b.a", "a.a", "-Wl,--end-group", "-lm", "-ldl"];
        assert_eq!(ordered(Order::Reversed, &words), expected.map(OsString::from));
        assert_eq!(ordered(Order::Shuffled, &words).len(), expected.len());
        assert_eq!(ordered(Order::Shuffled, &words[..4]), words[..4]);
    }
}

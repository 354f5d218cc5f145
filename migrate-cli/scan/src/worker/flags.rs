//! Which flags libclang does not take: it is asked itself, once for each set of flags.

use super::Worker;
use crate::clang::{Level, Unit};

/// Flags that differ from file to file and are never refused.
const UNASKED: [&str; 9] =
    ["-D", "-U", "-I", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-cxx-isystem"];
/// A flag that hides another is found in the next round.
const ROUNDS: usize = 6;

impl Worker {
    /// The arguments that libclang refuses.
    pub(super) fn rejected_flags(&mut self, argv: &[String]) -> Vec<String> {
        let flags = asked(argv);
        if let Some(known) = self.rejected.get(&flags) {
            return known.clone();
        }
        let mut rejected: Vec<String> = Vec::new();
        for _ in 0..ROUNDS {
            let kept: Vec<String> = flags.iter().filter(|f| !rejected.contains(f)).cloned().collect();
            let said = refused(&kept);
            let new: Vec<String> = said.into_iter().filter(|f| !rejected.contains(f)).collect();
            if new.is_empty() {
                break;
            }
            rejected.extend(new);
        }
        rejected.sort();
        self.rejected.insert(flags, rejected.clone());
        rejected
    }
}

/// The flags of a command without what names files and macros.
fn asked(argv: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    let mut words = argv[..argv.len().saturating_sub(1)].iter();
    while let Some(word) = words.next() {
        if UNASKED.contains(&word.as_str()) {
            words.next();
        } else if !UNASKED.iter().any(|u| word.starts_with(u)) && !word.starts_with("/I") && !word.starts_with("/D") {
            out.push(word.clone());
        }
    }
    out
}

/// Flags among `flags` that the driver complains about.
fn refused(flags: &[String]) -> Vec<String> {
    const PROBE: &str = "/migrate-probe.cc";
    let mut argv = flags.to_vec();
    let slashes = flags.iter().any(|f| f == "--driver-mode=cl");
    argv.push(if slashes { format!("/Tp{PROBE}") } else { PROBE.to_owned() });
    match Unit::parse(&argv, Some((PROBE, "int x;\n"))) {
        Ok(unit) => unit
            .diagnostics()
            .into_iter()
            .filter(|d| d.level >= Level::Error && d.file.is_none() || d.message.starts_with("unknown argument"))
            .filter_map(|d| quoted(&d.message).and_then(|q| culprit(flags, &q)))
            .collect(),
        // Nothing is said: keep the language and the target only.
        Err(_) => flags.iter().skip(1).filter(|f| !is_essential(f)).cloned().collect(),
    }
}

fn is_essential(flag: &str) -> bool {
    ["-std", "--target", "-target", "-x", "c++", "c", "--driver-mode", "/std:", "-w", "-ferror-limit", "/w"]
        .iter()
        .any(|e| flag == *e || (e.len() > 3 && flag.starts_with(e)))
}

fn quoted(message: &str) -> Option<String> {
    let start = message.find('\'')? + 1;
    let end = start + message[start..].find('\'')?;
    Some(message[start..end].to_owned())
}

/// The argument that a complaint is about: the same text, or the one that starts or ends with it.
fn culprit(flags: &[String], said: &str) -> Option<String> {
    let kept = |f: &&String| !matches!(f.as_str(), "clang" | "clang++" | "clang-cl" | "c" | "c++" | "-x");
    flags
        .iter()
        .skip(1)
        .filter(kept)
        .find(|f| *f == said)
        .or_else(|| flags.iter().skip(1).filter(kept).find(|f| f.starts_with(said)))
        .or_else(|| flags.iter().skip(1).filter(kept).find(|f| f.ends_with(&format!("={said}"))))
        .cloned()
}

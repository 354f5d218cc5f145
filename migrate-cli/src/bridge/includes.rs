//! Which headers the user's compiler takes, before anything is asked about what they declare.
//!
//! Nearly always it takes all of them. Where it does not, one bad header shall cost itself only: each is tried alone,
//! those that need others are tried behind them, and what then still fails is left out with the compiler's words.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use super::toolchain::Toolchain;
use crate::failure::Failure;

/// The headers that compile together, in order, and what was said about the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usable {
    /// Names what was asked; an answer holds as long as that is the same.
    key: String,
    /// As `#include` spells them.
    pub headers: Vec<String>,
    /// Those left out, each with the first error.
    pub refused: Vec<(String, String)>,
}

impl Usable {
    /// What to tell a person.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        self.refused.iter().map(|(header, why)| format!("{header} does not compile and is left out: {why}"))
    }
}

/// Asks the compiler, or the answer of an earlier run. `content` names what the headers hold.
pub fn usable(
    headers: &[String],
    toolchain: &Toolchain,
    content: &str,
    state: &Path,
    jobs: usize,
) -> Result<Usable, Failure> {
    let key = blake3::hash(format!("{headers:?} {content} {}", toolchain.fingerprint()).as_bytes()).to_hex();
    let file = state.join("headers.json");
    let known = std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice::<Usable>(&bytes).ok());
    if let Some(known) = known.filter(|k| k.key == key.as_str()) {
        return Ok(known);
    }
    let mut found = ask(headers, &|some| compiles(some, toolchain), jobs)?;
    found.key = key.to_string();
    super::output::save(&file, &serde_json::to_string(&found).unwrap_or_default())?;
    Ok(found)
}

/// What a compiler says about some headers in one source: nothing, or its errors.
type Said = Result<Option<String>, Failure>;

fn ask(headers: &[String], compiles: &(dyn Fn(&[String]) -> Said + Sync), jobs: usize) -> Result<Usable, Failure> {
    let Some(errors) = compiles(headers)? else {
        return Ok(Usable { headers: headers.to_vec(), ..Usable::default() });
    };
    let alone = each(headers, compiles, jobs)?;
    let mut taken: Vec<String> = Vec::new();
    let mut left = Vec::new();
    for (header, said) in headers.iter().zip(alone) {
        match said {
            Some(why) => left.push((header.clone(), why)),
            None => match with(&taken, header, compiles)? {
                None => taken.push(header.clone()),
                Some(why) => left.push((header.clone(), why)),
            },
        }
    }
    // Headers that need others compile behind them; each one that is taken may help the next.
    let mut refused = left;
    loop {
        let mut still = Vec::new();
        let before = refused.len();
        for (header, why) in refused {
            match with(&taken, &header, compiles)? {
                None => taken.push(header),
                Some(_) => still.push((header, why)),
            }
        }
        refused = still;
        if refused.len() == before || refused.is_empty() {
            break;
        }
    }
    if taken.is_empty() {
        return Err(super::headers_failed(&errors));
    }
    let first = |why: String| why.lines().next().unwrap_or_default().to_owned();
    let refused = refused.into_iter().map(|(header, why)| (header, first(why))).collect();
    Ok(Usable { headers: taken, refused, key: String::new() })
}

fn with(taken: &[String], header: &String, compiles: &(dyn Fn(&[String]) -> Said + Sync)) -> Said {
    let all: Vec<String> = taken.iter().chain([header]).cloned().collect();
    compiles(&all)
}

/// Each header for itself, several at the same time.
fn each(
    headers: &[String],
    compiles: &(dyn Fn(&[String]) -> Said + Sync),
    jobs: usize,
) -> Result<Vec<Option<String>>, Failure> {
    let queue = Mutex::new(headers.iter().enumerate());
    let said = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, headers.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().ok().and_then(|mut q| q.next());
                    let Some((at, header)) = next else { break };
                    let answer = compiles(std::slice::from_ref(header));
                    if let Ok(mut said) = said.lock() {
                        said.push((at, answer));
                    }
                }
            });
        }
    });
    let mut said = said.into_inner().unwrap_or_default();
    said.sort_by_key(|(at, _)| *at);
    said.into_iter().map(|(_, answer)| answer).collect()
}

/// Runs the compiler; its errors with their places, if there are any.
fn compiles(headers: &[String], toolchain: &Toolchain) -> Said {
    let text: String = headers.iter().map(|h| format!("#include \"{h}\"\n")).collect();
    let missing = |e: &std::io::Error| {
        let name = toolchain.program.display();
        Failure::tool(format!("the compiler {name} cannot be run: {}", crate::failure::reason(e)))
    };
    let mut child = Command::new(&toolchain.program)
        .args(toolchain.arguments())
        .args(["-fsyntax-only", "-w", "-x", "c++", "-"])
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| missing(&e))?;
    if let Some(mut input) = child.stdin.take() {
        // A compiler that ends early says why itself.
        let _ = input.write_all(text.as_bytes());
    }
    let output = child.wait_with_output().map_err(|e| missing(&e))?;
    if output.status.success() {
        return Ok(None);
    }
    Ok(Some(errors(&String::from_utf8_lossy(&output.stderr))))
}

/// The errors of what a compiler says, without their context; all of it if none is recognised.
fn errors(said: &str) -> String {
    let lines: Vec<&str> = said.lines().filter(|l| l.contains("error: ")).collect();
    if lines.is_empty() { said.trim().to_owned() } else { lines.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn one_bad_header_costs_itself() {
        let broken = |some: &[String]| Ok(some.contains(&"bad.h".to_owned()).then(|| "bad.h:1: error: x\nmore".into()));
        let found = ask(&names(&["a.h", "bad.h", "c.h"]), &broken, 2).expect("an answer");
        assert_eq!(found.headers, ["a.h", "c.h"]);
        assert_eq!(found.refused, [("bad.h".to_owned(), "bad.h:1: error: x".to_owned())]);
    }

    #[test]
    fn a_header_may_need_another_one() {
        let needs = |some: &[String]| {
            let at = |name: &str| some.iter().position(|s| s == name);
            let wrong = at("needy.h").is_some() && at("base.h").is_none_or(|b| Some(b) > at("needy.h"));
            Ok(wrong.then(|| "error".to_owned()))
        };
        let found = ask(&names(&["needy.h", "base.h"]), &needs, 1).expect("an answer");
        assert_eq!(found.headers, ["base.h", "needy.h"]);
        assert!(found.refused.is_empty());
    }

    #[test]
    fn of_two_that_conflict_the_first_stays() {
        let conflict = |some: &[String]| Ok((some.len() > 1).then(|| "error".to_owned()));
        let found = ask(&names(&["a.h", "b.h"]), &conflict, 1).expect("an answer");
        assert_eq!((found.headers, found.refused.len()), (names(&["a.h"]), 1));
    }

    #[test]
    fn nothing_usable_is_a_failure() {
        let none = |_: &[String]| Ok(Some("a.h:3: error: x".to_owned()));
        let failure = ask(&names(&["a.h"]), &none, 1).expect_err("nothing compiles");
        assert_eq!(failure.code, migrate_model::exit::BUILD_FAILED);
        assert_eq!(failure.notes, ["a.h:3: error: x"]);
    }
}

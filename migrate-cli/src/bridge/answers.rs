//! What headers do not declare, asked of the scanner: instances of templates, elements of loops.

use std::collections::BTreeSet;
use std::path::PathBuf;

use migrate_bridge_gen::{Facts, Questions, Request};
use migrate_model::facts::Symbol;
use migrate_scan::{QUESTIONS, Question};

use super::toolchain::Toolchain;
use super::{State, facts, headers};
use crate::failure::Failure;
use crate::request::Context;

/// Answers name further instances; after so many rounds nobody asks about these.
const ROUNDS: usize = 2;

/// The facts with the answers, and what is worth a note.
pub struct Completed {
    /// All that is known.
    pub read: facts::Read,
    /// Instances that nobody declares, and the like.
    pub notes: Vec<String>,
}

/// Asks, and adds the answers to the facts. `root` is where paths in facts start, if that is not for the headers to say.
pub fn complete(
    mut read: facts::Read,
    request: &Request,
    root: Option<PathBuf>,
    toolchain: &Toolchain,
    state: &State,
    context: &Context,
) -> Result<Completed, Failure> {
    let mut notes = Vec::new();
    let mut asked = BTreeSet::new();
    for round in 1..=ROUNDS {
        let wanted = migrate_bridge_gen::questions(request, &read.facts);
        if round == 1 {
            notes
                .extend(wanted.unknown.iter().map(|i| format!("no header declares a template for the instance `{i}`")));
        }
        let questions: Vec<Question> = map(&wanted).into_iter().filter(|q| asked.insert(q.clone())).collect();
        if questions.is_empty() {
            break;
        }
        let dir = state.dir.join("questions").join(&request.crate_name).join(round.to_string());
        crate::codebase::make_state(&dir)?;
        let index = headers::answers(&request.headers, questions, root.clone(), toolchain, &dir, context)?;
        let answers = facts::read(&index).map_err(|e| Failure::index(e, false))?;
        read.hash = blake3::hash(format!("{}{}", read.hash, answers.hash).as_bytes()).to_hex().to_string();
        add(&mut read.facts, answers.facts);
    }
    Ok(Completed { read, notes })
}

fn map(wanted: &Questions) -> Vec<Question> {
    let members = wanted.members.iter().map(|(c, names)| Question::Members { class: c.clone(), names: names.clone() });
    let functions =
        wanted.functions.iter().map(|(a, n)| Question::Function { address: a.clone(), namespace: n.clone() });
    let types = wanted.types.iter().map(|(n, e)| Question::Type { name: n.clone(), expression: e.clone() });
    members.chain(functions).chain(types).collect()
}

/// Rows that only questions give, and what is called and thrown in the instances.
fn add(facts: &mut Facts, answers: Facts) {
    let full = |s: &Symbol| s.template && s.about.signature.is_some();
    let known: BTreeSet<String> = facts.symbols.iter().filter(|s| full(s)).map(|s| s.mangled.clone()).collect();
    let new = answers.symbols.into_iter().filter(|s| full(s) && !known.contains(&s.mangled));
    let new: Vec<_> = new.collect();
    facts.symbols.extend(new);
    let known: BTreeSet<String> = facts.types.iter().map(|t| t.usr.clone()).collect();
    let answer = |name: &str| name.strip_prefix(QUESTIONS).is_some_and(|rest| rest.starts_with("::"));
    let new =
        answers.types.into_iter().filter(|t| (t.spelling.is_some() || answer(&t.name)) && !known.contains(&t.usr));
    let new: Vec<_> = new.collect();
    facts.types.extend(new);
    for (from, to) in answers.calls {
        facts.calls.entry(from).or_default().extend(to);
    }
    facts.sites.extend(answers.sites);
}

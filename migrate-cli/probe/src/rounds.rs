//! Finds out which of many texts compile, with few translation units.
//!
//! The texts stand in chunks behind one prelude. The errors of a chunk name the guilty texts, which go; the rest is compiled
//! again, because an error may hide others, until a chunk is clean. A broken template that many texts instantiate shows for
//! one of them only: texts that use the same names wait in small chunks of their own, where they hold up few others. And
//! from its second failure on a chunk is halved each time, so that even errors that show one by one cost the logarithm of a
//! chunk in rounds. Errors that name nobody (a crash, a hang) halve it at once.

use std::collections::BTreeSet;

use crate::blame::{Blame, blame, located};
use crate::calls::{Calls, Compiled, Product};
use crate::precompiled::Precompiled;
use crate::unit;
use crate::{Complaint, ProbeError};

/// Texts of one translation unit at most.
const MOST: usize = 400;
/// Texts for which another translation unit is not worth its prelude.
const FEW: usize = 25;
/// Texts of a chunk of which each may well be guilty.
const KIN: usize = 4;
/// Such chunks at most.
const KIN_CHUNKS: usize = 16;

/// What a translation unit is made of besides the texts.
pub(crate) struct Frame<'a> {
    /// Under its own name, complete.
    pub(crate) prelude: &'a str,
    pub(crate) product: Product,
    /// Before and behind all texts.
    pub(crate) around: [&'a str; 2],
}

/// What is known of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict<T> {
    Good(T),
    /// The compiler names it.
    Bad(Complaint),
    /// It failed alone, but the compiler does not say that it is to blame: the machine may be.
    Unsure(Complaint),
}

/// Texts that are compiled together.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chunk {
    items: Vec<usize>,
    failures: u32,
}

/// Judges every text. `harvest` makes results from the object of a clean chunk (empty without one), `sink` gets the verdicts
/// of a chunk as soon as they are known.
pub(crate) fn judge<T>(
    calls: &Calls,
    frame: &Frame<'_>,
    texts: &[&str],
    jobs: usize,
    harvest: impl Fn(&[usize], &[u8]) -> Result<Vec<T>, ProbeError>,
    mut sink: impl FnMut(Vec<(usize, Verdict<T>)>) -> Result<(), ProbeError>,
) -> Result<(), ProbeError> {
    let mut round = first_round(texts, jobs);
    let mut rounds = 0;
    let mut precompiled: Option<Precompiled> = None;
    let mut may_precompile = true;
    let mut good_prelude = false;
    while !round.is_empty() {
        if precompiled.is_none() && may_precompile && is_worth_precompiling(rounds, round.len(), jobs) {
            precompiled = Precompiled::make(calls, frame.product, frame.prelude);
            may_precompile = precompiled.is_some();
        }
        let mut next = Vec::new();
        let compile = |chunk: &Chunk| compile(calls, frame, texts, chunk, precompiled.as_ref());
        crate::pool::each(jobs, &round, compile, |index, result| {
            let chunk = &round[index];
            let (compiled, object) = result?;
            let Compiled::Bad(errors) = compiled else {
                let results = harvest(&chunk.items, &object)?;
                return sink(chunk.items.iter().copied().zip(results.into_iter().map(Verdict::Good)).collect());
            };
            let blame = blame(&errors, |index| chunk.items.contains(&index).then(|| unit::lines(texts[index])));
            if blame.guilty.is_empty() && precompiled.is_some() {
                // The precompiled prelude may be what does not work.
                may_precompile = false;
                next.push(chunk.clone());
                return Ok(());
            }
            if blame.stray.is_some() && !good_prelude {
                check(calls, frame.prelude)?;
                good_prelude = true;
            }
            let (verdicts, rest) = consequences(chunk, blame, texts);
            next.extend(rest);
            sink(verdicts)
        })?;
        if !may_precompile {
            precompiled = None;
        }
        round = next;
        rounds += 1;
    }
    Ok(())
}

/// Compiles the prelude alone.
fn check(calls: &Calls, prelude: &str) -> Result<(), ProbeError> {
    match calls.compile(Product::Nothing, &[] as &[&str], prelude.to_owned())? {
        Compiled::Good => Ok(()),
        Compiled::Bad(errors) => Err(ProbeError::Prelude { message: errors.first().map(located).unwrap_or_default() }),
    }
}

fn compile(
    calls: &Calls,
    frame: &Frame<'_>,
    texts: &[&str],
    chunk: &Chunk,
    precompiled: Option<&Precompiled>,
) -> Result<(Compiled, Vec<u8>), ProbeError> {
    let mut text = if precompiled.is_some() { String::new() } else { frame.prelude.to_owned() };
    text.push_str(frame.around[0]);
    text.push_str(&unit::snippets(chunk.items.iter().map(|&index| (index, texts[index]))));
    text.push_str(frame.around[1]);
    let mut flags = precompiled.map(|p| p.flags().to_vec()).unwrap_or_default();
    if frame.product == Product::Nothing {
        return Ok((calls.compile(frame.product, flags, text)?, Vec::new()));
    }
    let temporary = || ProbeError::io("cannot make a temporary file");
    let object = tempfile::Builder::new().suffix(".o").tempfile().map_err(temporary())?.into_temp_path();
    flags.extend(["-o".into(), object.as_os_str().to_owned()]);
    let compiled = calls.compile(frame.product, flags, text)?;
    let bytes = if compiled == Compiled::Good { std::fs::read(&object).map_err(temporary())? } else { Vec::new() };
    Ok((compiled, bytes))
}

/// Neighbours stay together: they often use the same templates. A text that would swallow what stands behind it is alone.
fn first_round(texts: &[&str], jobs: usize) -> Vec<Chunk> {
    let (together, alone): (Vec<usize>, Vec<usize>) =
        (0..texts.len()).partition(|&index| unit::is_closed(texts[index]));
    let chunks = together.len().div_ceil(FEW).min(jobs.max(1)).max(together.len().div_ceil(MOST)).max(1);
    let size = together.len().div_ceil(chunks).max(1);
    let new = |items: &[usize]| Chunk { items: items.to_vec(), failures: 0 };
    together.chunks(size).chain(alone.chunks(1)).map(new).collect()
}

/// To precompile a prelude costs somewhat more than to read it once.
fn is_worth_precompiling(rounds: u32, chunks: usize, jobs: usize) -> bool {
    match rounds {
        0 => chunks > 2 * jobs.max(1),
        1 => chunks > 1,
        _ => true,
    }
}

/// What follows from the errors of a chunk: verdicts, and chunks for the next round.
fn consequences<T>(chunk: &Chunk, blame: Blame, texts: &[&str]) -> (Vec<(usize, Verdict<T>)>, Vec<Chunk>) {
    let Blame { guilty, shared, stray } = blame;
    let failures = chunk.failures + 1;
    if let (true, &[only], Some(stray)) = (guilty.is_empty(), chunk.items.as_slice(), stray) {
        return (vec![(only, Verdict::Unsure(stray))], Vec::new());
    }
    let rest: Vec<usize> = chunk.items.iter().copied().filter(|index| !guilty.contains_key(index)).collect();
    let (kin, others) = kin(&rest, &shared, texts);
    let parts = if guilty.is_empty() || failures > 1 { 2 } else { 1 };
    let cut = |items: &[usize], size: usize| -> Vec<Chunk> {
        items.chunks(size.max(1)).map(|items| Chunk { items: items.to_vec(), failures }).collect()
    };
    let mut chunks = cut(&others, others.len().div_ceil(parts));
    chunks.extend(cut(&kin, kin.len().div_ceil(KIN_CHUNKS).max(KIN)));
    (guilty.into_iter().map(|(index, complaint)| (index, Verdict::Bad(complaint))).collect(), chunks)
}

/// Parts texts that may have the same errors as guilty ones from the others: they use all names that both a guilty text and
/// what was said about its error have. This is a guess, and only about who is compiled with whom.
fn kin(rest: &[usize], shared: &[(usize, String)], texts: &[&str]) -> (Vec<usize>, Vec<usize>) {
    let common = |(guilty, about): &(usize, String)| -> BTreeSet<String> {
        unit::names(about).intersection(&unit::names(texts[*guilty])).map(|&name| name.to_owned()).collect()
    };
    let mut signs: BTreeSet<BTreeSet<String>> = shared.iter().map(common).collect();
    signs.remove(&BTreeSet::new());
    if signs.is_empty() {
        return (Vec::new(), rest.to_vec());
    }
    rest.iter().partition(|&&index| {
        let names = unit::names(texts[index]);
        signs.iter().any(|sign| sign.iter().all(|name| names.contains(name.as_str())))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn chunk(items: &[usize], failures: u32) -> Chunk {
        Chunk { items: items.to_vec(), failures }
    }

    fn complaint(message: &str) -> Complaint {
        Complaint { message: message.to_owned(), line: None }
    }

    fn blames(guilty: &[usize], stray: Option<&str>) -> Blame {
        let guilty: BTreeMap<usize, Complaint> = guilty.iter().map(|index| (*index, complaint("bad"))).collect();
        Blame { guilty, shared: Vec::new(), stray: stray.map(complaint) }
    }

    const PLAIN: [&str; 5] = ["int a;"; 5];

    fn chunks(chunk: &Chunk, blame: Blame) -> Vec<Chunk> {
        consequences::<()>(chunk, blame, &PLAIN).1
    }

    #[test]
    fn chunks_are_even_and_open_texts_alone() {
        let mut texts = vec!["int a;"; 100];
        texts[7] = "void f() {";
        let round = first_round(&texts, 2);
        assert_eq!(round.iter().map(|c| c.items.len()).collect::<Vec<_>>(), [50, 49, 1]);
        assert_eq!(round[2].items, [7]);
        assert_eq!(first_round(&texts[..5], 8).len(), 1);
        assert_eq!(first_round(&vec!["int a;"; 1000], 1).len(), 3);
        assert_eq!(first_round(&[], 4), []);
    }

    #[test]
    fn the_guilty_go_and_the_rest_is_tried_again() {
        let (verdicts, rest) = consequences::<()>(&chunk(&[1, 2, 3], 0), blames(&[2], Some("stray")), &PLAIN);
        assert_eq!(verdicts, [(2, Verdict::Bad(complaint("bad")))]);
        assert_eq!(rest, [chunk(&[1, 3], 1)]);
        assert_eq!(chunks(&chunk(&[1, 2, 3, 4], 1), blames(&[2], None)), [chunk(&[1, 3], 2), chunk(&[4], 2)]);
        assert_eq!(chunks(&chunk(&[1], 1), blames(&[1], None)), []);
    }

    #[test]
    fn an_error_of_nobody_is_searched() {
        let (verdicts, rest) = consequences::<()>(&chunk(&[1, 2, 3], 0), blames(&[], Some("crash")), &PLAIN);
        assert_eq!((verdicts, rest), (vec![], vec![chunk(&[1, 2], 1), chunk(&[3], 1)]));
        let (verdicts, rest) = consequences::<()>(&chunk(&[3], 4), blames(&[], Some("crash")), &PLAIN);
        assert_eq!((verdicts, rest), (vec![(3, Verdict::Unsure(complaint("crash")))], vec![]));
    }

    #[test]
    fn who_may_have_the_same_error_is_tried_apart() {
        let user = "void f(Broken<int>& b) { b.go(); }";
        let texts = [user, "int g(Broken<int>* b) { b->go(); }", "void h(Broken<char>& b);", "void go(Own&);", user];
        let about = "void Broken<T>::go() [with T = int] required from here 'Own' is not a class".to_owned();
        let blame = Blame { shared: vec![(0, about)], ..blames(&[0], None) };
        let (_, rest) = consequences::<()>(&chunk(&[0, 1, 2, 3, 4], 0), blame, &texts);
        assert_eq!(rest, [chunk(&[2, 3], 1), chunk(&[1, 4], 1)]);
    }

    #[test]
    fn precompiling_pays_from_the_second_reading_on() {
        assert!(!is_worth_precompiling(0, 2, 2) && is_worth_precompiling(0, 5, 2));
        assert!(!is_worth_precompiling(1, 1, 2) && is_worth_precompiling(1, 2, 2) && is_worth_precompiling(2, 1, 2));
    }
}

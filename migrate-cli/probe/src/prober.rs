//! The questions, with the memory of their answers.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::blame::located;
use crate::cache::Store;
use crate::calls::{Calls, Product};
use crate::compiler::{Family, Tool};
use crate::inputs::{Digest, Files, Input, content};
use crate::rounds::{Frame, Verdict, judge};
use crate::{Compiler, Complaint, LinkReport, Outcome, ProbeError, Source, Stats, Table, link, table, unit};

/// Time that one call of the compiler or linker may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Keeps an address sanitizer from making arrays longer.
const UNSANITIZED: [&str; 2] = [
    "#pragma clang attribute push(__attribute__((no_sanitize(\"address\", \"hwaddress\"))), apply_to = variable(is_global))\n",
    "#pragma clang attribute pop\n",
];

/// Asks one compiler, with one set of flags.
#[derive(Debug)]
pub struct Prober {
    calls: Calls,
    folder: PathBuf,
    jobs: usize,
}

impl Prober {
    /// Finds the compiler and asks for its version. Answers are kept in `cache_dir`, which is made when it is not there; up to
    /// `jobs` compilers run at the same time.
    ///
    /// # Errors
    /// The compiler is not there or does not run, or is neither GCC nor Clang; the folder cannot be made.
    pub fn new(compiler: &Compiler, cache_dir: &Path, jobs: usize) -> Result<Prober, ProbeError> {
        std::fs::create_dir_all(cache_dir).map_err(ProbeError::io(format!("cannot make {}", cache_dir.display())))?;
        let calls = Calls::new(Tool::find(compiler, LIMIT)?, LIMIT);
        Ok(Prober { calls, folder: cache_dir.to_owned(), jobs: jobs.max(1) })
    }

    /// Another limit on the time of one call of the compiler or linker (two minutes otherwise). A call that takes longer is
    /// killed, and what was asked is searched for the snippet that takes so long.
    #[must_use]
    pub fn with_limit(mut self, limit: Duration) -> Prober {
        self.calls.limit = limit;
        self
    }

    /// What had to be done so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.calls.stats()
    }

    /// Which snippets (C++ at namespace scope, any number of lines) compile behind `prelude`, in their order.
    ///
    /// Snippets share translation units in ways that are not defined: none may need another, and what they define must have
    /// names of its own. The first of several equal snippets stands for all. `progress` is told how many of how many
    /// outcomes are known, on the calling thread.
    ///
    /// A compiler that crashes or hangs on a snippet costs that snippet. Outcomes are kept for the next time, except of
    /// snippets that `#include` something, and of such for which the compiler may have failed by accident.
    ///
    /// # Errors
    /// The prelude does not compile; the compiler cannot be run; the cache cannot be written.
    pub fn compile(
        &self,
        prelude: &str,
        snippets: &[impl AsRef<str>],
        progress: &dyn Fn(usize, usize),
    ) -> Result<Vec<Outcome>, ProbeError> {
        let questions: Vec<Question<'_>> = snippets.iter().map(|s| Question { text: s.as_ref(), symbol: "" }).collect();
        let harvest = |asked: &[&Question<'_>], _: &[u8]| Ok(vec![Outcome::Compiles; asked.len()]);
        let kind = Kind { store: "snippets", product: Product::Nothing, around: ["", ""], refused: Outcome::Fails };
        self.ask(&kind, prelude, &questions, harvest, progress)
    }

    /// The values of arrays of constants behind `prelude`, in the order of the tables: what `sizeof`, `alignof`, `offsetof`
    /// and traits are for the target of the compiler. Read from object files, so that it need not be the machine's own.
    ///
    /// As with [`Prober::compile`], no table may need another and all names are distinct. A table that does not compile, or
    /// whose values are not known before the program runs, has a complaint.
    ///
    /// # Errors
    /// The prelude does not compile; the compiler cannot be run or writes objects that cannot be read; the cache cannot be
    /// written.
    pub fn tables(&self, prelude: &str, tables: &[Table]) -> Result<Vec<Result<Vec<u64>, Complaint>>, ProbeError> {
        let questions: Vec<Question<'_>> =
            tables.iter().map(|t| Question { text: &t.text, symbol: &t.symbol }).collect();
        let harvest = |asked: &[&Question<'_>], object: &[u8]| {
            table::read(object, &asked.iter().map(|question| question.symbol).collect::<Vec<_>>())
        };
        let longer = self.calls.tool.family == Family::Clang && self.calls.tool.is_sanitized();
        let around = if longer { UNSANITIZED } else { ["", ""] };
        let kind = Kind { store: "tables", product: Product::Constants, around, refused: Err };
        self.ask(&kind, prelude, &questions, harvest, &|_, _| {})
    }

    /// Compiles whole sources and links them with `archives` (static archives, shared libraries, objects) and the `extra`
    /// arguments (`-L…`, `-l…`, …) to a program that is thrown away, to see what nobody defines.
    ///
    /// The sources need no `main`, and what is defined twice does not matter. Relative paths start in the folder of the
    /// compiler. The report is kept for the next time if the linker can list what it reads, as most can.
    ///
    /// # Errors
    /// A source does not compile; the linker fails for another reason than undefined symbols; an archive cannot be read; the
    /// compiler cannot be run; the cache cannot be written.
    pub fn link(&self, sources: &[Source], archives: &[PathBuf], extra: &[String]) -> Result<LinkReport, ProbeError> {
        let store = Store::<link::Linked>::open(&self.folder, "links");
        let files = Files::default();
        let dir = self.calls.tool.dir();
        let mut key = Digest::new("link");
        key.add(&self.calls.tool.identity);
        key.add_all(sources.iter().flat_map(|s| [&s.name, &s.text]).collect::<Vec<_>>());
        for archive in archives {
            let path = archive.to_string_lossy();
            let unread = || ProbeError::io(format!("cannot read {path}"))(std::io::ErrorKind::NotFound.into());
            key.add(path.as_bytes());
            key.add(files.hash(dir, &path).ok_or_else(unread)?);
        }
        key.add_all(extra);
        let key = key.finish();
        if let Some(linked) = store.get(&key).filter(|linked| files.unchanged(dir, &linked.inputs)) {
            self.calls.count_cached(1);
            return Ok(linked.report.clone());
        }
        let (report, inputs) = link::link(&self.calls, self.jobs, sources, archives, extra)?;
        if let Some(paths) = inputs {
            let linked = link::Linked { inputs: files.inputs(dir, &paths), report: report.clone() };
            store.add([(key, linked)])?;
        }
        Ok(report)
    }

    /// Names everything that an answer behind a prelude depends on, besides the question.
    fn context(&self, prelude: &str) -> Result<String, ProbeError> {
        let store = Store::<Vec<Input>>::open(&self.folder, "includes");
        let files = Files::default();
        let dir = self.calls.tool.dir();
        let mut key = Digest::new("includes");
        key.add(&self.calls.tool.identity);
        key.add(prelude);
        let key = key.finish();
        let mut context = Digest::new("context");
        context.add(&key);
        if let Some(inputs) = store.get(&key).filter(|inputs| files.unchanged(dir, inputs)) {
            context.add(content(inputs));
            return Ok(context.finish());
        }
        let paths = self.calls.listing(unit::prelude(prelude))?;
        let paths = paths.map_err(|error| ProbeError::Prelude { message: located(&error) })?;
        let inputs = files.inputs(dir, &paths);
        context.add(content(&inputs));
        store.add([(key, inputs)])?;
        Ok(context.finish())
    }

    /// Answers questions from the cache, and the others by the compiler.
    fn ask<V: Clone + Serialize + DeserializeOwned>(
        &self,
        kind: &Kind<V>,
        prelude: &str,
        questions: &[Question<'_>],
        harvest: impl Fn(&[&Question<'_>], &[u8]) -> Result<Vec<V>, ProbeError>,
        progress: &dyn Fn(usize, usize),
    ) -> Result<Vec<V>, ProbeError> {
        let context = self.context(prelude)?;
        let store = Store::<V>::open(&self.folder, kind.store);
        let keys: Vec<String> = questions.iter().map(|question| question.key(&context)).collect();
        let mut answers: HashMap<&str, V> =
            keys.iter().filter_map(|key| Some((key.as_str(), store.get(key)?.clone()))).collect();
        let mut open: Vec<(&str, &Question<'_>)> = Vec::new();
        let mut waiting: HashMap<&str, usize> = HashMap::new();
        for (key, question) in keys.iter().zip(questions).filter(|(key, _)| !answers.contains_key(key.as_str())) {
            let count = waiting.entry(key).or_default();
            *count += 1;
            if *count == 1 {
                open.push((key, question));
            }
        }
        let mut done = questions.len() - waiting.values().sum::<usize>();
        self.calls.count_cached(done);
        progress(done, questions.len());

        let prelude = unit::prelude(prelude);
        let frame = Frame { prelude: &prelude, product: kind.product, around: kind.around };
        let texts: Vec<&str> = open.iter().map(|(_, question)| question.text).collect();
        let collect = |items: &[usize], object: &[u8]| {
            harvest(&items.iter().map(|&item| open[item].1).collect::<Vec<_>>(), object)
        };
        judge(&self.calls, &frame, &texts, self.jobs, collect, |verdicts| {
            let mut lasting = Vec::new();
            for (item, verdict) in verdicts {
                let (key, question) = open[item];
                let (answer, lasts) = match verdict {
                    Verdict::Good(answer) => (answer, true),
                    Verdict::Bad(complaint) => ((kind.refused)(complaint), true),
                    Verdict::Unsure(complaint) => ((kind.refused)(complaint), false),
                };
                if lasts && !unit::reads_files(question.text) {
                    lasting.push((key.to_owned(), answer.clone()));
                }
                done += waiting[key];
                answers.insert(key, answer);
            }
            progress(done, questions.len());
            // At once: what is known survives when the run does not.
            store.add(lasting)
        })?;
        Ok(keys.iter().filter_map(|key| answers.get(key.as_str()).cloned()).collect())
    }
}

/// What is asked about a piece of code.
struct Question<'a> {
    text: &'a str,
    /// The array whose values are asked for, if any.
    symbol: &'a str,
}

impl Question<'_> {
    fn key(&self, context: &str) -> String {
        let mut key = Digest::new("question");
        key.add_all([context, self.symbol, self.text]);
        key.finish()
    }
}

/// How a kind of questions is asked.
struct Kind<V> {
    store: &'static str,
    product: Product,
    around: [&'static str; 2],
    /// The answer about a text that does not compile.
    refused: fn(Complaint) -> V,
}

//! The independent counters: scripts that read object files and plans, never the tool's own log.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;
use serde_json::Value;

use super::{Figures, venv};
use crate::context::Context;
use crate::corpus::Installed;
use crate::process::Run;
use crate::unavailable::Unavailable;

/// The folder of the counters.
pub(crate) fn folder(context: &Context) -> Result<PathBuf> {
    context.counters().ok_or_else(|| {
        Unavailable::error("no counters beside the clone", "set MIGRATE_MEASURE_DIR to the folder with link_edges.py")
    })
}

/// `link_edges.py`: facts against the objects of a build. Figures are named `GROUP.KIND_recall` and `…_precision`.
pub(crate) fn link_edges(context: &Context, group: &str, build: &Path, facts: &Facts, graph: &Path) -> Result<Figures> {
    let out = facts.symbols.with_extension("edges.json");
    python(context, "link_edges.py")?
        .arg("--build")
        .arg(build)
        .arg("--symbols")
        .arg(&facts.symbols)
        .arg("--refs")
        .arg(&facts.refs)
        .arg("--graph-out")
        .arg(graph)
        .arg("--json")
        .arg(&out)
        .ok()?;
    let json = read(&out)?;
    let mut figures = Figures::new();
    for kind in ["definitions", "file_edges", "symbol_edges"] {
        for which in ["recall", "precision"] {
            // Nothing to find and nothing claimed (0 / 0) is written as no number, and is no shortfall.
            let figure = match &json[kind][which] {
                Value::Null if json[kind].is_object() => 1.0,
                number => number.as_f64().with_context(|| format!("link_edges.py wrote no {which} of {kind}"))?,
            };
            figures.insert(format!("{group}.{kind}_{which}"), figure);
        }
    }
    Ok(figures)
}

/// Files with `facts symbols` and `facts refs`.
pub(crate) struct Facts {
    pub(crate) symbols: PathBuf,
    pub(crate) refs: PathBuf,
}

/// `border.py`: what the order of a plan costs on the graph of the objects.
pub(crate) fn border(context: &Context, graph: &Path, plan: &Path) -> Result<Figures> {
    let out = plan.with_extension("border.json");
    python(context, "border.py")?.arg("--graph").arg(graph).arg("--plan").arg(plan).arg("--json").arg(&out).ok()?;
    let json = read(&out)?;
    let number = |row: &Value, which: &str| row[which].as_f64().with_context(|| format!("border.py wrote no {which}"));
    let (mine, greedy) = (&json["plan"], &json["baselines"]["greedy"]);
    let mut figures = Figures::new();
    for which in ["area", "peak"] {
        let figure = number(mine, which)?;
        let base = number(greedy, which)?;
        figures.insert(format!("plan.{which}"), figure);
        if base > 0.0 {
            figures.insert(format!("plan.{which}_over_greedy"), figure / base);
        }
    }
    Ok(figures)
}

/// `count_api.py`: the public functions of an installed library, written to `out`.
pub(crate) fn count_api(context: &Context, library: &str, installed: &Installed<'_>, out: &Path) -> Result<()> {
    let run = clang_python(context, "count_api.py")?.args(["--lib", library]).arg("--corpus");
    let run = run.arg(folder(context)?.join("corpus.toml")).arg("--include").arg(installed.include());
    run.arg("--archive").args(installed.archives()).arg("--out").arg(out).ok()?;
    Ok(())
}

/// `callable.py`: which of these functions Rust can really call through a bridge. It builds in `work` and writes to `out`.
pub(crate) fn callable(
    context: &Context,
    installed: &Installed<'_>,
    api: &Path,
    bridge: &Path,
    work: &Path,
    out: &Path,
) -> Result<Callable> {
    let done = clang_python(context, "callable.py")?
        .arg("--api")
        .arg(api)
        .arg("--bridge-json")
        .arg(bridge)
        .arg("--lib-include")
        .arg(installed.include())
        .arg("--archive")
        .args(installed.archives())
        .arg("--work-dir")
        .arg(work)
        .arg("--out")
        .arg(out)
        .arg(format!("--jobs={}", context.jobs()))
        // The script runs cargo; the toolchain that runs xtask is not its concern.
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .finish()?;
    // 1 says that a claim is not true, which the result explains; anything else that there is no result.
    match done.status.code() {
        Some(0 | 1) if out.exists() => Callable::read(out),
        _ => Err(done.error()),
    }
}

/// What `callable.py` found.
#[derive(Debug, Deserialize)]
pub(crate) struct Callable {
    /// Functions of the library.
    pub(crate) n: u64,
    pub(crate) callable: u64,
    /// Of the callable ones.
    pub(crate) safe: u64,
    by_kind: BTreeMap<String, Kind>,
    untrue_claims: u64,
    skipped_without_code: u64,
    not_mentioned: u64,
    pub(crate) reasons: Vec<Reason>,
    untrue: Vec<Untrue>,
    build: Build,
}

/// Functions of one kind.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(crate) struct Kind {
    pub(crate) n: u64,
    pub(crate) callable: u64,
}

/// Why functions were skipped.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub(crate) struct Reason {
    pub(crate) code: String,
    pub(crate) functions: u64,
    pub(crate) example: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Untrue {
    function: String,
    rust_path: Option<String>,
    code: String,
    detail: String,
}

#[derive(Debug, Deserialize)]
struct Build {
    crate_errors: String,
    cpp_errors: BTreeMap<String, String>,
    link_errors: String,
}

impl Reason {
    /// One case of it in one line.
    pub(crate) fn first_line(&self) -> &str {
        self.example.as_deref().and_then(|text| text.lines().next()).unwrap_or("")
    }
}

impl Callable {
    /// How many untrue claims an error names.
    const NAMED: usize = 20;

    pub(crate) fn read(path: &Path) -> Result<Callable> {
        serde_json::from_value(read(path)?).with_context(|| format!("{} lacks a figure", path.display()))
    }

    pub(crate) fn operators(&self) -> Kind {
        self.by_kind.get("operator").copied().unwrap_or_default()
    }

    /// What must not be, in words: a bridge that does not build, claims that do not hold, functions without a word.
    pub(crate) fn faults(&self) -> Vec<String> {
        let zeros = [
            ("untrue claims", self.untrue_claims),
            ("skipped without a code", self.skipped_without_code),
            ("not mentioned", self.not_mentioned),
        ];
        let build = [&self.build.crate_errors].into_iter().chain(self.build.cpp_errors.values());
        // A program is only linked of what builds, so the counter's remark on that says nothing new.
        let built = self.build.crate_errors.is_empty() && self.build.cpp_errors.is_empty();
        let link = built.then_some(&self.build.link_errors);
        let broken = build.chain(link).filter(|text| !text.is_empty()).cloned();
        let counts = zeros.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{count} {what}"));
        let named = self.untrue.iter().take(Self::NAMED).map(|untrue| {
            let Untrue { function, rust_path, code, detail } = untrue;
            format!("{code}: {function} as {} {detail}", rust_path.as_deref().unwrap_or("nothing"))
                .trim_end()
                .to_owned()
        });
        counts.chain(broken).chain(named).collect()
    }
}

/// One of the scripts, ready for its arguments.
pub(crate) fn python(context: &Context, script: &str) -> Result<Run> {
    interpreted(context, Path::new("python3"), script)
}

/// The same for a script that imports the bindings of libclang.
fn clang_python(context: &Context, script: &str) -> Result<Run> {
    let python = venv::python(context, &folder(context)?.join("requirements.txt"))?;
    interpreted(context, &python, script)
}

fn interpreted(context: &Context, python: &Path, script: &str) -> Result<Run> {
    let path = folder(context)?.join(script);
    if !path.is_file() {
        bail!("{} is missing", path.display());
    }
    Ok(context.run(python).arg("-B").arg(path))
}

fn read(path: &Path) -> Result<Value> {
    // Python writes what is no number as NaN.
    let text = crate::files::read(path)?.replace(": NaN", ": null");
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn callable(untrue: &Value, build: &Value) -> Callable {
        serde_json::from_value(serde_json::json!({
            "n": 3, "callable": 1, "safe": 1, "by_kind": {"free": {"n": 3, "callable": 1}},
            "untrue_claims": untrue.as_array().map_or(0, Vec::len), "skipped_without_code": 0, "not_mentioned": 2,
            "reasons": [], "untrue": untrue, "build": build,
        }))
        .unwrap()
    }

    #[test]
    fn faults_are_counted_and_named() {
        let untrue = serde_json::json!([
            {"function": "f ()", "rust_path": "f", "code": "not-used-by-generated-cpp", "detail": ""},
        ]);
        let good = serde_json::json!({"crate_errors": "", "cpp_errors": {}, "link_errors": ""});
        let expected = ["1 untrue claims", "2 not mentioned", "not-used-by-generated-cpp: f () as f"];
        let found = callable(&untrue, &good);
        assert_eq!(found.faults(), expected);
        assert_eq!((found.operators().n, found.operators().callable), (0, 0));
    }

    #[test]
    fn what_does_not_build_comes_before_what_it_breaks() {
        let bad = serde_json::json!({"crate_errors": "", "cpp_errors": {"a.cc": "no x"}, "link_errors": "not tried"});
        assert_eq!(callable(&serde_json::json!([]), &bad).faults(), ["2 not mentioned", "no x"]);
        let link = serde_json::json!({"crate_errors": "", "cpp_errors": {}, "link_errors": "undefined"});
        assert_eq!(callable(&serde_json::json!([]), &link).faults(), ["2 not mentioned", "undefined"]);
    }
}

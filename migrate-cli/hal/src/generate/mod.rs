//! `migrate hal generate`: two crates over a HAL. The plan is made of what the scan says and of what Rust sees of the
//! declarations; the text is made of the plan. Nothing of the vendor's is in it but names.

mod decls;
mod emit;
mod make;
mod names;
mod plan;
mod roles;
mod traits;
mod wrap;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;

use migrate_model::finding::Finding;
use migrate_model::hal::{
    Class, Count, GENERATE_SCHEMA, GenerateCounts, GeneratedFunction, GeneratedTrait, HalGenerate, LeftOut,
    SCHEMA_VERSION,
};

use crate::classify::words;
use crate::error::HalError;
use crate::hal::Hal;
use crate::scan::{judge, tally};
use crate::survey::{Survey, survey};
use crate::sys;
use decls::Decls;
use make::Known;
use plan::{ModuleKind, Plan, Wrapped};

/// Files by their path from the folder of the crates, and what is in them.
#[derive(Clone, Debug)]
pub struct Generated {
    /// What is to be on disk.
    pub files: BTreeMap<String, String>,
    /// What it is, without what the disk has.
    pub answer: HalGenerate,
    /// Functions that the sources of the HAL define, those aside that are weak.
    pub defined: BTreeSet<String>,
}

/// Names of what is generated.
pub(crate) struct Names {
    hal: String,
    prefix: String,
}

impl Names {
    fn sys_package(&self) -> String {
        format!("{}-sys", self.prefix)
    }

    fn hal_package(&self) -> String {
        format!("{}-hal", self.prefix)
    }

    fn sys_crate(&self) -> String {
        self.sys_package().replace('-', "_")
    }
}

/// What the paperwork says.
pub(crate) struct Answer {
    functions: Vec<GeneratedFunction>,
    /// Functions that look at settings first, and at which.
    guarded: Vec<(String, String)>,
    shimmed: Vec<String>,
    undeclared: Vec<LeftOut>,
}

/// Makes the crates.
///
/// # Errors
/// If a tool is missing, the headers do not compile, or the configuration asks for what there is not.
pub fn generate(hal: &Hal) -> Result<Generated, HalError> {
    let started = Instant::now();
    let names = Names { hal: hal.name.clone(), prefix: prefix(hal)? };
    let survey = survey(hal)?;
    let scan = judge(hal, &survey);
    let sys = sys::from(hal, &survey)?;
    let decls = Decls::read(&sys.rust)?;
    let known = Known {
        scan: &scan,
        decls: &decls,
        docs: docs(&survey),
        enums: survey.api.enums.iter().map(|e| (e.name.as_str(), e.values.as_slice())).collect(),
        loops: survey.bodies.iter().filter(|(_, b)| b.loops).map(|(name, _)| name.as_str()).collect(),
        start: Known::start_of(scan.functions.iter().map(|f| f.name.as_str())),
    };
    let plan = make::plan(&known);
    let answer =
        Answer { functions: listed(&plan), guarded: guarded(&plan), shimmed: sys.shimmed, undeclared: sys.left_out };
    let files = emit::files(&plan, &names, &answer);
    let answer = document(hal, &names, &plan, answer, scan.findings, started);
    let defined = crate::clash::strong(&survey.symbols);
    Ok(Generated { files, answer, defined })
}

fn prefix(hal: &Hal) -> Result<String, HalError> {
    let asked = hal.config.generate.as_ref().and_then(|g| g.prefix.clone());
    let prefix = asked.unwrap_or_else(|| words(&hal.name).join("-"));
    let is_name = prefix.starts_with(|c: char| c.is_ascii_alphabetic())
        && prefix.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_name {
        return Ok(prefix);
    }
    Err(HalError::config(format!("no crate can be called `{prefix}-sys`"))
        .help(format!("`prefix` of [hal.{}.generate]: letters, digits and `-`, a letter first", hal.name)))
}

/// Comments, in small letters and on one line.
fn docs(survey: &Survey) -> HashMap<&str, String> {
    let one = |f: &crate::parse::Function| {
        let at_definition = survey.bodies.get(&f.name).map_or("", |b| b.doc.as_str());
        format!("{}\n{at_definition}", f.doc).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    survey.api.functions.iter().map(|f| (f.name.as_str(), one(f))).collect()
}

/// All functions with their paths in Rust, in the order of their names.
fn listed(plan: &Plan) -> Vec<GeneratedFunction> {
    let one = |wrapped: &Wrapped, path: String, contract: &[String]| GeneratedFunction {
        name: wrapped.c.clone(),
        rust: path,
        class: wrapped.class,
        safe: contract.is_empty(),
        reason: wrapped.because.clone(),
        contract: contract.to_vec(),
    };
    let mut all: Vec<GeneratedFunction> = Vec::new();
    for module in &plan.modules {
        let owner = format!("{}::{}", module.file, module.ty);
        all.extend(module.methods.iter().map(|w| one(w, format!("{owner}::{}", w.rust), &w.contract)));
        all.extend(module.isr.iter().map(|w| {
            let contract = ["only the interrupt of the peripheral calls it".to_owned()];
            one(w, format!("{}::on_{}", module.file, w.rust.trim_start_matches("on_")), &contract)
        }));
        if let ModuleKind::State(state) = &module.kind {
            for constructor in &state.constructors {
                let path = format!("{owner}::{}", constructor.init.rust);
                all.push(one(&constructor.init, path, &constructor.contract));
                let deinit = constructor.deinit.iter();
                all.extend(deinit.map(|w| one(w, format!("drop of {owner}"), &[])));
            }
        }
    }
    all.extend(plan.system.iter().map(|w| one(w, "System::start".into(), &[])));
    all.extend(
        plan.functions.iter().chain(&plan.handed_on).map(|w| one(w, format!("functions::{}", w.rust), &w.contract)),
    );
    all.sort_by(|a, b| (&a.name, !a.safe, &a.rust).cmp(&(&b.name, !b.safe, &b.rust)));
    all.dedup_by(|b, a| a.name == b.name);
    all
}

fn guarded(plan: &Plan) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for wrapped in plan.modules.iter().flat_map(|m| &m.methods).filter(|w| w.is_safe()) {
        let term = |t: &migrate_model::hal::GuardTerm| format!("`{} {} {}`", t.member, t.op.as_str(), t.value);
        let case =
            |terms: &Vec<migrate_model::hal::GuardTerm>| terms.iter().map(term).collect::<Vec<_>>().join(" and ");
        let cases: BTreeSet<String> = wrapped.slices().flat_map(|s| s.wide_when.iter().map(case)).collect();
        if !cases.is_empty() {
            all.push((wrapped.c.clone(), cases.into_iter().collect::<Vec<_>>().join(", or ")));
        }
    }
    all.sort();
    all
}

fn document(
    hal: &Hal,
    names: &Names,
    plan: &Plan,
    answer: Answer,
    findings: Vec<Finding>,
    started: Instant,
) -> HalGenerate {
    let traits: Vec<GeneratedTrait> =
        emit::traits_of(plan).into_iter().map(|(name, of)| GeneratedTrait { name: name.to_owned(), of }).collect();
    let safe = || answer.functions.iter().filter(|f| f.safe);
    let callbacks: usize = plan.modules.iter().map(|m| m.callbacks.len()).sum();
    HalGenerate {
        schema: GENERATE_SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        name: hal.name.clone(),
        target: hal.config.target.clone(),
        packages: vec![names.sys_package(), names.hal_package()],
        counts: GenerateCounts {
            safe: safe().count() as u64,
            safe_blocking: safe().filter(|f| matches!(f.class, Class::Blocking | Class::Wait)).count() as u64,
            safe_classes: classes(safe()),
            guarded: answer.guarded.len() as u64,
            r#unsafe: answer.functions.iter().filter(|f| !f.safe).count() as u64,
            callbacks: callbacks as u64,
            overrides: plan.overrides.len() as u64,
            declared: plan.left_out.len() as u64,
            shims: answer.shimmed.len() as u64,
            traits: traits.len() as u64,
        },
        traits,
        no_traits: plan.no_traits.clone(),
        functions: answer.functions,
        left_out: plan.left_out.iter().chain(&answer.undeclared).cloned().collect(),
        findings,
        dir: String::new(),
        stale: Vec::new(),
        written: Vec::new(),
        seconds: started.elapsed().as_secs_f64(),
    }
}

fn classes<'a>(functions: impl Iterator<Item = &'a GeneratedFunction>) -> Vec<Count> {
    tally(functions.map(|f| f.class.as_str()))
}

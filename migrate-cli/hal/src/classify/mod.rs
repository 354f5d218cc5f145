//! Classification: facts of a function, the first rule that holds, and what will be generated.

mod buffers;
mod decide;
mod facts;
mod guard;
mod rules;
mod vocabulary;
mod words;
mod world;

pub(crate) use facts::Symbols;
pub(crate) use rules::rules;
pub(crate) use words::words;
pub(crate) use world::World;

use std::collections::BTreeMap;

use migrate_model::hal::{Class, HalFunction, HandleKind, HandleType, StatusType};

use crate::parse::{Api, Bodies, Shape};

/// Classifies every function.
pub(crate) fn functions(world: &World, bodies: &Bodies) -> Vec<HalFunction> {
    let mut functions: Vec<HalFunction> = world.api.functions.iter().map(|f| one(f, world, bodies)).collect();
    pair(&mut functions);
    functions
}

fn one(function: &crate::parse::Function, world: &World, bodies: &Bodies) -> HalFunction {
    let facts = world.facts(function, bodies.get(&function.name));
    let rule = rules().judge(&facts);
    let class = rule.map_or(Class::Unclassified, |rule| rule.class);
    let (generates, because) = decide::decide(function, class, &facts);
    HalFunction {
        name: function.name.clone(),
        signature: function.signature(),
        span: function.span.clone(),
        class,
        rule: rule.map(|r| r.name.clone()).unwrap_or_default(),
        reason: rule.map_or_else(|| "no rule holds for it".to_owned(), |r| r.reason.clone()),
        generates,
        because,
        inline: function.is_inline,
        weak: facts.traits.contains("weak"),
        defined: world.symbols.known.then(|| function.is_inline || world.symbols.defined.contains_key(&function.name)),
        handle: facts.handle,
        status: facts.status,
        buffers: facts.buffers,
        timeout: facts.timeout,
        callbacks: facts.callbacks,
        pair: None,
    }
}

/// `init` and `deinit` belong together if their names differ in that word only.
fn pair(functions: &mut [HalFunction]) {
    let stem = |f: &HalFunction| {
        let words = words(&f.name).into_iter().filter(|w| !is_life(w));
        words.collect::<Vec<_>>().join(" ")
    };
    let of = |class: Class| -> BTreeMap<String, String> {
        functions.iter().filter(|f| f.class == class).map(|f| (stem(f), f.name.clone())).collect()
    };
    let (inits, deinits) = (of(Class::Init), of(Class::Deinit));
    for function in functions {
        let others = match function.class {
            Class::Init => &deinits,
            Class::Deinit => &inits,
            _ => continue,
        };
        function.pair = others.get(&stem(function)).cloned();
    }
}

fn is_life(word: &str) -> bool {
    matches!(
        word,
        "init" | "deinit" | "initialize" | "initialise" | "deinitialize" | "uninit" | "open" | "close" | "free"
    )
}

/// Types that functions return to say how it went.
pub(crate) fn statuses(world: &World, functions: &[HalFunction]) -> Vec<StatusType> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for status in functions.iter().filter_map(|f| f.status.as_deref()) {
        *counts.entry(status).or_default() += 1;
    }
    let one = |(name, functions): (&str, u64)| {
        let values = world.api.enums.iter().find(|e| e.name == name).map(|e| e.values.as_slice()).unwrap_or_default();
        StatusType {
            name: name.to_owned(),
            ok: world.statuses.get(name).cloned().unwrap_or_else(|| "0".to_owned()),
            codes: values.iter().map(|(name, value)| format!("{name} = {value}")).collect(),
            functions,
        }
    };
    counts.into_iter().map(one).collect()
}

/// Types that stand for a peripheral.
pub(crate) fn handles(api: &Api, functions: &[HalFunction]) -> Vec<HandleType> {
    let mut found: BTreeMap<(&str, HandleKind), Vec<&HalFunction>> = BTreeMap::new();
    for function in functions {
        if let Some(handle) = &function.handle {
            found.entry((&handle.ty, handle.kind)).or_default().push(function);
        }
    }
    let one = |((name, kind), users): ((&str, HandleKind), Vec<&HalFunction>)| {
        let of = |class| users.iter().filter(|f| f.class == class).map(|f| f.name.clone()).collect();
        let fields = api.records.iter().find(|r| r.name == name).map(|r| r.fields.as_slice()).unwrap_or_default();
        let callbacks = fields.iter().filter(|f| f.ty.shape == Shape::Function).map(|f| f.name.clone()).collect();
        HandleType {
            name: name.to_owned(),
            kind,
            init: of(Class::Init),
            deinit: of(Class::Deinit),
            callbacks,
            functions: users.len() as u64,
        }
    };
    found.into_iter().map(one).collect()
}

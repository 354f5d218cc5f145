//! What `migrate show` can say of generated bridges.
//!
//! They are remembered in state folders: that of the codebase for its modules, that of the crate itself for an installed
//! library. A crate of the latter kind may lie inside of a codebase that knows nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use migrate_model::bridge::Item;
use migrate_model::config::STATE_DIR;
use migrate_report::show::{Bridged, Shown};

use super::remembered::{self, Remembered};
use crate::config::{self, nearest};
use crate::failure::Failure;
use crate::request::Context;
use crate::verbs::facts::is_called;

/// The bridges that are remembered in the working folder and beside the nearest configuration.
pub fn bridges(context: &Context) -> Vec<Remembered> {
    let mut folders = vec![context.dir.join(STATE_DIR)];
    folders.extend(config::find(&context.dir).and_then(|f| f.parent().map(|d| d.join(STATE_DIR))));
    folders.dedup();
    folders.iter().flat_map(|f| remembered::all(f)).collect()
}

/// The answer in the folder of a generated crate that is not a codebase as well. `None` leaves it to the index: of the
/// codebase around it, if the crate does not know the name.
pub fn beside_crate(names: &[String], context: &Context) -> Option<Result<Vec<Shown>, Failure>> {
    let own = remembered::all(&context.dir.join(STATE_DIR));
    let around = config::load(context).ok();
    if own.is_empty() || around.as_ref().is_some_and(|l| l.dir == context.dir) {
        return None;
    }
    let found = named(names, &own);
    match (found.is_empty(), around) {
        (false, _) => Some(Ok(found)),
        (true, Some(_)) => None,
        (true, None) => Some(Err(unknown(names, &own))),
    }
}

fn unknown(names: &[String], bridges: &[Remembered]) -> Failure {
    let name = names.last().map_or("", String::as_str);
    let whole = name.contains("::");
    let last = |name: &'_ str| name.rsplit("::").next().unwrap_or(name).to_owned();
    let names = bridges.iter().flat_map(|b| &b.items).map(|i| if whole { i.name.clone() } else { last(&i.name) });
    let known: BTreeSet<String> = names.collect();
    let known = known.iter().map(String::as_str);
    let failure = Failure::nothing(format!("this bridge has no `{name}`"));
    match nearest(name, known) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("the page beside the tool's state lists everything that it has"),
    }
}

/// The items of this name, a function each. Names before the last one narrow down the crate.
fn named(names: &[String], bridges: &[Remembered]) -> Vec<Shown> {
    let Some((name, around)) = names.split_last() else { return Vec::new() };
    let mut found = Vec::new();
    for bridge in bridges.iter().filter(|b| around.iter().all(|a| *a == b.crate_name)) {
        let wanted = |i: &&Item| is_called(&i.name, name) || i.usr == *name || i.mangled == *name || is_rust(i, name);
        found.extend(grouped(bridge, bridge.items.iter().filter(wanted)).into_iter().map(Shown::Bridged));
    }
    found
}

/// The Rust path is this one, or ends in it.
fn is_rust(item: &Item, name: &str) -> bool {
    item.rust_path.as_deref().is_some_and(|path| is_called(path, name))
}

/// Rows of the same function belong together.
fn grouped<'a>(bridge: &Remembered, items: impl Iterator<Item = &'a Item>) -> Vec<Bridged> {
    let mut order: Vec<(&str, &str)> = Vec::new();
    let mut groups: BTreeMap<(&str, &str), Vec<Item>> = BTreeMap::new();
    for item in items {
        let key = if item.usr.is_empty() { (item.mangled.as_str(), item.signature.as_str()) } else { (&*item.usr, "") };
        if !groups.contains_key(&key) {
            order.push(key);
        }
        groups.entry(key).or_default().push(item.clone());
    }
    let one = |items: Vec<Item>| Bridged { crate_name: bridge.crate_name.clone(), items };
    order.iter().filter_map(|key| groups.remove(key)).map(one).collect()
}

/// Adds to symbols of the index what became of them.
pub fn add(found: &mut [Shown], bridges: &[Remembered]) {
    for shown in found {
        let Shown::Symbol(entity) = shown else { continue };
        for bridge in bridges {
            let usr = &entity.symbol.about.usr;
            let same = |i: &&Item| if usr.is_empty() { entity.variants.contains(&i.mangled) } else { i.usr == *usr };
            entity.bridges.extend(grouped(bridge, bridge.items.iter().filter(same)));
        }
    }
}

/// Codes of the verdicts on something.
pub fn codes(shown: &Shown) -> Vec<&str> {
    let bridges: &[Bridged] = match shown {
        Shown::Symbol(e) => &e.bridges,
        Shown::Bridged(b) => std::slice::from_ref(b),
        Shown::Module(_) | Shown::Unit(_) => &[],
    };
    bridges.iter().flat_map(|b| &b.items).filter_map(|i| i.code.as_deref()).collect()
}

//! What `[bridge]` of `migrate.toml` says, checked against the facts.

use std::collections::BTreeSet;
use std::path::Path;

use migrate_bridge_gen::Facts;
use migrate_bridge_gen::Overrides;
use migrate_bridge_gen::PanicPolicy;
use migrate_model::config::{BridgeConfig, ItemConfig, Panic, Returns, Strings};

use crate::config::{self, nearest};
use crate::failure::Failure;
use crate::request::Context;

/// A configuration as the generator wants it. `panic` is what the command line says.
pub fn map(config: &BridgeConfig, panic: Option<Panic>) -> Overrides {
    let panic = match panic.unwrap_or(config.panic) {
        Panic::Abort => PanicPolicy::Abort,
        Panic::Exception => PanicPolicy::Exception,
        Panic::Error => PanicPolicy::Error,
    };
    let mut out = Overrides { panic, ..Overrides::default() };
    for (key, item) in &config.item {
        one(key, item, &mut out);
    }
    out
}

fn one(key: &str, item: &ItemConfig, out: &mut Overrides) {
    let key = key.to_owned();
    if item.skip {
        out.skip.insert(key.clone());
    }
    if let Some(name) = &item.rename {
        out.rename.insert(key.clone(), name.clone());
    }
    if item.strings == Some(Strings::Text) {
        out.text.insert(key.clone());
    }
    if item.in_place {
        out.in_place.insert(key.clone());
    }
    match item.returns {
        Some(Returns::Owned) => drop(out.owned.insert(key.clone())),
        Some(Returns::Static) => drop(out.immortal.insert(key.clone())),
        None => {}
    }
    match item.safe {
        Some(true) => drop(out.safe.insert(key)),
        Some(false) => drop(out.unsafe_.insert(key, item.contract.clone().unwrap_or_default())),
        None => {}
    }
}

/// What is wrong with a configuration whatever the code says.
pub fn check(config: &BridgeConfig, file: &Path, context: &Context) -> Result<(), Failure> {
    for (key, item) in &config.item {
        let wrong = match item {
            ItemConfig { rename: Some(name), .. } if !is_identifier(name) => {
                Some((format!("`{name}` is no Rust name"), "snake_case for functions, CamelCase for types"))
            }
            ItemConfig { safe: Some(false), contract: None, .. } => Some((
                format!("`{key}` is unsafe, but nothing says what its callers must uphold"),
                "write it as `contract = \"…\"`: it becomes the `# Safety` section",
            )),
            ItemConfig { contract: Some(_), safe: None | Some(true), .. } => Some((
                format!("`{key}` has a contract, but is not `safe = false`"),
                "a contract is what callers of an unsafe function must uphold",
            )),
            _ => None,
        };
        if let Some((message, help)) = wrong {
            return Err(config::item_failure(file, ["bridge", "item"], key, &message, help, context));
        }
    }
    Ok(())
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// An item of the configuration that the code does not have.
pub struct Unknown {
    /// Its key.
    pub key: String,
    /// What was probably meant.
    pub near: Option<String>,
}

/// Items of the configuration that name nothing in the facts.
pub fn unknown(config: &BridgeConfig, facts: &Facts) -> Vec<Unknown> {
    if config.item.is_empty() {
        return Vec::new();
    }
    let symbols = facts.symbols.iter().flat_map(|s| [s.name.as_str(), s.about.usr.as_str()]);
    let types = facts.types.iter().flat_map(|t| [t.name.as_str(), t.usr.as_str()]);
    let macros = facts.macros.iter().map(|m| m.name.as_str());
    let known: BTreeSet<&str> = symbols.chain(types).chain(macros).filter(|n| !n.is_empty()).collect();
    let missing = config.item.keys().filter(|key| !known.contains(key.as_str()));
    missing
        .map(|key| Unknown { key: key.clone(), near: nearest(key, known.iter().copied()).map(str::to_owned) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_arrives() {
        let text = "panic = \"exception\"\n[item.a]\nskip = true\nrename = \"b\"\n\
                    [item.\"n::c\"]\nstrings = \"text\"\nreturns = \"owned\"\nsafe = true\n\
                    [item.d]\nin_place = true\nreturns = \"static\"\nsafe = false\ncontract = \"hold the lock\"\n";
        let config: BridgeConfig = toml::from_str(text).expect("a configuration");
        let o = map(&config, None);
        assert_eq!(o.panic, PanicPolicy::Exception);
        assert!(o.skip.contains("a") && o.rename["a"] == "b");
        assert!(o.text.contains("n::c") && o.owned.contains("n::c") && o.safe.contains("n::c"));
        assert!(o.in_place.contains("d") && o.immortal.contains("d") && o.unsafe_["d"] == "hold the lock");
        assert_eq!(map(&config, Some(Panic::Abort)).panic, PanicPolicy::Abort);
    }
}

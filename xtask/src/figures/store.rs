//! Figures of the last run, one JSON file a library under `.cache/figures/`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::Figures;
use crate::context::Context;
use crate::files;

fn path(context: &Context, library: &str) -> PathBuf {
    context.cache.join("figures").join(format!("{library}.json"))
}

/// Adds figures to those of the last run; groups that were measured now are replaced as a whole.
pub(crate) fn remember(context: &Context, library: &str, new: &Figures) -> Result<()> {
    let mut all = recall(context, library)?;
    let measured = |name: &String| new.keys().any(|k| k.split('.').next() == name.split('.').next());
    all.retain(|name, _| !measured(name));
    all.extend(new.iter().map(|(k, v)| (k.clone(), *v)));
    files::write(&path(context, library), &(serde_json::to_string_pretty(&all)? + "\n"))?;
    Ok(())
}

/// The figures of the last run; none if there was none.
pub(crate) fn recall(context: &Context, library: &str) -> Result<Figures> {
    let path = path(context, library);
    if !path.exists() {
        return Ok(Figures::new());
    }
    serde_json::from_str(&files::read(&path)?).with_context(|| format!("{} is damaged; delete it", path.display()))
}

/// Libraries with figures.
pub(crate) fn libraries(context: &Context) -> Result<Vec<String>> {
    let found = files::with_extension(&context.cache.join("figures"), "json")?;
    Ok(found.iter().filter_map(|p| Some(p.file_stem()?.to_string_lossy().into_owned())).collect())
}

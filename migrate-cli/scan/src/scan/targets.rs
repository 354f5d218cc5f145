//! CMake targets, from the File API replies of the build folder.

use std::path::{Path, PathBuf};

use migrate_model::facts::Target;
use serde_json::Value;

use crate::paths::{PathNames, real};

/// Targets that build something from sources; none if CMake left no reply.
pub(super) fn read(build: &Path, names: &PathNames) -> Vec<Target> {
    let mut out = try_read(build, names).unwrap_or_default();
    out.sort();
    out.dedup_by(|a, b| a.name == b.name);
    out
}

fn try_read(build: &Path, names: &PathNames) -> Option<Vec<Target>> {
    let (reply, model) = codemodel(build)?;
    let source = real(Path::new(model["paths"]["source"].as_str()?));
    let configuration = model["configurations"].as_array()?.first()?;
    let listed = configuration["targets"].as_array()?;
    let name_of = |id: &Value| listed.iter().find(|t| t["id"] == *id).and_then(|t| t["name"].as_str());
    let mut out = Vec::new();
    for target in listed {
        let Some(detail) = target["jsonFile"].as_str().and_then(|f| json(&reply.join(f))) else { continue };
        let mut sources: Vec<String> = detail["sources"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|s| s.get("compileGroupIndex").is_some())
            .filter_map(|s| s["path"].as_str())
            .map(|p| names.name(&real(&source.join(p))))
            .collect();
        sources.sort();
        if sources.is_empty() {
            continue;
        }
        let mut depends: Vec<String> = detail["dependencies"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|d| name_of(&d["id"]).map(str::to_owned))
            .collect();
        depends.sort();
        out.push(Target {
            name: detail["name"].as_str()?.to_owned(),
            kind: detail["type"].as_str().unwrap_or_default().to_owned(),
            sources,
            depends,
        });
    }
    Some(out)
}

/// What CMake's newest reply says of its targets, and the folder in which the files lie that it names (cmake-file-api(7)).
pub fn codemodel(build: &Path) -> Option<(PathBuf, Value)> {
    let reply = build.join(".cmake/api/v1/reply");
    let names = std::fs::read_dir(&reply).ok()?.filter_map(|e| e.ok()?.file_name().into_string().ok());
    // The newest index is the one that sorts last.
    let index = json(&reply.join(names.filter(|n| n.starts_with("index-")).max()?))?;
    let model = index["objects"].as_array()?.iter().find(|o| o["kind"] == "codemodel")?;
    let model = json(&reply.join(model["jsonFile"].as_str()?))?;
    Some((reply, model))
}

/// A file of JSON; `None` if it is not there or is none.
pub fn json(path: &Path) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

//! Modules from folders.

use std::collections::BTreeMap;

use super::Named;

/// A folder that holds more than this share of the files is divided by the folders in it.
const TOO_LARGE: f64 = 0.6;
/// Name of the module of files that lie in the source root itself.
const ROOT: &str = "root";

/// Source files by folder: the top folders, and deeper where one holds more than a share of all.
pub(super) fn by_directory(files: &[&str]) -> Named {
    let mut groups = split("", files);
    while let Some(large) = groups.iter().find_map(|(name, held)| {
        let share = held.len() as f64 / files.len() as f64;
        (share > TOO_LARGE && held.iter().any(|f| child(name, f).is_some())).then(|| name.clone())
    }) {
        let held = groups.remove(&large).unwrap_or_default();
        for (name, files) in split(&large, &held) {
            groups.entry(name).or_default().extend(files);
        }
    }
    let named = |(name, held): (String, Vec<&str>)| {
        let name = if name.is_empty() { ROOT.to_owned() } else { name };
        (name, held.into_iter().map(str::to_owned).collect())
    };
    groups.into_iter().map(named).collect()
}

/// The files below `folder` by its direct children; files in the folder itself keep its name.
fn split<'a>(folder: &str, files: &[&'a str]) -> BTreeMap<String, Vec<&'a str>> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for &file in files {
        groups.entry(child(folder, file).unwrap_or(folder).to_owned()).or_default().push(file);
    }
    groups
}

/// The folder directly below `folder` that holds the file; `None` if the file lies in the folder itself.
fn child<'a>(folder: &str, file: &'a str) -> Option<&'a str> {
    let skip = if folder.is_empty() { 0 } else { folder.len() + 1 };
    // A file outside of the source root has an absolute path: its first folder starts behind the slash.
    let skip = if skip == 0 && file.starts_with('/') { 1 } else { skip };
    let below = file.get(skip..)?;
    Some(&file[..skip + below.find('/')?])
}

#[cfg(test)]
mod tests {
    use super::by_directory;

    #[test]
    fn absolute_paths_come_to_an_end() {
        let groups = by_directory(&["/x/a.cc", "/x/b.cc", "/y/c.cc", "src/d.cc"]);
        let names: Vec<&str> = groups.keys().map(String::as_str).collect();
        assert_eq!(names, ["/x", "/y", "src"]);
    }
}

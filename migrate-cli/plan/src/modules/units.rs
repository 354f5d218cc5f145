//! One module for each source file.

use std::collections::BTreeMap;

use super::Named;

/// Source files by unit. A unit is named by its path without the extension, or with it where two would be equal.
pub(super) fn by_unit(files: &[&str]) -> Named {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        *count.entry(without_extension(file)).or_default() += 1;
    }
    let name = |file: &str| if count[without_extension(file)] == 1 { without_extension(file) } else { file }.to_owned();
    files.iter().map(|&file| (name(file), vec![file.to_owned()])).collect()
}

/// The path up to the last dot of its file name; a name that starts with its only dot stays whole.
pub(super) fn without_extension(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) if dot > 0 => &path[..name + dot],
        _ => path,
    }
}

/// The folder of a path, empty for the source root.
pub(super) fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}

/// The file name of a path without its extension.
pub(super) fn stem(path: &str) -> &str {
    let path = without_extension(path);
    path.rfind('/').map_or(path, |slash| &path[slash + 1..])
}

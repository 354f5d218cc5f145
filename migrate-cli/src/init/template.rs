//! What `init` writes into `migrate.toml`, and how it changes one key of it.

use toml_edit::{DocumentMut, Item, Value, value};

/// A commented configuration. Keys that have their default are there as comments.
pub fn text(root: &str, build: &str) -> String {
    let root = value(root);
    let build = value(build);
    format!(
        "\
# Configuration of `migrate`. Paths start at the folder of this file.

# Source root: paths in facts start here.
root = {root}

# Folder that holds compile_commands.json.
build = {build}

[scan]
# Source files that are not scanned: patterns from the source root.
# exclude = [\"third_party/**\"]

# Seconds after which the parse of one translation unit is given up, and MiB that a worker may use.
# tu_seconds = 90
# worker_mib = 4096

# Facts that only object files hold: \"off\", \"existing\" (those of the last build) or \"make\" (compiled for it).
# objects = \"off\"

# Modules, by patterns of their files. Files that no pattern names belong to the module of their CMake target, else of
# their folder.
# [modules]
# util = [\"util/**\"]
"
    )
}

/// Changes `build`, and keeps everything else as it is: order, comments, spaces.
pub fn with_build(text: &str, build: &str) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    match document.get_mut("build") {
        Some(Item::Value(old)) => {
            let decor = old.decor().clone();
            let mut new = Value::from(build);
            *new.decor_mut() = decor;
            *old = new;
        }
        _ => {
            document.insert("build", value(build));
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use migrate_model::config::Config;

    use super::*;

    #[test]
    fn the_template_says_what_it_was_told() {
        for build in ["build", ".", "a \"b\" \\ c", "büld", "C:\\x"] {
            let config: Config = toml::from_str(&text(".", build)).expect("valid");
            assert_eq!(config, Config { build: build.to_owned(), ..Config::default() });
        }
    }

    #[test]
    fn comments_of_the_template_are_valid_when_they_are_used() {
        let all = text(".", "build").replace("\n# [", "\n[");
        let used: String = all
            .lines()
            .map(|l| match l.strip_prefix("# ") {
                Some(rest) if rest.contains(" = ") => format!("{rest}\n"),
                _ => format!("{l}\n"),
            })
            .collect();
        let config: Config = toml::from_str(&used).expect("valid");
        assert_eq!(config.scan.tu_seconds, Config::default().scan.tu_seconds);
        assert_eq!(config.modules.len(), 1);
    }

    #[test]
    fn one_key_changes() {
        let old = "# mine\nroot = \".\"\nbuild   =  'old'  # why\n\n[scan]\nexclude = [ 'a' ]\n";
        assert_eq!(with_build(old, "new").expect("valid"), old.replace("'old'", "\"new\""));
        assert_eq!(with_build("[scan]\n", "b").expect("valid"), "build = \"b\"\n[scan]\n");
    }
}

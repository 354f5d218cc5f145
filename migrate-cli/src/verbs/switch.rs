//! `migrate switch`: which implementation of a ported module answers.

use migrate_model::config::Mode;
use toml_edit::{DocumentMut, Item, Table, value};

use crate::args::{Format, ModeArg, SwitchArgs};
use crate::bridge::output;
use crate::config::{self, nearest};
use crate::failure::Failure;
use crate::port::{Ported, crates, ported};
use crate::request::Context;
use crate::verbs::init::replace;

pub fn run(args: &SwitchArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("switch", &[Format::Human])?;
    let loaded = config::load(context)?;
    let generated = loaded.dir.join(&loaded.config.generated);
    let all = ported(&generated)?;
    let Some(module) = find(&args.module, &all) else { return Err(unknown(&args.module, &all)) };
    let (mode, word) = match args.mode {
        ModeArg::Cpp => (Mode::Cpp, "cpp"),
        ModeArg::Rust => (Mode::Rust, "rust"),
        ModeArg::Shadow => (Mode::Shadow, "shadow"),
    };
    let text = std::fs::read_to_string(&loaded.file).map_err(|e| Failure::io("read", &loaded.file, &e))?;
    let new = with_mode(&text, &module.module, word)
        .map_err(|e| Failure::usage(format!("{}: {e}", context.shown(&loaded.file))))?;
    let folder = generated.join(&module.module).join("facade");
    let known = output::listed(&folder);
    let mut files = output::Files::new();
    for path in known.keys().filter(|p| *p != crates::MODES) {
        let file = folder.join(path);
        let text = std::fs::read_to_string(&file).map_err(|e| Failure::io("read", &file, &e))?;
        files.insert(path.clone(), text);
    }
    let mut port = loaded.config.port.clone();
    port.module.entry(module.module.clone()).or_default().mode = mode;
    files.insert(crates::MODES.to_owned(), crates::modes(&module.module, &port));
    let files = output::with_list(files);
    let changes = output::compare(&folder, &files, false, context)?;
    if new == text && changes.is_empty() {
        context.talk.say("Unchanged", format!("{} is {word}", module.module));
        return Ok(migrate_model::exit::OK);
    }
    let verb = if context.dry_run { "Would switch" } else { "Switched" };
    if !context.dry_run {
        replace(&loaded.file, &new)?;
        output::apply(&folder, &files, &changes)?;
    }
    context.talk.say(verb, format!("{} to {word} in {}", module.module, context.shown(&loaded.file)));
    context
        .talk
        .next("build again; the environment decides for one run: MIGRATE_".to_owned() + &module.id.to_uppercase());
    Ok(migrate_model::exit::OK)
}

/// By its name, or as the only one whose path ends in it.
fn find<'p>(name: &str, all: &'p [Ported]) -> Option<&'p Ported> {
    let end = format!("/{name}");
    let mut ends = all.iter().filter(|m| m.module.ends_with(&end));
    let only = ends.next().filter(|_| ends.next().is_none());
    all.iter().find(|m| m.module == name).or(only)
}

fn unknown(name: &str, all: &[Ported]) -> Failure {
    let failure = Failure::nothing(format!("no ported module is called `{name}`"));
    match nearest(name, all.iter().map(|m| m.module.as_str())) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!("`migrate port {name}` first")),
    }
}

/// Sets `mode` of a module in a configuration, and keeps everything else as it is.
fn with_mode(text: &str, module: &str, mode: &str) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let mut at = document.as_item_mut();
    for key in ["port", "module", module] {
        let Item::Table(table) = at else { break };
        let inner = table.entry(key).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(key != module);
            Item::Table(table)
        });
        if inner.is_inline_table() {
            // As a table it says the same.
            *inner = Item::Table(std::mem::take(inner).into_table().unwrap_or_default());
        }
        at = inner;
    }
    if let Item::Table(table) = at {
        table["mode"] = value(mode);
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_is_set_and_nothing_else_changes() {
        let old = "# mine\nroot = \".\"\n";
        let new = with_mode(old, "util/coding", "rust").expect("valid");
        assert_eq!(new, "# mine\nroot = \".\"\n\n[port.module.\"util/coding\"]\nmode = \"rust\"\n");
        let again = with_mode(&new, "util/coding", "cpp").expect("valid");
        assert_eq!(again, new.replace("\"rust\"", "\"cpp\""));
        let inline = "[port]\nmodule = { a = { panic = \"cpp\" } }\n";
        let mixed = with_mode(inline, "a", "shadow").expect("valid");
        assert!(mixed.contains("panic = \"cpp\"") && mixed.contains("mode = \"shadow\""), "{mixed}");
    }
}

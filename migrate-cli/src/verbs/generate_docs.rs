//! `migrate generate-docs DIR`: everything about the command line and the documents that is derived from the code.
//!
//! Files are written only when they differ, so that a second run leaves their times alone.

use std::fmt::Write as _;
use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use migrate_model::exit;

use crate::args::{Args, Format, GenerateDocsArgs};
use crate::failure::Failure;
use crate::request::Context;
use crate::{schemas, verbs};

/// Columns of the help in the reference.
const COLUMNS: usize = 100;

pub fn run(args: &GenerateDocsArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("generate-docs", &[Format::Human])?;
    let dir = context.path(&args.dir);
    let mut written = 0;
    for (name, bytes) in files()? {
        let file = dir.join(name);
        if std::fs::read(&file).is_ok_and(|old| old == bytes) {
            continue;
        }
        written += 1;
        if !context.dry_run {
            write(&file, &bytes)?;
        }
    }
    let verb = if context.dry_run { "Would write" } else { "Wrote" };
    context.talk.say(verb, format!("{written} files below {}", context.shown(&dir)));
    Ok(exit::OK)
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|e| Failure::io("make the folder", folder, &e))?;
    std::fs::write(file, bytes).map_err(|e| Failure::io("write", file, &e))
}

/// All files, by path from the folder.
fn files() -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut all = vec![("cli.md".to_owned(), reference().into_bytes())];
    for (name, schema) in schemas::all() {
        all.push((format!("schema/{name}.json"), schema.into_bytes()));
    }
    let names = [
        (Shell::Bash, "migrate.bash"),
        (Shell::Zsh, "_migrate"),
        (Shell::Fish, "migrate.fish"),
        (Shell::PowerShell, "_migrate.ps1"),
        (Shell::Elvish, "migrate.elv"),
    ];
    for (shell, name) in names {
        all.push((format!("completions/{name}"), verbs::completions::script(shell).into_bytes()));
    }
    let root = Args::command();
    all.push(("man/migrate.1".to_owned(), page(&root, "migrate")?));
    for verb in visible(&root) {
        let name = format!("migrate-{}", verb.get_name());
        let page = page(verb, &name)?;
        all.push((format!("man/{name}.1"), page));
    }
    Ok(all)
}

/// A man page. What stands behind the options in the help becomes sections, which clap_mangen would fill as prose.
fn page(command: &Command, name: &str) -> Result<Vec<u8>, Failure> {
    let after = command.get_after_long_help().or(command.get_after_help()).map(ToString::to_string).unwrap_or_default();
    let command = command.clone().name(name.to_owned()).bin_name(name.replacen('-', " ", 1));
    let command = command.disable_help_subcommand(true).after_help(None::<&str>).after_long_help(None::<&str>);
    let has_verbs = command.has_subcommands();
    let man = clap_mangen::Man::new(command).title(name.to_uppercase()).section("1").date("").source("");
    let mut bytes = Vec::new();
    let rendered = man
        .render_title(&mut bytes)
        .and_then(|()| man.render_name_section(&mut bytes))
        .and_then(|()| man.render_synopsis_section(&mut bytes))
        .and_then(|()| man.render_description_section(&mut bytes))
        .and_then(|()| man.render_options_section(&mut bytes))
        .and_then(|()| if has_verbs { man.render_subcommands_section(&mut bytes) } else { Ok(()) });
    rendered.map_err(|e| Failure::unexpected(format!("man page {name}: {e}")))?;
    bytes.extend(sections(&after).into_bytes());
    if !has_verbs {
        bytes.extend(b".SH SEE ALSO\n\\fBmigrate\\fR(1) has the options of every verb.\n");
    }
    Ok(bytes)
}

/// Paragraphs with a heading (`Examples:`) become sections that keep their lines; others are prose.
fn sections(after: &str) -> String {
    let mut out = String::new();
    for paragraph in after.split("\n\n").filter(|p| !p.trim().is_empty()) {
        let text = paragraph.replace('\\', "\\\\").replace('-', "\\-").replace('\'', "\\(aq");
        match text.split_once(":\n") {
            Some((head, body)) => {
                let head = if head == "Exit codes" { "EXIT STATUS".to_owned() } else { head.to_uppercase() };
                let _ = writeln!(out, ".SH \"{head}\"\n.nf\n{body}\n.fi");
            }
            None => {
                let _ = writeln!(out, ".SH NOTES\n{text}");
            }
        }
    }
    out
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help")
}

/// The command line reference in Markdown: the help texts, as they are printed.
fn reference() -> String {
    let mut root = Args::command().term_width(COLUMNS);
    root.build();
    let mut out = String::from(
        "# Command line\n\n<!-- Written by `migrate generate-docs`; change the command definitions instead. -->\n",
    );
    section(&mut out, "migrate", root.clone());
    for verb in visible(&root) {
        section(&mut out, &format!("migrate {}", verb.get_name()), verb.clone());
    }
    out
}

fn section(out: &mut String, name: &str, mut command: Command) {
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    let _ = write!(out, "\n## {name}\n\n```text\n{}\n```\n", lines.join("\n").trim());
}

//! Finds and reads `migrate.toml`.

use std::ops::Range;
use std::path::{Path, PathBuf};

use migrate_model::config::{Config, FILE_NAME};
use migrate_report::human::{Excerpt, excerpt};

use crate::failure::Failure;
use crate::request::Context;

/// A configuration and where it stands.
#[derive(Debug)]
pub struct Loaded {
    /// The file.
    pub file: PathBuf,
    /// Its folder.
    pub dir: PathBuf,
    /// What it says.
    pub config: Config,
}

/// The nearest `migrate.toml` in `dir` or above.
pub fn find(dir: &Path) -> Option<PathBuf> {
    dir.ancestors().map(|d| d.join(FILE_NAME)).find(|f| f.is_file())
}

/// Folders in which a compile database speaks for itself when there is no configuration.
const ASSUMED_BUILDS: [&str; 2] = [".", "build"];

/// What holds for a folder with a compile database and no configuration here or above: the defaults.
fn assumed(dir: &Path) -> Option<Loaded> {
    let build = ASSUMED_BUILDS.into_iter().find(|b| dir.join(b).join("compile_commands.json").is_file())?;
    let config = Config { build: build.to_owned(), ..Config::default() };
    Some(Loaded { file: dir.join(FILE_NAME), dir: dir.to_owned(), config })
}

/// Finds and reads the nearest configuration, or assumes the defaults where a compile database lies.
pub fn load(context: &Context) -> Result<Loaded, Failure> {
    if let Some(file) = find(&context.dir) {
        return read(&file, context);
    }
    assumed(&context.dir).ok_or_else(|| {
        Failure::usage(format!("no {FILE_NAME} here or in a folder above, and no compile database here"))
            .note(format!("looked from {} upward", context.dir.display()))
            .help("`migrate init` writes one")
    })
}

/// Reads one configuration file.
pub fn read(file: &Path, context: &Context) -> Result<Loaded, Failure> {
    let bytes = std::fs::read(file).map_err(|e| Failure::io("read", file, &e))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Failure::usage(format!("{}: not UTF-8 at byte {at}", context.shown(file))).help("save it as UTF-8")
    })?;
    let config = parse(&text).map_err(|wrong| wrong.failure(&text, &context.shown(file)))?;
    let dir = file.parent().unwrap_or(Path::new("")).to_owned();
    Ok(Loaded { file: file.to_owned(), dir, config })
}

/// A failure about one item of `[bridge]`, with its place in the file.
pub fn item_failure(file: &Path, table: [&str; 2], key: &str, message: &str, help: &str, context: &Context) -> Failure {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let wrong = Wrong {
        message: message.to_owned(),
        span: place_of_item(&text, table, key),
        label: String::new(),
        help: Some(help.to_owned()),
    };
    wrong.failure(&text, &context.shown(file))
}

/// Where a key of a table in a table stands.
fn place_of_item(text: &str, table: [&str; 2], key: &str) -> Option<Range<usize>> {
    let document = toml_edit::Document::parse(text).ok()?;
    let items = document.get(table[0])?.as_table_like()?.get(table[1])?.as_table_like()?;
    items.get_key_value(key)?.0.span()
}

/// What is wrong in a configuration, and where.
#[derive(Debug, PartialEq)]
struct Wrong {
    message: String,
    span: Option<Range<usize>>,
    label: String,
    help: Option<String>,
}

impl Wrong {
    fn failure(self, text: &str, path: &str) -> Failure {
        let help: Vec<String> = self.help.into_iter().collect();
        let rendered = excerpt(&Excerpt {
            message: &self.message,
            path,
            source: text,
            span: self.span.clone().unwrap_or(0..0),
            label: &self.label,
            help: &help,
        });
        let line = self.span.map_or(1, |s| 1 + text[..s.start.min(text.len())].matches('\n').count());
        let mut failure = Failure::usage(format!("{path}:{line}: {}", self.message)).rendered(rendered);
        failure.help = help;
        failure
    }
}

fn parse(text: &str) -> Result<Config, Wrong> {
    toml::from_str::<Config>(text).map_err(|error| {
        let message = error.message().trim().to_owned();
        let span = error.span();
        match unknown_word(&message) {
            Some((what, bad, known)) => Wrong {
                message: format!("unknown {what} `{bad}`"),
                span,
                label: format!("not a {what} of migrate.toml at this place"),
                help: Some(suggest(bad, &known, what)),
            },
            None => Wrong { message: message.replace('\n', ", "), span, label: String::new(), help: None },
        }
    })
}

/// Takes serde's "unknown field `a`, expected one of `b`, `c`" apart, and the same with "variant".
fn unknown_word(message: &str) -> Option<(&'static str, &str, Vec<&str>)> {
    let words = [("unknown field ", "key"), ("unknown variant ", "value")];
    let (what, rest) = words.iter().find_map(|(start, what)| Some((*what, message.strip_prefix(start)?)))?;
    let mut names = rest.split('`').skip(1).step_by(2);
    let bad = names.next()?;
    Some((what, bad, names.collect()))
}

fn suggest(bad: &str, known: &[&str], what: &str) -> String {
    match nearest(bad, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known {what}s: {}", known.join(", ")),
    }
}

/// The known word that is most like what was written, if any is near.
pub fn nearest<'a>(bad: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let score = |k: &str| strsim::jaro_winkler(&bad.to_lowercase(), &k.to_lowercase());
    known.map(|k| (score(k), k)).filter(|(s, _)| *s > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_default() {
        assert_eq!(parse(""), Ok(Config::default()));
    }

    #[test]
    fn a_misspelt_key_gets_a_suggestion_and_its_place() {
        let wrong = parse("root = \".\"\nbiuld = \"out\"\n").unwrap_err();
        assert_eq!(wrong.help.as_deref(), Some("did you mean `build`?"));
        assert_eq!(wrong.span, Some(11..16));
        let wrong = parse("[scan]\nzzz = 1\n").unwrap_err();
        assert_eq!(wrong.help.as_deref(), Some("known keys: exclude, tu_seconds, worker_mib, objects"));
    }

    #[test]
    fn items_of_bridges_have_a_place() {
        let text = "[bridge]\npanic = \"abort\"\n[bridge.item.\"a::b\"]\nskip = true\n";
        assert_eq!(place_of_item(text, ["bridge", "item"], "a::b").map(|s| &text[s]), Some("\"a::b\""));
        assert_eq!(place_of_item(text, ["bridge", "item"], "c"), None);
    }

    #[test]
    fn a_wrong_type_has_a_place() {
        let wrong = parse("build = 3\n").unwrap_err();
        assert_eq!(wrong.span, Some(8..9));
        assert!(wrong.message.contains("expected a string"), "{}", wrong.message);
    }

    #[test]
    fn a_share_is_a_number_from_0_to_1() {
        let text = "[port.shadow]\nrate = 5\n";
        let wrong = parse(text).unwrap_err();
        assert_eq!((&wrong.message[..], wrong.span.map(|s| &text[s])), ("5 is no share: 0 to 1", Some("5")));
        assert!(parse("[port.shadow]\nrate = 0.01\nbudget = 1\n").is_ok());
    }
}

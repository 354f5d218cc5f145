//! `migrate explain CODE`: the page of a rule.

use migrate_model::exit;
use migrate_model::finding::Severity;
use migrate_report::{markdown, style, table};
use migrate_rules::Rule;

use crate::args::{ExplainArgs, Format};
use crate::documents::{self, Explained};
use crate::failure::Failure;
use crate::request::Context;
use crate::talk;

pub fn run(args: &ExplainArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("explain", &[Format::Human, Format::Json])?;
    let rules: Vec<&Rule> = match &args.code {
        Some(code) => vec![migrate_rules::find(code).ok_or_else(|| unknown(code))?],
        None => migrate_rules::all().iter().collect(),
    };
    let text = match (context.format, &args.code) {
        (Format::Json, _) => documents::print(&documents::Explain {
            schema: "migrate.explain",
            schema_version: documents::VERSION,
            codes: rules.iter().map(|r| explained(r)).collect(),
        }),
        (_, Some(_)) => rules.iter().map(|r| markdown::terminal(r.explain)).collect(),
        (_, None) => rules.iter().map(|r| line(r)).collect(),
    };
    talk::answer(&text)?;
    Ok(exit::OK)
}

fn unknown(code: &str) -> Failure {
    let failure = Failure::nothing(format!("there is no finding `{code}`"));
    let failure = match migrate_rules::suggest(code) {
        Some(rule) => failure.help(format!("did you mean {} ({})?", rule.code, rule.title)),
        None => failure,
    };
    failure.help("`migrate explain --list` lists all codes")
}

fn explained(rule: &Rule) -> Explained {
    Explained {
        code: rule.code.to_owned(),
        severity: rule.severity.as_str().to_owned(),
        title: rule.title.to_owned(),
        page: rule.explain.to_owned(),
    }
}

fn line(rule: &Rule) -> String {
    let colour = match rule.severity {
        Severity::Error => style::RED,
        Severity::Warning => style::YELLOW,
        Severity::Note => style::CYAN,
    };
    let severity = table::left(rule.severity.as_str(), 7);
    format!("{}  {}  {}\n", style::paint(style::BOLD, rule.code), style::paint(colour, &severity), rule.title)
}

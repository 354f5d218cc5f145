//! Rows of a query become findings.

use std::cmp::Reverse;

use migrate_model::finding::{Finding, Span};

use crate::rule::{Rule, find, query};

/// A value of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// A text.
    Text(String),
}

/// A row of a query's result: values by column name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row(Vec<(String, Value)>);

impl FromIterator<(String, Value)> for Row {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(columns: I) -> Self {
        Row(columns.into_iter().collect())
    }
}

impl Row {
    fn get(&self, column: &str) -> &Value {
        self.0.iter().find(|(name, _)| name == column).map_or(&Value::Null, |(_, value)| value)
    }

    fn text(&self, column: &str) -> String {
        match self.get(column) {
            Value::Null => String::new(),
            Value::Int(n) => n.to_string(),
            Value::Real(x) => x.to_string(),
            Value::Text(text) => text.clone(),
        }
    }

    fn number(&self, column: &str) -> Option<u64> {
        match self.get(column) {
            Value::Int(n) => u64::try_from(*n).ok(),
            _ => None,
        }
    }

    fn place(&self, column: &str) -> u32 {
        self.number(column).and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
    }
}

/// Runs the queries of all rules, as one statement, and returns the findings: sorted by code and place, each once.
///
/// # Errors
/// The error of `run`.
pub fn evaluate<E>(run: &mut dyn FnMut(&str) -> Result<Vec<Row>, E>) -> Result<Vec<Finding>, E> {
    let rows = run(query())?;
    Ok(tidy(rows.iter().filter_map(|row| find(&row.text("code")).map(|rule| finding(rule, row))).collect()))
}

/// Runs the query of one rule; a rule without a query has no findings here.
///
/// # Errors
/// The error of `run`.
pub fn evaluate_rule<E>(rule: &Rule, run: &mut dyn FnMut(&str) -> Result<Vec<Row>, E>) -> Result<Vec<Finding>, E> {
    let Some(query) = rule.query else { return Ok(Vec::new()) };
    Ok(tidy(run(query)?.iter().map(|row| finding(rule, row)).collect()))
}

fn tidy(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.cmp(b)));
    // The same entity at the same place is one finding; the greatest count comes first.
    findings.dedup_by(|b, a| a.code == b.code && a.span == b.span && a.subject == b.subject);
    findings
}

fn key(finding: &Finding) -> (&str, &Option<Span>, &str, Reverse<u64>) {
    (&finding.code, &finding.span, &finding.subject, Reverse(finding.count))
}

fn finding(rule: &Rule, row: &Row) -> Finding {
    let (subject, detail, count) = (row.text("subject"), row.text("detail"), row.number("count").unwrap_or(1));
    let file = row.text("file");
    let mut finding = Finding::new(rule.code, rule.severity, fill(rule.message, &subject, &detail, count))
        .label(fill(rule.label, &subject, &detail, count))
        .count(count)
        .cost(rule.cost)
        .help(rule.help);
    finding.subject = subject;
    if !file.is_empty() {
        finding.span = Some(Span { file, line: row.place("line"), column: row.place("column"), end_column: 0 });
    }
    finding
}

/// Fills the placeholders of a template. The build script has checked that there are no others.
fn fill(template: &str, subject: &str, detail: &str, count: u64) -> String {
    let mut text = String::with_capacity(template.len() + subject.len() + detail.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        text.push_str(before);
        match name {
            "subject" => text.push_str(subject),
            "detail" => text.push_str(detail),
            "count" => text.push_str(&grouped(count)),
            _ => text.push_str(&counted(count, name.strip_prefix("count:").unwrap_or(name))),
        }
        rest = after;
    }
    text + rest
}

/// `1 file`, `2 files`; a noun with another plural is written `entry|entries`.
fn counted(count: u64, noun: &str) -> String {
    let (one, many) = noun.split_once('|').map_or_else(|| (noun, format!("{noun}s")), |(one, many)| (one, many.into()));
    format!("{} {}", grouped(count), if count == 1 { one } else { &many })
}

fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_counted() {
        let template = "`{subject}` throws {detail} into {count:other file}, {count}";
        assert_eq!(fill(template, "a::f", "E", 1), "`a::f` throws E into 1 other file, 1");
        assert_eq!(fill(template, "f", "{count}", 12345), "`f` throws {count} into 12,345 other files, 12,345");
        assert_eq!(counted(2, "entry|entries"), "2 entries");
    }

    #[test]
    fn findings_are_sorted_and_each_is_there_once() {
        let rule = crate::rule::all().iter().find(|rule| rule.query.is_some()).expect("there is a rule with a query");
        let row = |line: i64, count: i64| -> Row {
            [
                ("file".to_owned(), Value::Text("a.h".into())),
                ("line".to_owned(), Value::Int(line)),
                ("subject".to_owned(), Value::Text("f".into())),
                ("count".to_owned(), Value::Int(count)),
            ]
            .into_iter()
            .collect()
        };
        let mut run = |_: &str| Ok::<_, ()>(vec![row(9, 1), row(2, 1), row(2, 3)]);
        let found = evaluate_rule(rule, &mut run).expect("the query runs");
        let places: Vec<_> = found.iter().map(|f| (f.span.as_ref().map_or(0, |s| s.line), f.count)).collect();
        assert_eq!(places, [(2, 3), (9, 1)]);
        assert_eq!((found[0].code.as_str(), found[0].help.as_str()), (rule.code, rule.help));
    }

    #[test]
    fn an_error_of_the_index_is_handed_on() {
        assert_eq!(evaluate(&mut |_| Err::<Vec<Row>, _>("locked")), Err("locked"));
    }
}

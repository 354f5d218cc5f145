//! What comparisons found: for people, as Markdown for a CI summary, as JUnit.

use std::fmt::Write as _;

use migrate_model::bench::{Allowed, BenchDocument, Figure, METRICS, Metric, Subject, Unsafe, Verdict};
use migrate_model::finding::Severity;

use crate::human;
use crate::style::{BOLD, DIM, GREEN, RED, YELLOW, paint};
use crate::table::{count, left, right, thousands};

/// Heads of the columns: of two modules' sides, or of whatever was given.
fn heads(document: &BenchDocument) -> [&'static str; 5] {
    match document.module {
        Some(_) => ["metric", "C++", "Rust", "Rust ÷ C++", "verdict"],
        None => ["metric", "first", "second", "second ÷ first", "verdict"],
    }
}

/// The answers of several comparisons: each, and a row for each.
#[must_use]
pub fn human_all(documents: &[BenchDocument]) -> String {
    let mut out: String = documents.iter().map(|d| human(d) + "\n").collect();
    if documents.len() < 2 {
        out.pop();
        return out;
    }
    let rows: Vec<[String; 5]> = documents.iter().map(summary).collect();
    let widths = widths(&rows, SUMMARY);
    let _ = writeln!(out, "  {}", paint(DIM, &line(SUMMARY, widths)));
    for row in &rows {
        let _ = writeln!(out, "  {}", line(row.each_ref().map(String::as_str), widths));
    }
    out
}

const SUMMARY: [&str; 5] = ["module", "C++", "Rust", "Rust ÷ C++", "verdict"];

/// What decides, of one of several comparisons.
fn summary(document: &BenchDocument) -> [String; 5] {
    let name = document.module.as_ref().map_or_else(|| document.sides[1].clone(), |m| m.name.clone());
    let nothing = || ["–", "–", "–", "undecided"].map(str::to_owned);
    let [first, second, ratio, verdict] = document.metrics.first().map_or_else(nothing, |m| {
        let [_, first, second, ratio, verdict] = cells(m);
        [first, second, ratio, verdict]
    });
    let failed = document.findings.iter().find(|f| f.severity == Severity::Error);
    [name, first, second, ratio, failed.map_or(verdict.clone(), |f| format!("{verdict}, {}", f.code))]
}

/// The answer: a line with the verdict, a row for each metric, and what to think of it.
#[must_use]
pub fn human(document: &BenchDocument) -> String {
    let [first, second] = &document.sides;
    let mut out = format!("{}\n", paint(BOLD, &headline(document)));
    let [_, a, b, ..] = heads(document);
    let width = crate::table::width(b).max(crate::table::width(a));
    let _ = writeln!(out, "  {}  {first}\n  {}  {second}\n", left(a, width), left(b, width));
    if !document.metrics.is_empty() {
        out.push_str(&rows(document));
        out.push('\n');
    }
    for line in remarks(document) {
        let _ = writeln!(out, "  {line}");
    }
    for note in &document.notes {
        let _ = writeln!(out, "  {}: {note}", paint(YELLOW, "note"));
    }
    if !document.findings.is_empty() {
        out.push('\n');
        out.push_str(&human::findings(&document.findings, &mut |_| None));
    }
    out
}

/// The verdict in one line.
pub(crate) fn headline(document: &BenchDocument) -> String {
    let by = document.metrics.first().and_then(|m| m.ratio).map_or(String::new(), |ratio| match ratio {
        r if r < 1.0 => format!(" by {:.1} % of CPU time", 100.0 * (1.0 - r)),
        r => format!(" by {:.1} % of CPU time", 100.0 * (r - 1.0)),
    });
    let (about, second) = match &document.module {
        Some(module) => (format!("{}: ", module.name), "Rust"),
        None => (String::new(), "The second"),
    };
    let said = match document.verdict {
        Verdict::Faster => format!("{second} is faster{by}"),
        Verdict::Slower => format!("{second} is slower{by}"),
        Verdict::Equivalent => {
            format!("Both take the same CPU time, within {}", percent(document.margin))
        }
        Verdict::Undecided if !document.outputs.equal => "No verdict: the sides do not do the same".to_owned(),
        Verdict::Undecided if document.figures.iter().any(|f| !f.holds) && document.raw.trouble.is_empty() => {
            "No verdict: the sides do not keep to what was declared".to_owned()
        }
        Verdict::Undecided if !document.raw.trouble.is_empty() => "No verdict: measuring broke off".to_owned(),
        Verdict::Undecided if document.self_check.is_some_and(|c| c.alarm) => {
            "No verdict: this machine cannot tell".to_owned()
        }
        Verdict::Undecided => "Undecided".to_owned(),
    };
    about + &said
}

fn rows(document: &BenchDocument) -> String {
    let cells: Vec<[String; 5]> = document.metrics.iter().map(cells).collect();
    let widths = widths(&cells, heads(document));
    let mut out = format!("  {}\n", paint(DIM, &line(heads(document), widths)));
    for (row, metric) in cells.iter().zip(&document.metrics) {
        let style = match metric.verdict {
            Verdict::Faster => GREEN,
            Verdict::Slower if metric.fails() => RED,
            Verdict::Slower => YELLOW,
            Verdict::Equivalent | Verdict::Undecided => DIM,
        };
        let verdict = paint(style, &row[4]);
        let _ = writeln!(out, "  {}", line([&row[0], &row[1], &row[2], &row[3], &verdict], widths));
    }
    out
}

/// Widths of all columns but the last.
fn widths(rows: &[[String; 5]], heads: [&str; 5]) -> [usize; 4] {
    [0, 1, 2, 3].map(|column| {
        let widths = rows.iter().map(|row| crate::table::width(&row[column]));
        widths.chain([crate::table::width(heads[column])]).max().unwrap_or_default()
    })
}

fn line(row: [&str; 5], widths: [usize; 4]) -> String {
    let [name, first, second, ratio] = widths;
    format!(
        "{}  {}  {}  {}  {}",
        left(row[0], name),
        right(row[1], first),
        right(row[2], second),
        left(row[3], ratio),
        row[4]
    )
}

pub(crate) fn cells(metric: &Metric) -> [String; 5] {
    [
        metric.name.clone(),
        value(metric.first, &metric.unit),
        value(metric.second, &metric.unit),
        match (metric.ratio, metric.ci) {
            (Some(ratio), Some([low, high])) => format!("{ratio:.3}  [{low:.3}, {high:.3}]"),
            (Some(ratio), None) => format!("{ratio:.3}"),
            (None, _) => "–".to_owned(),
        },
        metric.verdict.as_str(metric.is_time()).to_owned(),
    ]
}

/// A value with a unit that people can read.
pub(crate) fn value(value: f64, unit: &str) -> String {
    let steps: &[(f64, &str)] = match unit {
        "ns" => &[(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1.0, "ns")],
        "bytes" => &[(1_073_741_824.0, "GiB"), (1_048_576.0, "MiB"), (1024.0, "KiB"), (1.0, "B")],
        _ => return thousands(value.max(0.0).round() as u64),
    };
    let (size, name) = steps.iter().find(|(size, _)| value >= *size).unwrap_or(&steps[steps.len() - 1]);
    let number = value / size;
    let digits = if number >= 100.0 || (*name == "B") {
        0
    } else if number >= 10.0 {
        1
    } else {
        2
    };
    format!("{number:.digits$} {name}")
}

fn percent(share: f64) -> String {
    format!("±{:.1} %", 100.0 * share)
}

/// How far the verdict may be trusted, one line each.
pub(crate) fn remarks(document: &BenchDocument) -> Vec<String> {
    let mut out = Vec::new();
    let outputs = &document.outputs;
    if outputs.equal && outputs.compared > 0 {
        let (n, of) = (count(outputs.iterations, "iteration"), count(outputs.compared, "output"));
        out.push(format!("outputs equal: {of} of {n} of each side"));
    }
    out.extend(document.figures.iter().map(figure));
    if let Some(check) = document.self_check {
        let [low, high] = check.ci;
        let word = if check.alarm { paint(RED, "alarm") } else { "ok".to_owned() };
        out.push(format!("the first side against itself: {word}, {:.3} [{low:.3}, {high:.3}]", check.ratio));
    }
    let layouts: std::collections::BTreeSet<u32> = document.raw.launches.iter().map(|l| l.layout).collect();
    if !document.raw.launches.is_empty() {
        out.push(format!(
            "{}, {}, {:.1} s of measuring; margin {}, confidence {} %",
            count(document.raw.launches.len() as u64, "launch"),
            count(layouts.len() as u64, "layout"),
            document.seconds,
            percent(document.margin),
            (1e4 * (1.0 - document.settings.alpha)).round() / 100.0
        ));
    }
    if let Some(metric) = document.metrics.first().filter(|m| m.verdict == Verdict::Undecided) {
        let detectable = metric.mde.map(|mde| format!("differences from {:.1} % on would show", 100.0 * mde));
        let needed = metric.seconds_to_decide.map(|s| format!("about {s:.0} s of measuring would decide (--budget)"));
        out.extend(detectable.into_iter().chain(needed));
    }
    for metric in document.open_gates() {
        out.push(format!("the gate on {metric} is open: it was not measured"));
    }
    if let Some(limit) = document.machine.cpu_limit {
        out.push(format!("a control group allows {limit:.1} cores: wall times include what it holds back"));
    }
    if document.machine.cores == 1 {
        out.push("one core: wall times include whatever else runs".to_owned());
    }
    out.extend(document.native.as_deref().map(|native| without_border(document, native)));
    out.extend(document.module.iter().flat_map(built));
    out
}

/// A figure of the scenario: what both sides say, and what was declared.
fn figure(figure: &Figure) -> String {
    let number = |value: Option<f64>| value.map_or("–".to_owned(), |v| v.to_string());
    let share = |ratio: f64| format!("{} %", (1e4 * (ratio - 1.0).abs()).round() / 100.0);
    let declared = match figure.allowed {
        None | Some(Allowed { least: None, most: None }) => "has to be equal".to_owned(),
        Some(Allowed { least: None, most: Some(most) }) => format!("may be {} more", share(most)),
        Some(Allowed { least: Some(least), most: None }) => format!("may be {} less", share(least)),
        Some(Allowed { least: Some(least), most: Some(most) }) => {
            format!("may be {} less to {} more", share(least), share(most))
        }
    };
    let word = if figure.holds { "ok".to_owned() } else { paint(RED, "broken") };
    format!("{} {} and {}: {word}, {declared}", figure.name, number(figure.first), number(figure.second))
}

/// What Rust takes that Rust calls, and so what the border costs.
fn without_border(document: &BenchDocument, native: &BenchDocument) -> String {
    if let Some(what) = &native.outputs.difference {
        return format!("Rust without a border does something else: {what}");
    }
    let Some(metric) = native.metrics.first() else { return "Rust without a border was not measured".to_owned() };
    let [_, _, time, ratio, _] = cells(metric);
    let border = match document.border() {
        Some(cost) if cost > 0.0 => format!("; the border costs {} an iteration", value(cost, "ns")),
        _ => "; no cost of the border shows".to_owned(),
    };
    format!("Rust without a border: {time}, {ratio} of C++{border}")
}

/// How both sides were built and how large they are, one line each.
fn built(module: &Subject) -> [String; 2] {
    let Unsafe { blocks, functions, impls, externs } = module.unsafe_code;
    let kinds = [(blocks, "block"), (functions, "function"), (impls, "impl"), (externs, "extern block")];
    let kinds: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, kind)| count(u64::from(*n), kind)).collect();
    let unsafe_code = if kinds.is_empty() { "nothing".to_owned() } else { kinds.join(", ") };
    [
        format!("C++: {}, {}", module.cpp_flags.join(" "), count(module.cpp_lines, "line")),
        format!("Rust: {}, {}, unsafe: {unsafe_code}", module.rust_flags.join(" "), count(module.rust_lines, "line")),
    ]
}

/// The answers as Markdown, for the summary of a CI job.
#[must_use]
pub fn markdown(documents: &[BenchDocument]) -> String {
    let mut out = String::new();
    if documents.len() > 1 {
        out.push_str(&overview(documents));
        out.push('\n');
    }
    out.extend(documents.iter().map(section));
    out
}

/// A row for each comparison and a column for each metric that one of them has: second ÷ first.
fn overview(documents: &[BenchDocument]) -> String {
    let metric = |document: &BenchDocument, name: &str| document.metrics.iter().find(|m| m.name == name).cloned();
    let is_known = |name: &&str| documents.iter().any(|d| metric(d, name).is_some());
    let names: Vec<&str> = METRICS.into_iter().filter(is_known).collect();
    let mut out =
        format!("| module | verdict | C++ | {} |\n|---|---|--:|{}\n", names.join(" | "), "--:|".repeat(names.len()));
    for document in documents {
        let [module, first, .., verdict] = summary(document);
        let ratio = |name: &&str| match metric(document, name) {
            Some(Metric { ratio: Some(ratio), ci: Some([low, high]), .. }) if low < high => {
                format!("{ratio:.2} [{low:.2}, {high:.2}]")
            }
            Some(Metric { ratio: Some(ratio), .. }) => format!("{ratio:.2}"),
            Some(Metric { first, second, unit, .. }) => format!("{} to {}", value(first, &unit), value(second, &unit)),
            None => "–".to_owned(),
        };
        let cells: Vec<String> = names.iter().map(ratio).collect();
        let _ = writeln!(out, "| {module} | {verdict} | {first} | {} |", cells.join(" | "));
    }
    out
}

fn section(document: &BenchDocument) -> String {
    let [first, second] = &document.sides;
    let heads = heads(document);
    let mut out =
        format!("### {}\n\n`{second}` ({}) against `{first}` ({})\n\n", headline(document), heads[2], heads[1]);
    if !document.metrics.is_empty() {
        let _ = writeln!(out, "| {} |\n|---|--:|--:|---|---|", heads.join(" | "));
        for metric in &document.metrics {
            let [name, a, b, ratio, verdict] = cells(metric);
            let gate = if metric.fails() { " ❌" } else { "" };
            let _ = writeln!(out, "| {name} | {a} | {b} | {ratio} | {verdict}{gate} |");
        }
        out.push('\n');
    }
    for finding in &document.findings {
        let _ = writeln!(out, "- **{}** {}", finding.code, finding.message);
    }
    out
}

/// The answers as JUnit: a suite for each, with a test case for each metric, and one for the outputs.
#[must_use]
pub fn junit(documents: &[BenchDocument]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    out.extend(documents.iter().map(suite));
    out.push_str("</testsuites>\n");
    out
}

fn suite(document: &BenchDocument) -> String {
    let against = || format!("{} against {}", document.sides[1], document.sides[0]);
    let suite = document.module.as_ref().map_or_else(against, |module| module.name.clone());
    let mut cases = vec![("outputs".to_owned(), document.outputs.difference.clone())];
    let broken = |f: &Figure| (!f.holds).then(|| figure(f));
    cases.extend(document.figures.iter().map(|f| (format!("figure {}", f.name), broken(f))));
    cases.extend(document.raw.trouble.iter().map(|f| (f.code.clone(), Some(f.message.clone()))));
    for metric in &document.metrics {
        let [_, a, b, ratio, verdict] = cells(metric);
        cases.push((metric.name.clone(), metric.fails().then(|| format!("{verdict}: {a} and {b}, {ratio}"))));
    }
    let failures = cases.iter().filter(|(_, failure)| failure.is_some()).count();
    let mut out = String::new();
    let name = escaped(&suite);
    let _ = writeln!(
        out,
        "<testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\" time=\"{:.3}\">",
        cases.len(),
        document.seconds
    );
    for (case, failure) in cases {
        let case = escaped(&case);
        let _ = match failure {
            None => writeln!(out, "  <testcase classname=\"{name}\" name=\"{case}\"/>"),
            Some(text) => writeln!(
                out,
                "  <testcase classname=\"{name}\" name=\"{case}\"><failure message=\"{}\"/></testcase>",
                escaped(&text)
            ),
        };
    }
    out.push_str("</testsuite>\n");
    out
}

/// Text for XML: characters that it has no place for become `?`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() => out.push('?'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_units_that_fit() {
        assert_eq!(value(1.25, "ns"), "1.25 ns");
        assert_eq!(value(20_500.0, "ns"), "20.5 µs");
        assert_eq!(value(0.4, "ns"), "0.40 ns");
        assert_eq!(value(512.0, "bytes"), "512 B");
        assert_eq!(value(3.0 * 1024.0 * 1024.0, "bytes"), "3.00 MiB");
        assert_eq!(value(1_234_567.0, ""), "1,234,567");
    }

    #[test]
    fn xml_is_escaped() {
        assert_eq!(escaped("a<b> & \"c\"\n\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot; ?");
    }
}

//! What a comparison found: for people, as Markdown for a CI summary, as JUnit.

use std::fmt::Write as _;

use migrate_model::bench::{BenchDocument, Metric, Verdict};

use crate::human;
use crate::style::{BOLD, DIM, GREEN, RED, YELLOW, paint};
use crate::table::{count, left, right, thousands};

const HEADS: [&str; 5] = ["metric", "first", "second", "second ÷ first", "verdict"];

/// The answer: a line with the verdict, a row for each metric, and what to think of it.
#[must_use]
pub fn human(document: &BenchDocument) -> String {
    let [first, second] = &document.sides;
    let mut out = format!("{}\n", paint(BOLD, &headline(document)));
    let _ = writeln!(out, "  first   {first}\n  second  {second}\n");
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
    match document.verdict {
        Verdict::Faster => format!("The second is faster{by}"),
        Verdict::Slower => format!("The second is slower{by}"),
        Verdict::Equivalent => {
            format!("Both take the same CPU time, within {}", percent(document.margin))
        }
        Verdict::Undecided if !document.outputs.equal => "No verdict: the sides do not do the same".to_owned(),
        Verdict::Undecided if !document.raw.trouble.is_empty() => "No verdict: measuring broke off".to_owned(),
        Verdict::Undecided if document.self_check.is_some_and(|c| c.alarm) => {
            "No verdict: this machine cannot tell".to_owned()
        }
        Verdict::Undecided => "Undecided".to_owned(),
    }
}

fn rows(document: &BenchDocument) -> String {
    let cells: Vec<[String; 5]> = document.metrics.iter().map(cells).collect();
    let widest = |column: usize| {
        let widths = cells.iter().map(|row| crate::table::width(&row[column]));
        widths.chain([crate::table::width(HEADS[column])]).max().unwrap_or_default()
    };
    let line = |row: [&str; 5]| {
        format!(
            "{}  {}  {}  {}  {}",
            left(row[0], widest(0)),
            right(row[1], widest(1)),
            right(row[2], widest(2)),
            left(row[3], widest(3)),
            row[4]
        )
    };
    let mut out = format!("  {}\n", paint(DIM, &line(HEADS)));
    for (row, metric) in cells.iter().zip(&document.metrics) {
        let style = match metric.verdict {
            Verdict::Faster => GREEN,
            Verdict::Slower if metric.fails() => RED,
            Verdict::Slower => YELLOW,
            Verdict::Equivalent | Verdict::Undecided => DIM,
        };
        let verdict = paint(style, &row[4]);
        let _ = writeln!(out, "  {}", line([&row[0], &row[1], &row[2], &row[3], &verdict]));
    }
    out
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
fn value(value: f64, unit: &str) -> String {
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
            100.0 * (1.0 - document.settings.alpha)
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
    out
}

/// The answer as Markdown, for the summary of a CI job.
#[must_use]
pub fn markdown(document: &BenchDocument) -> String {
    let [first, second] = &document.sides;
    let mut out = format!("### {}\n\n`{second}` (second) against `{first}` (first)\n\n", headline(document));
    if !document.metrics.is_empty() {
        out.push_str("| metric | first | second | second ÷ first | verdict |\n|---|--:|--:|---|---|\n");
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

/// The answer as JUnit: a test case for each metric, and one for the outputs.
#[must_use]
pub fn junit(document: &BenchDocument) -> String {
    let suite = format!("{} against {}", document.sides[1], document.sides[0]);
    let mut cases = vec![("outputs".to_owned(), document.outputs.difference.clone())];
    cases.extend(document.raw.trouble.iter().map(|f| (f.code.clone(), Some(f.message.clone()))));
    for metric in &document.metrics {
        let [_, a, b, ratio, verdict] = cells(metric);
        cases.push((metric.name.clone(), metric.fails().then(|| format!("{verdict}: {a} and {b}, {ratio}"))));
    }
    let failures = cases.iter().filter(|(_, failure)| failure.is_some()).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = escaped(&suite);
    let _ = writeln!(
        out,
        "<testsuites><testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\" time=\"{:.3}\">",
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
    out.push_str("</testsuite></testsuites>\n");
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

//! The page of a comparison: what is said, the ratios of all metrics, and the processes behind them.

use migrate_model::bench::{BenchDocument, Block, Metric, Verdict};
use minijinja::context;
use serde::Serialize;

use super::curves::plots;
use super::{BASE, render, round};
use crate::bench::{cells, headline, remarks};

const TEMPLATE: &str = include_str!("page/compare.html");
const STYLE: &str = include_str!("page/compare.css");
/// Half the width of the plot of ratios, in units of the picture.
const HALF: f64 = 200.0;
/// Space below and above the middle of the plot of processes.
const TALL: f64 = 110.0;
/// Distance of two processes.
const STEP: f64 = 18.0;

/// The page as HTML.
///
/// # Panics
/// Never: the template is part of the program, and a test renders it.
#[must_use]
pub fn compare_page(document: &BenchDocument) -> String {
    let scale = Scale::of(document);
    let dots = dots(document);
    let reach = dots.iter().map(|d| d.log.abs()).fold(2.0 * document.margin.ln_1p(), f64::max).max(1e-4) * 1.1;
    let height = |log: f64| round(120.0 - log / reach * TALL);
    let width = (46.0 + STEP * (document.raw.launches.len() as f64 + 1.0)).max(640.0);
    let band = document.margin.ln_1p();
    render(
        TEMPLATE,
        context! {
            first => document.sides[0],
            second => document.sides[1],
            style => [BASE, STYLE].concat(),
            headline => headline(document),
            remarks => remarks(document).iter().map(|r| plain(r)).collect::<Vec<_>>(),
            findings => document.findings,
            rows => document.metrics.iter().map(|m| scale.row(m)).collect::<Vec<_>>(),
            axis => scale.words(),
            band => Band { from: scale.x(-band), width: round(scale.x(band) - scale.x(-band)) },
            rows_band => Band { from: height(band), width: round(height(-band) - height(band)) },
            width => width,
            ticks => [reach / 1.1, 0.0, -reach / 1.1].map(|log| Tick { y: height(log), words: format!("{:.3}", log.exp()) }),
            plots => plots(document),
            launches => dots.iter().map(|d| d.placed(height(d.log))).collect::<Vec<_>>(),
        },
    )
}

#[derive(Serialize)]
struct Band {
    from: f64,
    width: f64,
}

#[derive(Serialize)]
struct Tick {
    y: f64,
    words: String,
}

#[derive(Serialize)]
struct Row {
    name: String,
    first: String,
    second: String,
    ratio: String,
    verdict: String,
    state: &'static str,
    gate: bool,
    mark: Option<Mark>,
}

#[derive(Serialize)]
struct Mark {
    at: f64,
    low: f64,
    high: f64,
}

/// Where a ratio lies in the plot: the logarithm counts, so that half and double are equally far from the middle.
struct Scale {
    /// The largest logarithm that has a place.
    reach: f64,
}

impl Scale {
    /// Least and most that the plot shows: a tenth, and eight times as much.
    const REACH: (f64, f64) = (0.1, 2.1);

    fn of(document: &BenchDocument) -> Scale {
        let ends = document.metrics.iter().filter(|m| m.verdict != Verdict::Undecided).filter_map(|m| m.ratio);
        let reach = ends.map(|ratio| ratio.ln().abs()).filter(|log| log.is_finite()).fold(Scale::REACH.0, f64::max);
        Scale { reach: 1.2 * reach.min(Scale::REACH.1) }
    }

    /// What is beyond the ends lies at them.
    fn x(&self, log: f64) -> f64 {
        round(HALF + (log / self.reach).clamp(-1.0, 1.0) * (HALF - 6.0))
    }

    fn words(&self) -> String {
        format!("{:.2} ← 1 → {:.2}", (-self.reach).exp(), self.reach.exp())
    }

    fn row(&self, metric: &Metric) -> Row {
        let [name, first, second, ratio, verdict] = cells(metric);
        let ends = metric.ci.unwrap_or([metric.ratio.unwrap_or(1.0); 2]);
        let mark = metric.ratio.filter(|r| *r > 0.0);
        let state = match metric.verdict {
            _ if metric.fails() => "failed",
            Verdict::Faster => "less",
            Verdict::Slower => "more",
            Verdict::Equivalent | Verdict::Undecided => "",
        };
        let mark = mark.map(|at| Mark { at: self.x(at.ln()), low: self.x(ends[0].ln()), high: self.x(ends[1].ln()) });
        Row { name, first, second, ratio, verdict, state, gate: metric.fails(), mark }
    }
}

/// The median of a process.
struct Dot {
    number: usize,
    layout: u32,
    is_self: bool,
    log: f64,
}

#[derive(Serialize)]
struct Placed {
    x: f64,
    y: f64,
    colour: u32,
    class: &'static str,
}

impl Dot {
    fn placed(&self, y: f64) -> Placed {
        let class = if self.is_self { "self" } else { "both" };
        Placed { x: round(46.0 + STEP * (self.number as f64 + 0.8)), y, colour: self.layout, class }
    }
}

fn dots(document: &BenchDocument) -> Vec<Dot> {
    let mut out = Vec::new();
    for (number, launch) in document.raw.launches.iter().enumerate() {
        for (blocks, is_self) in [(&launch.same, true), (&launch.blocks, false)] {
            if let Some(log) = middle(blocks) {
                out.push(Dot { number, layout: launch.layout, is_self, log });
            }
        }
    }
    out
}

/// The median of the logarithms of ratios.
fn middle(blocks: &[Block]) -> Option<f64> {
    let mut logs: Vec<f64> = blocks.iter().map(|b| (b.cpu[1] as f64 / b.cpu[0] as f64).ln()).collect();
    logs.retain(|log| log.is_finite());
    logs.sort_by(f64::total_cmp);
    logs.get(logs.len() / 2).copied()
}

/// Text for people has styles, which a page has no use for.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut escape = false;
    for c in text.chars() {
        match (escape, c) {
            (false, '\u{1b}') => escape = true,
            (false, c) => out.push(c),
            (true, 'm') => escape = false,
            (true, _) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use migrate_model::bench::{Heap, Latency, Launch, Machine, Outputs, Raw, SCHEMA, SCHEMA_VERSION, Settings};
    use migrate_model::finding::{Finding, Severity};

    use super::*;

    fn page() -> String {
        let metric = |name: &str, ratio: Option<f64>| Metric {
            name: name.into(),
            unit: "ns".into(),
            first: 100.0,
            second: 50.0,
            verdict: Verdict::Faster,
            ratio,
            ci: ratio.map(|r| [r - 0.01, r + 0.01]),
            mde: None,
            seconds_to_decide: None,
            samples: 3,
            iterations: None,
            gate: None,
        };
        let latency = |side| Latency {
            side,
            request: 1,
            period: 100,
            open: vec![[50, 90], [400, 10]],
            closed: vec![[40, 90], [90, 10]],
        };
        let block = Block { cpu: [100, 50], wall: [100, 50] };
        let launch = Launch { iterations: 1, blocks: vec![block; 3], same: vec![block], ..Launch::default() };
        compare_page(&BenchDocument {
            schema: SCHEMA.into(),
            schema_version: SCHEMA_VERSION,
            verdict: Verdict::Faster,
            sides: ["<b>old".into(), "new".into()],
            metrics: vec![metric("cpu_time", Some(0.5)), metric("leaked", None)],
            outputs: Outputs { equal: true, ..Outputs::default() },
            self_check: None,
            margin: 0.01,
            seconds: 1.0,
            figures: vec![],
            findings: vec![Finding::new("MG0807", Severity::Error, "<script>alert(1)")],
            notes: vec![],
            settings: Settings {
                margin: 0.01,
                alpha: 0.01,
                budget: 1.0,
                seed: 1,
                layouts: 1,
                gates: vec![],
                relations: vec![],
            },
            machine: Machine::default(),
            raw: Raw {
                launches: vec![launch; 2],
                latencies: [0, 1].map(latency).to_vec(),
                heap: [0, 1].map(|side| Heap { side, part: 5, bytes: vec![[64, 128], [80, 128]] }).to_vec(),
                ..Raw::default()
            },
            module: None,
            native: None,
        })
    }

    #[test]
    fn shows_every_metric_and_process_and_no_foreign_markup() {
        let page = page();
        assert!(page.contains("The second is faster by 50.0 % of CPU time."), "{page}");
        assert_eq!(page.matches("<th scope=\"row\">").count(), 2);
        assert_eq!(page.matches("class=\"both\"").count(), 2);
        assert_eq!(page.matches("class=\"self\"").count(), 2);
        assert_eq!(page.matches("<polyline class=\"side1 faint\"").count(), 2);
        assert!(!page.contains("<script") && !page.contains("<b>old") && !page.contains('\u{1b}'));
        assert!(!page.contains("http:") && !page.contains("NaN"));
    }
}

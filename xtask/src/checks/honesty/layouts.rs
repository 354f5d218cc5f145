//! One function in many places: `migrate bench compare --layout` must not call any of them faster or slower.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{answer, busy, compare, object, quantile, with_layouts};
use crate::context::Context;

/// The kernel, in the repository.
const SOURCE: &str = "benches/honesty/layouts.c";
/// Without these the compiler puts loops where layout matters less.
const UNALIGNED: [&str; 4] = ["-falign-functions=1", "-falign-loops=1", "-falign-jumps=1", "-falign-labels=1"];
/// Places: so many bytes from one to the next, through a cache line.
const STEP: usize = 4;
const PLACES: usize = 64 / STEP;

/// Sets of places that are drawn for both sides again and again.
pub(crate) struct Draw {
    pub(crate) name: &'static str,
    /// Pairs of files in a comparison; with one pair there is no `--layout`.
    pairs: usize,
    /// For the published table.
    pub(crate) runs: u32,
}

pub(crate) const DRAWS: &[Draw] = &[
    Draw { name: "layouts: one pair", pairs: 1, runs: 50 },
    Draw { name: "layouts: 3 pairs", pairs: 3, runs: 50 },
    Draw { name: "layouts: 5 pairs", pairs: 5, runs: 50 },
    Draw { name: "layouts: 8 pairs", pairs: 8, runs: 50 },
];

/// The first lines of the table.
pub(crate) const HEAD: &str = "| padded copies of one function | runs | faster or slower | equivalent | undecided | off by more than 1 % | ratio, all | half an interval, median |\n|---|---|---|---|---|---|---|---|";

/// What came out of a draw.
pub(crate) struct Drawn {
    name: &'static str,
    verdicts: Vec<String>,
    ratios: Vec<f64>,
    /// Half of an interval's length, as a share.
    halves: Vec<f64>,
}

/// Draws and compares so many times, while `load` threads do nothing but take time.
pub(crate) fn measured(context: &Context, draw: &Draw, runs: u32, load: usize) -> Result<Drawn> {
    let files = (0..PLACES).map(|place| build(context, place * STEP)).collect::<Result<Vec<_>>>()?;
    let mut random = fastrand::Rng::with_seed(draw.pairs as u64);
    let mut drawn = Drawn { name: draw.name, verdicts: vec![], ratios: vec![], halves: vec![] };
    busy(load, || {
        for seed in 0..runs {
            let [first, second] = [0, 1].map(|_| random.choose_multiple(files.iter(), draw.pairs));
            let pairs: Vec<[&PathBuf; 2]> = first.into_iter().zip(second).map(|(a, b)| [a, b]).collect();
            let run = compare(context)?.args(["--budget", "2s", "--seed"]).arg(seed.to_string());
            drawn.add(&answer(with_layouts(run, &pairs))?)?;
        }
        Ok(drawn)
    })
}

fn build(context: &Context, padding: usize) -> Result<PathBuf> {
    let options = UNALIGNED.map(str::to_owned).into_iter().chain([format!("-DPADDING={padding}")]);
    object(context, SOURCE, &format!("place-{padding}"), &options.collect::<Vec<_>>())
}

impl Drawn {
    fn add(&mut self, document: &Value) -> Result<()> {
        self.verdicts.push(document["verdict"].as_str().context("a verdict")?.to_owned());
        let decides = &document["metrics"][0];
        self.ratios.push(decides["ratio"].as_f64().context("a ratio")?);
        let [low, high]: [f64; 2] = serde_json::from_value(decides["ci"].clone()).context("an interval")?;
        self.halves.push((high / low).sqrt() - 1.0);
        Ok(())
    }

    /// A row of the table.
    pub(crate) fn row(&self) -> String {
        let of = |verdict: &str| self.verdicts.iter().filter(|v| *v == verdict).count();
        let off = self.ratios.iter().filter(|ratio| ratio.ln().abs() > 0.01).count();
        let (least, most) = (quantile(&self.ratios, 0.0), quantile(&self.ratios, 1.0));
        format!(
            "| {} | {} | {} | {} | {} | {off} | {least:.3} to {most:.3} | {:.1} % |",
            self.name,
            self.verdicts.len(),
            of("faster") + of("slower"),
            of("equivalent"),
            of("undecided"),
            100.0 * quantile(&self.halves, 0.5),
        )
    }
}

//! Other orders over the same net, to compare with.

use migrate_model::plan::{Baselines, OrderCost};

use crate::border::price;
use crate::net::{Net, Node};
use crate::order::{leaf_first, shuffle, smallest_first};

/// Number of random orders; seeds count from 0.
const RANDOM_ORDERS: u32 = 300;

/// Area and peak of the baselines. `greedy` is the greedy order, which the caller has already.
pub(crate) fn baselines(net: &Net, greedy: &[Node]) -> Baselines {
    Baselines {
        random: random(net),
        leaf_first: price(net, &leaf_first(net)),
        smallest_first: price(net, &smallest_first(net)),
        greedy: price(net, greedy),
    }
}

/// Medians of area and of peak, each on its own, with the curve of the run whose area is nearest to the median.
fn random(net: &Net) -> OrderCost {
    let runs: Vec<OrderCost> = (0..RANDOM_ORDERS).map(|seed| price(net, &shuffle(net.len(), seed))).collect();
    let area = median(runs.iter().map(|r| r.area).collect());
    let peak = median(runs.iter().map(|r| r.peak).collect());
    let distance = |r: &OrderCost| (r.area - area).abs();
    let nearest = runs.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
    OrderCost { area, peak, curve: nearest.map(|r| r.curve).unwrap_or_default() }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        n => (values[n / 2 - 1] + values[n / 2]) / 2.0,
    }
}

use proptest::prelude::*;

use super::{Arrangement, Effort, Hyper, improve};
use crate::border::price;
use crate::fixtures::any_graph;
use crate::net::{Net, Node};
use crate::order::{Greed, greedy, shuffle};

const BRIEF: Effort = Effort { operations: 200_000, idle_shakes: 30 };

fn net(graph: &migrate_model::graph::SymbolGraph) -> Net {
    let nodes = graph.files.keys().enumerate().map(|(i, f)| (f.as_str(), i as Node)).collect();
    Net::new(graph, graph.files.values().map(|f| f.lines).collect(), &nodes)
}

proptest! {
    #[test]
    fn area_and_peak_equal_those_of_the_definition(graph in any_graph(), seed in 0..1000_u32) {
        let net = net(&graph);
        let hyper = Hyper::new(&net);
        let order = shuffle(net.len(), seed);
        let mut quick = Arrangement::new(&hyper, &order);
        let limit = quick.peak();
        for _ in 0..2 {
            let cost = price(&net, &quick.order);
            prop_assert_eq!(quick.twice_area() as f64 / (2 * net.total_lines()).max(1) as f64, cost.area);
            prop_assert_eq!(quick.peak() as f64, cost.peak);
            quick.settle(limit);
        }
    }

    #[test]
    fn every_probed_place_costs_what_it_says(graph in any_graph(), seed in 0..1000_u32) {
        let net = net(&graph);
        let hyper = Hyper::new(&net);
        let order = shuffle(net.len(), seed);
        for from in 0..net.len() {
            for to in 0..net.len() {
                let mut moved = order.clone();
                let node = moved.remove(from);
                moved.insert(to, node);
                let mut quick = Arrangement::new(&hyper, &order);
                let said = quick.twice_area() + quick.cost_of_moving(node, to);
                prop_assert_eq!(said, Arrangement::new(&hyper, &moved).twice_area());
            }
        }
    }

    #[test]
    fn never_worse_than_greedy_in_area_or_peak(graph in any_graph()) {
        let net = net(&graph);
        let start = greedy(&net, Greed::PerLine);
        let better = improve(&net, &start, BRIEF);
        let (was, is) = (price(&net, &start), price(&net, &better));
        prop_assert!(is.area <= was.area && is.peak <= was.peak);
        let mut all = better.clone();
        all.sort_unstable();
        prop_assert_eq!(all, (0..net.len() as Node).collect::<Vec<_>>());
    }
}

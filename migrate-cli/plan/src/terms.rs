//! Why a step stands where it stands: the parts of its score.
//!
//! The score of a step is the change of live symbols that it brings, for each hundred lines that it moves. Least moves
//! next. Where a plain comparison of scores would take another node, the order came from the search over whole orders
//! instead; then a term `search` says so, and what the other choice would cost in the end.

use std::collections::BTreeMap;

use migrate_model::plan::Term;

use crate::border::Way;
use crate::net::{Net, Node};
use crate::order::{Frontier, Greed};
use crate::search::Arrangement;

/// Scores are for this many lines.
const PER_LINES: f64 = 100.0;
/// Other nodes that a reason names.
const NAMED: usize = 3;

/// What the terms of all steps need.
pub(crate) struct Explainer<'a> {
    /// What moves.
    pub(crate) net: &'a Net,
    /// Names of the nodes.
    pub(crate) names: &'a [&'a str],
    /// Limit of the peak that the search kept to.
    pub(crate) peak_limit: u64,
}

impl Explainer<'_> {
    /// The terms of the next step; moves the frontier past it. `order` is the whole order, `at` the step's position.
    pub(crate) fn step(
        &self,
        frontier: &mut Frontier<'_>,
        nodes: &[Node],
        order: &mut Arrangement<'_>,
        at: usize,
    ) -> Vec<Term> {
        let lines = nodes.iter().map(|&n| self.net.lines[n as usize]).sum::<u64>().max(1);
        let rival = frontier.cheapest(Greed::PerLine);
        let rival_score =
            rival.map(|n| PER_LINES * Greed::PerLine.value(frontier.delta(n), self.net.lines[n as usize]));
        let (opened, closed) = self.changes(frontier, nodes);
        let value = |symbols: usize| PER_LINES * symbols as f64 / lines as f64;
        let mut terms = Vec::new();
        if !opened.is_empty() || closed.is_empty() {
            let why = self.opens(nodes, &opened, lines);
            terms.push(Term { name: "opens".to_owned(), value: value(opened.len()), why });
        }
        if !closed.is_empty() {
            let why = format!(
                "ends {} over {lines} lines: {}",
                count(closed.len(), "live symbol"),
                self.partners(nodes, &closed)
            );
            terms.push(Term { name: "closes".to_owned(), value: -value(closed.len()), why });
        }
        let own = score(&terms);
        if let (Some(rival), Some(least)) = (rival, rival_score)
            && least < own
            && !nodes.contains(&rival)
        {
            let why = self.searched(order, at, rival, least);
            terms.push(Term { name: "search".to_owned(), value: least - own, why });
        }
        terms
    }

    /// Crossings that become live and that stop being so; the frontier is past the step then.
    fn changes(&self, frontier: &mut Frontier<'_>, nodes: &[Node]) -> (Vec<u32>, Vec<u32>) {
        let mut touched: Vec<u32> = nodes.iter().flat_map(|&n| self.net.touching(n)).collect();
        touched.sort_unstable();
        touched.dedup();
        let was: Vec<bool> = touched.iter().map(|&c| frontier.live().way(c) != Way::Dead).collect();
        nodes.iter().for_each(|&n| frontier.advance(n));
        let (mut opened, mut closed) = (Vec::new(), Vec::new());
        for (&crossing, was) in touched.iter().zip(was) {
            match (was, frontier.live().way(crossing) != Way::Dead) {
                (false, true) => opened.push(crossing),
                (true, false) => closed.push(crossing),
                _ => {}
            }
        }
        (opened, closed)
    }

    fn opens(&self, nodes: &[Node], opened: &[u32], lines: u64) -> String {
        if opened.is_empty() {
            return self.unchanged(nodes);
        }
        let own = opened.iter().filter(|&&c| nodes.contains(&self.net.crossings[c as usize].owner)).count();
        let ways = match (own, opened.len() - own) {
            (own, 0) => format!("C++ will call {own} of its"),
            (0, other) => format!("it will call {other} of C++"),
            (own, other) => format!("C++ will call {own} of its, it will call {other} of C++"),
        };
        let symbols = count(opened.len(), "symbol");
        format!("makes {symbols} live over {lines} lines ({ways}): {}", self.partners(nodes, opened))
    }

    fn unchanged(&self, nodes: &[Node]) -> String {
        match nodes.iter().map(|&n| self.net.touching(n).count()).sum::<usize>() {
            0 => "shares no symbol with the rest: it costs nothing at any time".to_owned(),
            _ => "makes no symbol live and ends none: those that are live only change direction".to_owned(),
        }
    }

    /// Who is at the other end, those with most symbols first.
    fn partners(&self, nodes: &[Node], crossings: &[u32]) -> String {
        let mut symbols_at: BTreeMap<Node, usize> = BTreeMap::new();
        for &c in crossings {
            let c = &self.net.crossings[c as usize];
            let own = nodes.contains(&c.owner);
            let ends = if own { c.users.as_slice() } else { std::slice::from_ref(&c.owner) };
            ends.iter().filter(|n| !nodes.contains(n)).for_each(|&n| *symbols_at.entry(n).or_default() += 1);
        }
        if symbols_at.is_empty() {
            return "among themselves".to_owned();
        }
        let mut ranked: Vec<(Node, usize)> = symbols_at.into_iter().collect();
        ranked.sort_by_key(|&(node, symbols)| (std::cmp::Reverse(symbols), node));
        let mut named: Vec<String> =
            ranked.iter().take(NAMED).map(|&(n, symbols)| format!("{} {symbols}", self.names[n as usize])).collect();
        if ranked.len() > NAMED {
            named.push(count(ranked.len() - NAMED, "other"));
        }
        named.join(", ")
    }

    fn searched(&self, order: &mut Arrangement<'_>, at: usize, rival: Node, least: f64) -> String {
        let rival_name = self.names[rival as usize];
        let more = order.cost_of_moving(rival, at) as f64 / (2 * self.net.total_lines()).max(1) as f64;
        let reason = if more > 0.0 {
            format!("but moving it here would make the area of the whole order {more:.2} larger")
        } else if more == 0.0 {
            "but the area of the whole order is the same either way".to_owned()
        } else {
            format!("but moving it here would lift the peak over {}", self.peak_limit)
        };
        format!("placed by the search over whole orders: {rival_name} alone would score {least:.2} now, {reason}")
    }
}

/// A number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// The sum of the terms, in their order.
pub(crate) fn score(terms: &[Term]) -> f64 {
    terms.iter().fold(0.0, |sum, term| sum + term.value)
}

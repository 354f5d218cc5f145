//! What the border between C++ and Rust costs.
//!
//! * A symbol is **live** while its owner and at least one of its users are on different sides. It counts once, however
//!   many users it has. If the owner has moved, C++ calls Rust; if not, Rust calls C++.
//! * The **curve** is the number of live symbols after 0, 1, … moves, over the share of source lines moved. It starts and
//!   ends at 0.
//! * The **area** is the integral of the curve (trapezoids): the mean number of live symbols, weighted by lines. It takes
//!   work to be proportional to lines.
//! * The **peak** is the maximum of the curve.
//!
//! A symbol is live from the first to the last move among its owner and users. So an order and its reverse have the same
//! area and peak, and only their directions are exchanged.

use migrate_model::plan::{CurvePoint, LiveSymbols, OrderCost};

use crate::net::{Net, Node};

/// The live symbols of a growing set of moved nodes, kept up to date move by move.
#[derive(Clone, Debug)]
pub(crate) struct Live<'a> {
    net: &'a Net,
    moved: Vec<bool>,
    moved_users: Vec<u32>,
    now: LiveSymbols,
}

/// Which way a symbol crosses at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Not live.
    Dead,
    /// The owner has moved.
    CppToRust,
    /// The owner has not moved.
    RustToCpp,
}

impl<'a> Live<'a> {
    /// Nothing has moved.
    pub(crate) fn new(net: &'a Net) -> Self {
        let moved = vec![false; net.len()];
        Live { net, moved, moved_users: vec![0; net.crossings.len()], now: LiveSymbols::default() }
    }

    /// The live symbols at this moment.
    pub(crate) fn now(&self) -> LiveSymbols {
        self.now
    }

    /// Whether a node has moved.
    pub(crate) fn has_moved(&self, node: Node) -> bool {
        self.moved[node as usize]
    }

    /// Which way a crossing is live.
    pub(crate) fn way(&self, crossing: u32) -> Way {
        let c = &self.net.crossings[crossing as usize];
        let users = self.moved_users[crossing as usize];
        match self.moved[c.owner as usize] {
            true if users < c.users.len() as u32 => Way::CppToRust,
            false if users > 0 => Way::RustToCpp,
            _ => Way::Dead,
        }
    }

    /// Moves a node that has not moved yet.
    pub(crate) fn advance(&mut self, node: Node) {
        let net = self.net;
        net.touching(node).for_each(|c| self.uncount(c));
        self.moved[node as usize] = true;
        net.used[node as usize].iter().for_each(|&c| self.moved_users[c as usize] += 1);
        net.touching(node).for_each(|c| self.count(c));
    }

    fn count(&mut self, crossing: u32) {
        match self.way(crossing) {
            Way::Dead => {}
            Way::CppToRust => self.now.cpp_to_rust += 1,
            Way::RustToCpp => self.now.rust_to_cpp += 1,
        }
    }

    fn uncount(&mut self, crossing: u32) {
        match self.way(crossing) {
            Way::Dead => {}
            Way::CppToRust => self.now.cpp_to_rust -= 1,
            Way::RustToCpp => self.now.rust_to_cpp -= 1,
        }
    }

    /// Change of live symbols if a node moved now.
    pub(crate) fn delta(&self, node: Node) -> i64 {
        let users_of = |c: u32| self.net.crossings[c as usize].users.len() as u32;
        let own = self.net.owned[node as usize].iter().map(|&c| {
            let moved = self.moved_users[c as usize];
            i64::from(moved < users_of(c)) - i64::from(moved > 0)
        });
        let foreign = self.net.used[node as usize].iter().map(|&c| {
            let moved = self.moved_users[c as usize];
            if self.moved[self.net.crossings[c as usize].owner as usize] {
                i64::from(moved + 1 < users_of(c)) - 1
            } else {
                i64::from(moved == 0)
            }
        });
        own.chain(foreign).sum()
    }
}

/// Both directions together.
pub(crate) fn total(live: LiveSymbols) -> u64 {
    live.cpp_to_rust + live.rust_to_cpp
}

/// Area, peak and curve of an order of all nodes, one move after another.
pub(crate) fn price(net: &Net, order: &[Node]) -> OrderCost {
    let lines = net.total_lines();
    let share = |part: u64| if lines == 0 { 0.0 } else { part as f64 / lines as f64 };
    let mut live = Live::new(net);
    let mut curve = vec![CurvePoint::default()];
    let (mut moved, mut twice_area, mut peak, mut last) = (0, 0u128, 0, 0);
    for &node in order {
        live.advance(node);
        let now = total(live.now());
        twice_area += u128::from(net.lines[node as usize]) * u128::from(last + now);
        peak = peak.max(now);
        last = now;
        moved += net.lines[node as usize];
        curve.push(CurvePoint { moved: share(moved), live: live.now() });
    }
    let area = if lines == 0 { 0.0 } else { twice_area as f64 / (2.0 * lines as f64) };
    OrderCost { area, peak: peak as f64, curve }
}

//! What happens to each module: the decisions of a plan.
//!
//! * `bridge` unless one of the others holds.
//! * `twin` for small hubs that cost less in two languages than across the border: see [`twins`].
//! * `together` for neighbours in the order that are cheaper in one step than in several: see [`tangles`].
//! * `leave` is never chosen here. Nothing in a symbol graph says that a file cannot move: a main program moves as a unit
//!   without inward seam, and a file that could not be read completely is a finding, not a decision.

mod hubs;
mod tangles;
mod twins;

pub(crate) use hubs::{hubs, share};

use migrate_model::plan::Decision;

use crate::net::{Net, Node};
use crate::search::{Arrangement, Hyper};
use crate::terms::count;

/// A step before its terms are known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    /// What moves, in this order.
    pub(crate) nodes: Vec<Node>,
    /// What happens to it.
    pub(crate) decision: Decision,
    /// Why, in words.
    pub(crate) why: String,
    /// Of a twin: the last node that uses it from C++.
    pub(crate) last_user: Option<Node>,
}

/// Divides an order into steps and decides on each. `names` are the names of the nodes.
pub(crate) fn decide(net: &Net, order: &[Node], hubs: &[bool], names: &[&str]) -> Vec<Draft> {
    let hyper = Hyper::new(net);
    let priced = Arrangement::new(&hyper, order);
    let twins = twins::twins(net, order, hubs);
    let is_twin = |n: Node| twins.iter().any(|t| t.node == n);
    let tangles = tangles::tangles(net, order, priced.cuts(), &is_twin);
    let mut drafts = Vec::new();
    let mut at = 0;
    while at < order.len() {
        if let Some(tangle) = tangles.iter().find(|t| t.from == at) {
            let nodes = order[at..at + tangle.len].to_vec();
            drafts.push(Draft { why: tangle.why(&nodes, names), nodes, decision: Decision::Together, last_user: None });
            at += tangle.len;
            continue;
        }
        let node = order[at];
        drafts.push(match twins.iter().find(|t| t.node == node) {
            Some(twin) => Draft {
                nodes: vec![node],
                decision: Decision::Twin,
                why: twin.why(net),
                last_user: Some(twin.last_user),
            },
            None => Draft { nodes: vec![node], decision: Decision::Bridge, why: alone(net, node), last_user: None },
        });
        at += 1;
    }
    drafts
}

fn alone(net: &Net, node: Node) -> String {
    let (inward, outward) = (net.owned[node as usize].len(), net.used[node as usize].len());
    let own = || format!("{} of its own symbols {} used by others", inward, if inward == 1 { "is" } else { "are" });
    let foreign = || format!("it uses {} of others", count(outward, "symbol"));
    match (inward, outward) {
        (0, 0) => "shares no symbol with the rest, so there is nothing to bridge".to_owned(),
        (_, 0) => format!("moves alone: {}, it uses none of theirs", own()),
        (0, _) => format!("moves alone: {}, none of its own is used by them", foreign()),
        _ => format!("moves alone: {}, {}", own(), foreign()),
    }
}

//! Which nodes so many others use that every order has to deal with them first.

use crate::net::{Net, Node};

/// A hub is used by at least this share of the other nodes.
///
/// In the libraries that the planner is tried on, this separates a handful of foundation files (status codes, coding,
/// logging, exceptions, rune tables) from the long tail: at 0.10 the large central units (a mutex, a database) are in as
/// well, at 0.30 only one file a library is left.
const SHARE: f64 = 0.15;
/// … and by at least this many: in a codebase of five modules everything is used by a fifth.
const USERS: usize = 4;

/// Whether each node is a hub.
pub(crate) fn hubs(net: &Net) -> Vec<bool> {
    (0..net.len() as Node)
        .map(|node| {
            let users = net.used_by(node).len();
            users >= USERS && share(net, users) >= SHARE
        })
        .collect()
}

/// The share that some nodes are of all others.
pub(crate) fn share(net: &Net, nodes: usize) -> f64 {
    if net.len() < 2 { 0.0 } else { nodes as f64 / (net.len() - 1) as f64 }
}

//! Orders by a fixed key.

use crate::net::{Net, Node};

/// Nodes that use the fewest others first; ties go by lines, then by name.
pub(crate) fn leaf_first(net: &Net) -> Vec<Node> {
    by_key(net, |n| (net.uses(n).len() as u64, net.lines[n as usize]))
}

/// The shortest nodes first; ties go by name.
pub(crate) fn smallest_first(net: &Net) -> Vec<Node> {
    by_key(net, |n| (net.lines[n as usize], 0))
}

fn by_key(net: &Net, key: impl Fn(Node) -> (u64, u64)) -> Vec<Node> {
    let mut order: Vec<Node> = (0..net.len() as Node).collect();
    order.sort_by_cached_key(|&n| (key(n), n));
    order
}

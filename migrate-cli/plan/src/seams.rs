//! What crosses the edge of a module.

use std::collections::BTreeMap;

use migrate_model::plan::{Plan, Seam, SeamSymbol};

use crate::input::PlanInput;
use crate::net::{Net, Node};

/// Symbols of a node that others use, and symbols of others that it uses.
pub(crate) fn seam(net: &Net, node: Node) -> Seam {
    Seam { inward: net.owned[node as usize].len() as u64, outward: net.used[node as usize].len() as u64 }
}

/// The symbols that cross between the modules of a plan, by name: what the plan page shows beside the plan.
#[must_use]
pub fn seam_symbols(input: &PlanInput<'_>, plan: &Plan) -> Vec<SeamSymbol> {
    let modules = plan.modules.iter().enumerate();
    let module_of: BTreeMap<&str, Node> =
        modules.flat_map(|(i, m)| m.files.iter().map(move |f| (f.as_str(), i as Node))).collect();
    let net = Net::new(input.graph, vec![0; plan.modules.len()], &module_of);
    let mut symbols: Vec<(SeamSymbol, &str)> = Vec::with_capacity(net.crossings.len());
    for crossing in net.crossings {
        let fact = &input.graph.symbols[crossing.symbol];
        let name = if fact.name.is_empty() { &fact.mangled } else { &fact.name };
        symbols.push((SeamSymbol { name: name.clone(), owner: crossing.owner, users: crossing.users }, &fact.mangled));
    }
    symbols.sort();
    symbols.into_iter().map(|(symbol, _)| symbol).collect()
}

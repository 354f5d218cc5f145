// The plan, and what is live at a moment. A moment is the number of steps that are done.

const plan = JSON.parse(byId("plan-data").textContent);
const { modules, steps, curves } = plan;
const symbols = plan.symbols.map(([name, owner, users]) => ({ name, owner, users }));

const stepOf = new Array(modules.length).fill(0);
steps.forEach((step) => step.modules.forEach((m) => { stepOf[m] = step.n; }));

const owned = modules.map(() => []);
const used = modules.map(() => []);
symbols.forEach((symbol, i) => {
  const at = symbol.users.map((u) => stepOf[u]);
  symbol.owns = stepOf[symbol.owner];
  symbol.first = Math.min(...at);
  symbol.last = Math.max(...at);
  owned[symbol.owner].push(i);
  symbol.users.forEach((u) => used[u].push(i));
});

const hasMoved = (module, moment) => stepOf[module] <= moment;

// "to-rust": C++ calls what has moved. "to-cpp": Rust calls what has not. "" if it is not live.
function wayOf(symbol, moment) {
  if (symbol.owns <= moment) return symbol.last > moment ? "to-rust" : "";
  return symbol.first <= moment ? "to-cpp" : "";
}

// Symbols on the line between two sides, by pair of rows: `rowOf` says where a module is drawn.
function liveEdges(moment, rowOf, rows) {
  const edges = new Map();
  const live = { "to-rust": 0, "to-cpp": 0 };
  for (const symbol of symbols) {
    const way = wayOf(symbol, moment);
    if (!way) continue;
    live[way] += 1;
    const seen = new Set();
    for (const user of symbol.users) {
      if (hasMoved(user, moment) === (way === "to-rust")) continue;
      const key = rowOf[symbol.owner] * rows + rowOf[user];
      if (seen.has(key)) continue;
      seen.add(key);
      const edge = edges.get(key) || { owner: rowOf[symbol.owner], user: rowOf[user], way, count: 0 };
      edge.count += 1;
      edges.set(key, edge);
    }
  }
  return { edges: [...edges.values()], live };
}

// The seam of a module by partner, those with most symbols first.
function seamOf(module) {
  const group = (list, partnersOf) => {
    const by = new Map();
    for (const i of list) for (const partner of partnersOf(symbols[i])) {
      if (!by.has(partner)) by.set(partner, []);
      by.get(partner).push(i);
    }
    return [...by].map(([partner, list]) => ({ partner, list }))
      .sort((a, b) => b.list.length - a.list.length || a.partner - b.partner);
  };
  return { inward: group(owned[module], (s) => s.users), outward: group(used[module], (s) => [s.owner]) };
}

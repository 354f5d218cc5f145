// The border at one moment: C++ on the left, Rust on the right, what is live between them.
//
// Every module has a line of its own and moves across it, so that the eye can follow. Folders with many modules are one
// line, with a part on either side; edges between lines are bundled. Nothing here depends on chance or time.

const OPEN_UP_TO = 64; // modules that are shown without folding
const GROUPS = 48; // folders that are shown without cutting their paths
const EDGES = 500; // bundles that are drawn, the heaviest first

function makeGraph(host, scroll, pickModule) {
  const groups = makeGroups();
  const open = new Set(modules.length <= OPEN_UP_TO ? groups.keys() : []);
  const nodes = new Map();
  const edgeLayer = svg("g", { id: "edges" }), nodeLayer = svg("g", { id: "nodes" }), mid = svg("line", { class: "mid" });
  host.append(mid, edgeLayer, nodeLayer);
  let lines = [], rowOf = [], width = 0, rowHeight = 20, moment = 0, picked = [], marked = null;

  // Folders of the modules, cut shorter until there are few enough; in the order in which they move.
  function makeGroups() {
    const parts = modules.map((m) => m.name.split("/").slice(0, -1));
    let depth = Math.max(0, ...parts.map((p) => p.length));
    const keyAt = (p) => p.slice(0, depth).join("/");
    while (depth > 1 && new Set(parts.map(keyAt)).size > GROUPS) depth -= 1;
    const found = new Map();
    parts.forEach((p, m) => {
      const key = keyAt(p);
      if (!found.has(key)) found.set(key, { key, members: [], at: 0 });
      found.get(key).members.push(m);
    });
    const list = [...found.values()];
    list.forEach((group) => {
      group.members.sort((a, b) => stepOf[a] - stepOf[b]);
      group.at = group.members.reduce((sum, m) => sum + stepOf[m], 0) / group.members.length;
      group.lines = group.members.reduce((sum, m) => sum + modules[m].lines, 0);
    });
    return list.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  }

  // One entry a line: a module, a folded folder, or the title of an unfolded one.
  function layOut() {
    lines = [];
    rowOf = new Array(modules.length).fill(0);
    groups.forEach((group, g) => {
      const alone = group.members.length === 1;
      if (!open.has(g) && !alone) {
        group.members.forEach((m) => { rowOf[m] = lines.length; });
        lines.push({ kind: "folder", group: g });
        return;
      }
      if (!alone && groups.length > 1) lines.push({ kind: "title", group: g });
      group.members.forEach((m) => { rowOf[m] = lines.length; lines.push({ kind: "module", module: m, group: g, alone }); });
    });
    width = scroll.clientWidth;
    rowHeight = Math.min(26, Math.max(15, Math.floor((scroll.clientHeight - 12) / Math.max(1, lines.length))));
    host.setAttribute("height", lines.length * rowHeight + 12);
    host.setAttribute("viewBox", `0 0 ${width} ${lines.length * rowHeight + 12}`);
    fillIn(mid, { x1: width / 2, x2: width / 2, y1: 0, y2: lines.length * rowHeight + 12 }, []);
    nodes.clear();
    nodeLayer.replaceChildren(...lines.flatMap(drawLine));
    byId("fold").hidden = groups.every((group) => group.members.length === 1);
    byId("fold").textContent = open.size ? "Fold" : "Unfold";
  }

  const boxWidth = () => Math.round(width * 0.37);
  const left = () => 14, right = () => width - 14 - boxWidth();
  const top = (line) => 6 + line * rowHeight;
  const biggest = Math.max(1, ...modules.map((m) => m.lines));

  function drawLine(line, at) {
    if (line.kind === "title") {
      const group = groups[line.group];
      return [svg("text", { class: "title", x: width / 2, y: top(at) + rowHeight - 5, "text-anchor": "middle", id: "folder-" + line.group,
        onclick: () => toggle(line.group) }, cutMiddle(group.key || "(source root)", 30) + " ▾")];
    }
    return line.kind === "folder" ? ["cpp", "rust"].map((side) => drawFolder(line, at, side)) : [drawModule(line, at)];
  }

  function box(classes, id, onclick, label, count) {
    const height = rowHeight - 3, letters = Math.floor((boxWidth() - 16 - (count ? 44 : 0)) / 6.4);
    return svg("g", { class: "node " + classes + (rowHeight < 20 ? " small" : ""), id, onclick },
      svg("rect", { class: "box", width: boxWidth(), height, rx: 4 }),
      svg("rect", { class: "fill", width: 0, height, rx: 4 }),
      svg("text", { class: "label", x: 8, y: height / 2 + 4 }, cutMiddle(label, letters)),
      svg("text", { class: "count", x: boxWidth() - 8, y: height / 2 + 4, "text-anchor": "end" }, count),
      svg("title", {}, label));
  }

  function drawModule(line, at) {
    const { name, lines: count } = modules[line.module];
    const label = line.alone || !groups[line.group].key ? name : name.slice(groups[line.group].key.length + 1);
    const node = box("module " + steps[stepOf[line.module] - 1].decision, "module-" + line.module, () => pickModule(line.module), label, "");
    node.querySelector(".fill").setAttribute("width", Math.max(2, Math.sqrt(count / biggest) * boxWidth()));
    node.querySelector("title").textContent = `${name}: ${plural(count, "line")}, step ${stepOf[line.module]}`;
    nodes.set(at, [node]);
    return node;
  }

  function drawFolder(line, at, side) {
    const group = groups[line.group];
    const node = box("group " + (side === "rust" ? "moved" : ""), `group-${line.group}-${side}`, () => toggle(line.group), group.key || "(source root)", "0");
    node.setAttribute("transform", `translate(${side === "rust" ? right() : left()},${top(at)})`);
    nodes.set(at, [...(nodes.get(at) || []), node]);
    return node;
  }

  function toggle(group) {
    if (open.has(group)) open.delete(group); else open.add(group);
    layOut();
    paint();
  }

  function foldAll() {
    if (open.size) open.clear(); else groups.forEach((_, g) => open.add(g));
    layOut();
    paint();
  }

  function paintLine(line, at) {
    if (line.kind === "module") {
      const [node] = nodes.get(at), moved = hasMoved(line.module, moment);
      node.style.transform = `translate(${moved ? right() : left()}px,${top(at)}px)`;
      node.classList.toggle("moved", moved);
      node.classList.toggle("picked", picked.includes(line.module));
      node.classList.toggle("away", Boolean(marked) && !marked.has(line.module));
    } else if (line.kind === "folder") {
      const { members, lines: all } = groups[line.group];
      nodes.get(at).forEach((node, side) => {
        const here = members.filter((m) => hasMoved(m, moment) === (side === 1));
        const count = here.reduce((sum, m) => sum + modules[m].lines, 0);
        node.style.display = here.length ? "" : "none";
        node.querySelector(".fill").setAttribute("width", Math.max(2, (count / Math.max(1, all)) * boxWidth()));
        node.querySelector(".count").textContent = thousands(here.length);
        node.classList.toggle("picked", here.some((m) => picked.includes(m)));
        node.classList.toggle("away", Boolean(marked) && !here.some((m) => marked.has(m)));
      });
    }
  }

  function drawEdge(edge, strong, dim) {
    const ownerRight = edge.way === "to-rust";
    const [cpp, rust] = ownerRight ? [edge.user, edge.owner] : [edge.owner, edge.user];
    const x1 = left() + boxWidth(), x2 = right(), y1 = top(cpp) + rowHeight / 2 - 1.5, y2 = top(rust) + rowHeight / 2 - 1.5, bend = (x2 - x1) / 2;
    return svg("path", { class: `edge ${edge.way}${strong ? " strong" : dim ? " dim" : ""}`, "stroke-width": (0.8 + Math.sqrt(edge.count) * 0.9).toFixed(1),
      d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` },
      svg("title", {}, plural(edge.count, "live symbol")));
  }

  // Partners of the picked modules on their own side: no border between them now, but a seam.
  function sameSide() {
    const pairs = new Set();
    for (const m of picked) for (const i of [...owned[m], ...used[m]]) {
      const others = symbols[i].owner === m ? symbols[i].users : [symbols[i].owner];
      others.filter((o) => hasMoved(o, moment) === hasMoved(m, moment) && rowOf[o] !== rowOf[m]).forEach((o) => pairs.add(rowOf[m] + "," + rowOf[o] + "," + (hasMoved(m, moment) ? 1 : 0)));
    }
    return [...pairs].map((pair) => {
      const [a, b, moved] = pair.split(",").map(Number);
      const x = moved ? right() : left() + boxWidth(), to = moved ? -1 : 1;
      const y1 = top(a) + rowHeight / 2, y2 = top(b) + rowHeight / 2, bend = to * Math.min(44, 10 + Math.abs(y2 - y1) / 6);
      return svg("path", { class: "edge same", "stroke-width": 1, d: `M${x} ${y1}C${x + bend} ${y1} ${x + bend} ${y2} ${x} ${y2}` });
    });
  }

  function paint() {
    lines.forEach(paintLine);
    const { edges, live } = liveEdges(moment, rowOf, lines.length + 1);
    edges.sort((a, b) => a.count - b.count);
    const drawn = edges.slice(-EDGES), mine = new Set(picked.map((m) => rowOf[m]));
    edgeLayer.replaceChildren(...sameSide(), ...drawn.map((edge) => {
      const touches = mine.has(edge.owner) || mine.has(edge.user);
      return drawEdge(edge, touches && mine.size, mine.size && !touches && drawn.length > 40);
    }));
    byId("undrawn").textContent = edges.length > drawn.length ? `· ${edges.length - drawn.length} thin bundles not drawn` : "";
    const there = modules.filter((_, m) => hasMoved(m, moment));
    const sum = (list) => list.reduce((total, m) => total + m.lines, 0);
    const all = sum(modules), rust = sum(there), noun = plan.granularity;
    byId("side-cpp").textContent = `${plural(modules.length - there.length, noun)}, ${plural(all - rust, "line")}`;
    byId("side-rust").textContent = `${plural(there.length, noun)}, ${plural(rust, "line")}`;
    byId("between").textContent = `${thousands(live["to-rust"] + live["to-cpp"])} live`;
    return { live, edges: drawn.length };
  }

  function show(now, inHand) {
    moment = now;
    picked = inHand;
    const state = paint();
    const line = inHand.length ? rowOf[inHand[0]] : -1;
    if (line >= 0) {
      const y = top(line);
      if (y < scroll.scrollTop || y + rowHeight > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = y - scroll.clientHeight / 2;
    }
    return state;
  }

  new ResizeObserver(() => { layOut(); paint(); }).observe(scroll);
  byId("fold").addEventListener("click", foldAll);
  layOut();
  return { show, foldAll, toggle, mark: (set) => { marked = set; lines.forEach(paintLine); }, lines: () => lines };
}

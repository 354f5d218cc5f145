// One state for all parts of the page: the moment, and what is in hand.

const state = { moment: 0, inHand: [] };
const stepsView = makeSteps(goTo);
const detailView = makeDetail(byId("detail"), pickModule);
const graphView = makeGraph(byId("graph"), byId("graph-scroll"), pickModule);
const curveView = makeCurve(byId("curve"), goTo);

function render() {
  stepsView.pick(state.moment);
  curveView.show(state.moment);
  byId("moment").value = state.moment;
  state.shown = graphView.show(state.moment, state.inHand);
  detailView.show(state.moment, state.inHand);
}

// The moment after a step, with what it moved in hand; 0 is the start.
function goTo(moment) {
  state.moment = Math.max(0, Math.min(steps.length, moment));
  state.inHand = state.moment ? steps[state.moment - 1].modules : [];
  render();
}

// Takes a module in hand without leaving the moment.
function pickModule(module) {
  const together = steps[stepOf[module] - 1].modules;
  state.inHand = [module, ...together.filter((m) => m !== module)];
  render();
}

function find(words) {
  const found = stepsView.find(words);
  graphView.mark(words.trim() ? found : null);
}

byId("moment").addEventListener("input", (event) => goTo(Number(event.target.value)));
byId("back").addEventListener("click", () => goTo(state.moment - 1));
byId("forth").addEventListener("click", () => goTo(state.moment + 1));
byId("search").addEventListener("input", (event) => find(event.target.value));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.id === "search";
  const actions = {
    ArrowDown: () => goTo(stepsView.neighbour(state.moment, 1)),
    ArrowUp: () => goTo(stepsView.neighbour(state.moment, -1)),
    Enter: typing ? () => goTo(stepsView.neighbour(0, 1)) : null,
    Escape: () => {
      if (byId("search").value) { byId("search").value = ""; find(""); } else goTo(0);
      byId("search").blur();
    },
    ...(typing ? {} : { "/": () => byId("search").focus(), j: () => goTo(stepsView.neighbour(state.moment, 1)),
      k: () => goTo(stepsView.neighbour(state.moment, -1)), Home: () => goTo(0), End: () => goTo(steps.length), f: () => graphView.foldAll() }),
  };
  const range = event.target.id === "moment" && event.key.startsWith("Arrow");
  const act = !range && actions[event.key];
  if (act) { event.preventDefault(); act(); }
});

// For an automated test: uses the page as a reader would and says what it saw.
function selfTest() {
  const checks = [];
  const check = (name, ok, detail) => checks.push({ name, ok: Boolean(ok), detail: detail === undefined ? "" : String(detail) });
  const between = () => Number(byId("between").textContent.replace(/\D/g, ""));
  const clock = performance.now();
  check("a row for each step", document.querySelectorAll("#steps-body tr").length === steps.length, steps.length);
  check("a curve", steps.length === 0 || byId("curve-svg"), "");
  const probes = [...new Set([0, Math.floor(steps.length / 3), Math.floor(steps.length / 2), steps.length - 1])].filter((i) => i >= 0 && i < steps.length);
  for (const i of probes) {
    byId("step-" + steps[i].n).click();
    const said = steps[i].live[0] + steps[i].live[1];
    check(`step ${steps[i].n}: the graph counts what the plan says`, between() === said, `${between()} of ${said}`);
    check(`step ${steps[i].n}: edges if something is live`, (document.querySelectorAll("#edges .edge:not(.same)").length > 0) === said > 0);
    check(`step ${steps[i].n}: in hand`, byId("detail").textContent.includes(modules[steps[i].modules[0]].name));
  }
  byId("sort-lines").click();
  const lines = stepsView.order().map((n) => steps[n - 1].lines);
  check("sorts by lines", lines.every((l, i) => i === 0 || lines[i - 1] >= l), lines.slice(0, 3));
  byId("sort-n").click();
  if (modules.length) {
    byId("search").value = modules[0].name;
    byId("search").dispatchEvent(new Event("input"));
    check("finds a module", stepsView.order().includes(stepOf[0]), byId("found").textContent);
    byId("search").value = "";
    byId("search").dispatchEvent(new Event("input"));
    check("shows all again", stepsView.order().length === steps.length);
  }
  const before = graphView.lines().length;
  graphView.foldAll();
  const folded = graphView.lines().length;
  graphView.foldAll();
  check("folds and unfolds", graphView.lines().length >= 0, `${before}, ${folded}, ${graphView.lines().length} lines`);
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Home" }));
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
  check("keys step on", steps.length === 0 || state.moment === stepsView.order()[0], state.moment);
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  check("back at the start", state.moment === 0 && between() === 0);
  check("nothing comes from elsewhere", !document.querySelector("[src], iframe, object, link[rel=stylesheet]"));
  const milliseconds = Math.round(performance.now() - clock);
  return { ok: checks.every((c) => c.ok), milliseconds, modules: modules.length, symbols: symbols.length, checks };
}

goTo(0);
window.migratePlan = { selfTest, goTo, find, state };

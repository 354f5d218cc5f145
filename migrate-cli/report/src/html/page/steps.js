// The table of steps: it is in the page already; here it learns to sort, to find and to be picked from.

function makeSteps(choose) {
  const body = byId("steps-body");
  const rows = steps.map((step) => ({ step, row: byId("step-" + step.n) }));
  const live = (step) => step.live[0] + step.live[1];
  const nameOf = (step) => step.modules.map((m) => modules[m].name).join(" ");
  const keys = { n: (s) => s.n, name: nameOf, lines: (s) => s.lines, live };
  let shown = rows, sorted = "n", rising = true;

  // What a search looks through; symbols only when somebody searches.
  let haystack = null;
  function texts() {
    haystack = haystack || [...rows].sort((a, b) => a.step.n - b.step.n).map(({ step }) => step.modules.map((m) => [modules[m].name, ...modules[m].files,
      ...modules[m].findings.map((f) => f.code + " " + f.message), ...owned[m].map((i) => symbols[i].name)].join("\n"))
      .concat(step.decision).join("\n").toLowerCase());
    return haystack;
  }

  function arrange() {
    const key = keys[sorted], sign = rising ? 1 : -1;
    const compare = (a, b) => (key(a.step) < key(b.step) ? -sign : key(a.step) > key(b.step) ? sign : a.step.n - b.step.n);
    rows.sort(compare);
    body.append(...rows.map(({ row }) => row));
    document.querySelectorAll("#steps th").forEach((th) => {
      if (th.dataset.sort === sorted) th.setAttribute("aria-sort", rising ? "ascending" : "descending");
      else th.removeAttribute("aria-sort");
    });
    shown = rows.filter(({ row }) => !row.hidden);
  }

  function sort(by) {
    rising = by === sorted ? !rising : by === "n" || by === "name";
    sorted = by;
    arrange();
  }

  function find(words) {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const all = wanted.length ? texts() : [];
    rows.forEach((entry) => {
      entry.row.hidden = !wanted.every((word) => all[entry.step.n - 1].includes(word));
    });
    shown = rows.filter(({ row }) => !row.hidden);
    byId("found").textContent = wanted.length ? `${shown.length} of ${rows.length}` : "";
    return new Set(shown.flatMap(({ step }) => step.modules));
  }

  function pick(moment) {
    rows.forEach(({ step, row }) => {
      row.classList.toggle("picked", step.n === moment);
      if (step.n === moment) row.setAttribute("aria-current", "step"); else row.removeAttribute("aria-current");
    });
    const row = byId("step-" + moment);
    if (row) row.scrollIntoView({ block: "nearest" });
  }

  // The step before or after a moment among those that are shown, as they are sorted.
  function neighbour(moment, by) {
    const at = shown.findIndex(({ step }) => step.n === moment);
    if (at < 0) return shown.length ? shown[by > 0 ? 0 : shown.length - 1].step.n : moment;
    const next = shown[at + by];
    return next ? next.step.n : moment;
  }

  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (row) choose(Number(row.id.slice(5)));
  });
  Object.keys(keys).forEach((by) => byId("sort-" + by).addEventListener("click", () => sort(by)));
  return { find, sort, pick, neighbour, order: () => shown.map(({ step }) => step.n) };
}

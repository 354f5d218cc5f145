// Searches, filters and orders the table. The rows are in the page already; without scripts it is complete.

const rows = Array.from(byId("items-body").rows);
const words = rows.map((row) => row.textContent.toLowerCase());
const want = { text: "", state: "", code: "" };
let order = { by: "", down: false };

const key = {
  cpp: (row) => row.cells[0].querySelector(".place").textContent.replace(/\d+$/, (n) => n.padStart(8, "0")),
  rust: (row) => row.cells[1].querySelector(".place").textContent || "\uffff",
  kind: (row) => row.cells[2].textContent,
  state: (row) => ["skipped", "unsafe", "safe"].findIndex((state) => row.classList.contains(state)) + row.dataset.code,
};

function show() {
  const parts = want.text.split(/\s+/).filter(Boolean);
  let found = 0;
  rows.forEach((row, at) => {
    const fits = (!want.state || row.classList.contains(want.state)) && (!want.code || row.dataset.code === want.code)
      && parts.every((part) => words[at].includes(part));
    row.hidden = !fits;
    found += fits ? 1 : 0;
  });
  byId("found").textContent = found === rows.length ? plural(found, "row") : thousands(found) + " of " + plural(rows.length, "row");
  for (const button of document.querySelectorAll("#states button")) {
    button.setAttribute("aria-pressed", String(button.dataset.state === want.state));
  }
  for (const button of document.querySelectorAll(".reason")) {
    button.setAttribute("aria-pressed", String(button.dataset.code === want.code && button.dataset.state === want.state));
  }
}

function sort(by) {
  order = { by, down: order.by === by && !order.down };
  const keys = new Map(rows.map((row, at) => [row, [key[by](row), at]]));
  const sorted = rows.slice().sort((a, b) => {
    const [x, i] = keys.get(a), [y, j] = keys.get(b);
    return (x < y ? -1 : x > y ? 1 : i - j) * (order.down ? -1 : 1);
  });
  byId("items-body").append(...sorted);
  for (const head of document.querySelectorAll("th[data-sort]")) {
    if (head.dataset.sort === by) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

byId("states").hidden = false;
byId("search").addEventListener("input", (event) => { want.text = event.target.value.toLowerCase(); show(); });
for (const button of document.querySelectorAll("#states button")) {
  button.addEventListener("click", () => { want.state = button.dataset.state; want.code = ""; show(); });
}
for (const button of document.querySelectorAll(".reason")) {
  button.addEventListener("click", () => {
    const same = want.code === button.dataset.code && want.state === button.dataset.state;
    want.code = same ? "" : button.dataset.code;
    want.state = same ? "" : button.dataset.state;
    show();
  });
}
for (const head of document.querySelectorAll("th[data-sort]")) {
  head.querySelector("button").addEventListener("click", () => sort(head.dataset.sort));
}
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== byId("search")) { event.preventDefault(); byId("search").focus(); }
  if (event.key === "Escape") { byId("search").value = ""; Object.assign(want, { text: "", state: "", code: "" }); show(); }
});
show();

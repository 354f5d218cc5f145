// The unit in hand: why it stands where it stands, its seam in both directions, its findings.

const PARTNERS = 40; // partners of a seam that are listed
const SYMBOLS = 200; // symbols of a partner that are listed

function makeDetail(host, pickModule) {
  function term(name, value, most, extra) {
    const half = 28, size = Math.min(half, (Math.abs(value) / most) * half);
    const bar = el("i", { class: value < 0 ? "less" : "", style: `width:${size}px;left:${value < 0 ? half - size + 2 : half + 2}px` });
    return el("div", { class: "term " + (extra || "") }, el("span", {}, name), el("span", { class: "sign" }, bar), el("span", { class: "value" }, signed(value)));
  }

  function terms(step) {
    const most = Math.max(1e-9, ...step.terms.map(([, value]) => Math.abs(value)));
    return [el("h3", {}, "Why it stands here · score: live symbols added for each 100 lines, least goes next"),
      step.terms.map(([name, value, why]) => {
        const line = term(name, value, most);
        line.append(el("span", { class: "text" }, why));
        return line;
      }),
      term("score", step.score, most, "total")];
  }

  function partnerList(title, id, m, list, moment) {
    const total = new Set(list.flatMap((entry) => entry.list)).size;
    if (!list.length) return [el("h3", {}, title + " · none")];
    return [el("h3", {}, `${title} · ${plural(total, "symbol")}, ${plural(list.length, plan.granularity)}`),
      el("div", { id }, list.slice(0, PARTNERS).map(({ partner, list }) => partnerRow(m, partner, list, moment))),
      list.length > PARTNERS ? el("p", { class: "facts" }, `and ${list.length - PARTNERS} more`) : ""];
  }

  // The symbols of a partner come when it is opened.
  function partnerRow(m, partner, list, moment) {
    const live = hasMoved(m, moment) !== hasMoved(partner, moment); // a border runs between the two, so all of these cross it
    const on = live ? list.length : 0;
    const row = el("details", {}, el("summary", {}, el("span", { class: "who" }, named(modules[partner].name)),
      on ? el("span", { class: "is-live" }, `${on} live`) : "", el("span", { class: "many" }, String(list.length))));
    row.addEventListener("toggle", () => {
      if (row.childElementCount > 1) return;
      row.append(el("ul", { class: "symbols" }, list.slice(0, SYMBOLS).map((i) => el("li", { class: live ? "on" : "" }, el("bdi", {}, symbols[i].name))),
        list.length > SYMBOLS ? el("li", {}, `… ${list.length - SYMBOLS} more`) : ""),
      el("p", { class: "files" }, el("button", { type: "button", class: "link", onclick: () => pickModule(partner) }, "show ", modules[partner].name)));
    });
    return row;
  }

  function finding(f) {
    const where = f.span ? f.span.file + (f.span.line ? ":" + f.span.line : "") : "";
    const end = f.span && f.span.column ? Math.max(f.span.end_column || 0, f.span.column + 1) : 0;
    const marks = end ? "\n" + f.source?.slice(0, f.span.column - 1).replace(/[^\t]/g, " ") : "";
    return el("div", { class: "finding " + f.severity },
      el("p", {}, el("b", {}, f.code), " ", f.message, f.count > 1 ? ` (${f.count} places)` : ""),
      where ? el("p", { class: "where" }, el("bdi", {}, where)) : "",
      f.source !== undefined ? el("pre", {}, f.source, end ? el("i", {}, marks + "^".repeat(Math.max(1, Math.min(end, f.source.length + 2) - f.span.column)) + (f.label ? " " + f.label : "")) : "") : "",
      f.cost ? el("p", { class: "help" }, "cost: " + f.cost) : "", f.help ? el("p", { class: "help" }, "way out: " + f.help) : "");
  }

  function module(m, moment) {
    const { name, files, lines, hub, share, findings } = modules[m];
    const seam = seamOf(m);
    return [el("h2", {}, named(name)),
      el("p", { class: "facts" }, [plural(lines, "line"), plural(files.length, "file"), share ? `used by ${Math.round(share * 100)} % of the others` : "used by none", hub ? "a hub" : ""].filter(Boolean).join(" · ")),
      findings.length ? [el("h3", {}, plural(findings.length, "finding")), findings.map(finding)] : "",
      partnerList("Used from outside", "seam-inward", m, seam.inward, moment), partnerList("Uses from outside", "seam-outward", m, seam.outward, moment),
      el("h3", {}, "Files"), el("ul", { class: "files" }, files.map((f) => el("li", {}, el("bdi", {}, f))))].flat(2);
  }

  function welcome() {
    const tangles = steps.filter((s) => s.decision === "together").length, twins = steps.filter((s) => s.decision === "twin").length;
    const many = (n, one, more) => (n === 1 ? "1 step " + one : n + " steps " + more);
    host.replaceChildren(el("h2", {}, "Everything is C++"),
      el("p", { class: "hint", style: "margin-top:10px" }, "Pick a step, a module or a point of the curve to see the border at that moment and why the step stands where it stands."),
      el("p", { class: "hint" }, [twins ? many(twins, "moves a hub that lives", "move hubs that live") + " in both languages for a while (twin)." : "",
        tangles ? many(tangles, "moves", "move") + " several at once, because one after another would cost more (together)." : "",
        "All others move alone behind generated code (bridge)."].filter(Boolean).join(" ")));
  }

  function show(moment, inHand) {
    if (!inHand.length) return welcome();
    const step = steps[stepOf[inHand[0]] - 1];
    const until = step.twin_until ? ` Its C++ side can go after step ${step.twin_until}.` : "";
    const intro = [el("p", { class: "why" }, el("span", { class: "word " + step.decision }, `Step ${step.n}, ${step.decision}`), ": " + step.why + "." + until), terms(step)].flat(2);
    const [first, ...rest] = inHand;
    const parts = module(first, moment);
    host.replaceChildren(...parts.slice(0, 2), ...intro, ...parts.slice(2), ...rest.flatMap((m) => [el("h3", {}, "In the same step"), ...module(m, moment)]));
    host.scrollTop = 0;
  }
  return { show };
}

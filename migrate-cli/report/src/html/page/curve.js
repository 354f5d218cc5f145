// The border curve of this order over the grey curves of others. Pointing at it chooses a moment.

function makeCurve(host, choose) {
  const ours = curves[0].points;
  const others = curves.slice(1).filter((curve) => curve.points.length);
  const most = Math.max(1, ...curves.flatMap((curve) => curve.points.map(([, a, b]) => a + b)));
  const pointOfStep = [0];
  steps.forEach((step) => pointOfStep.push(pointOfStep[pointOfStep.length - 1] + step.modules.length));
  let width = 0, height = 0, moment = 0;
  const x = (share) => share * width;
  const y = (live) => height - 16 - (live / most) * (height - 34);
  const path = (points, value) => points.map((p, i) => (i ? "L" : "M") + x(p[0]).toFixed(1) + " " + y(value(p)).toFixed(1)).join("");
  const band = (low, high) => path(ours, high) + path([...ours].reverse(), low).replace("M", "L") + "Z";

  // Names at the peaks of the curves, unless they would cover each other.
  function labels() {
    const placed = [];
    return [curves[0], ...others].map((curve, i) => {
      const top = curve.points.reduce((best, p) => (p[1] + p[2] > best[1] + best[2] ? p : best));
      const text = curve.name + (i ? "" : " · peak " + thousands(curve.peak));
      const half = text.length * 3.1;
      const at = Math.min(Math.max(x(top[0]), half), width - half), up = y(top[1] + top[2]) - 5;
      if (placed.some(([a, u, h]) => Math.abs(a - at) < h + half + 6 && Math.abs(u - up) < 13)) return null;
      placed.push([at, up, half]);
      return svg("text", { x: at, y: up, "text-anchor": "middle", class: i ? "" : "mine" }, text);
    });
  }

  function draw() {
    width = host.clientWidth;
    height = host.clientHeight || 150;
    const total = ([, a, b]) => a + b;
    host.replaceChildren(svg("svg", { id: "curve-svg", viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none" },
      svg("line", { class: "axis", x1: 0, x2: width, y1: y(0), y2: y(0) }),
      others.map((curve) => svg("path", { class: "base " + curve.name, d: path(curve.points, total) },
        svg("title", {}, `${curve.name}: area ${curve.area.toFixed(1)}, peak ${thousands(curve.peak)}`))),
      svg("path", { class: "area to-rust", d: band(() => 0, ([, a]) => a) }),
      svg("path", { class: "area to-cpp", d: band(([, a]) => a, total) }),
      svg("path", { class: "ours", d: path(ours, total) }),
      labels(),
      svg("text", { x: 0, y: height - 2 }, "0 % of lines moved"),
      svg("text", { x: width, y: height - 2, "text-anchor": "end" }, "100 %"),
      svg("line", { class: "now", id: "curve-now" }), svg("circle", { class: "knob", id: "curve-knob", r: 5 })));
    show(moment);
  }

  function show(now) {
    moment = now;
    const point = ours[pointOfStep[now]];
    if (!point || !byId("curve-now")) return;
    fillIn(byId("curve-now"), { x1: x(point[0]), x2: x(point[0]), y1: y(0), y2: y(point[1] + point[2]) }, []);
    fillIn(byId("curve-knob"), { cx: x(point[0]), cy: y(point[1] + point[2]) }, []);
  }

  function point(event) {
    const share = (event.clientX - host.getBoundingClientRect().left) / width;
    let best = 0;
    pointOfStep.forEach((p, step) => {
      if (ours[p] && Math.abs(ours[p][0] - share) < Math.abs(ours[pointOfStep[best]][0] - share)) best = step;
    });
    choose(best);
  }
  host.addEventListener("pointerdown", (event) => { host.setPointerCapture(event.pointerId); point(event); });
  host.addEventListener("pointermove", (event) => { if (event.buttons) point(event); });
  new ResizeObserver(draw).observe(host);
  draw();
  return { show };
}

// Reads a chart over time without aiming: a line at the pointed year with every series' value, by
// mouse, touch and arrow keys; and a series' name at its line lifts it above the others.
//
// What it tells stands in the figure: the first of `layout.meta` has the series (name, words, colour) and
// the years (place on the axis, words, then series and value of each number).
const KEY_AXIS = "x2"; // of the key of the marks
const GAP = 34; // below a plot, for the numbers of its years
const HOW =
  "Values by year. Left and right arrow keys step through the years, up and down through " +
  "the series, Enter highlights the series that they came to, Escape leaves.";

const made = (parent, name, cls, attributes = {}) => {
  const one = Object.assign(document.createElement(name), { className: cls });
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  parent.append(one);
  return one;
};
const told = (chart) => chart._fullLayout?.meta?.[0];
const within = (value, low, length) => value >= low && value <= low + length;

const plots = (chart) =>
  Object.values(chart._fullLayout._plots)
    .map(({ xaxis, yaxis }) => ({
      id: xaxis._id,
      axis: xaxis,
      left: xaxis._offset,
      width: xaxis._length,
      top: yaxis._offset,
      height: yaxis._length,
    }))
    .filter(({ id }) => id !== KEY_AXIS);

function nearest(steps, x) {
  const away = steps.map(([at]) => Math.abs(at - x));
  return away.indexOf(Math.min(...away));
}

// What the reader has on a chart: the line in each plot, the values, and what is said aloud.
function reader(chart) {
  let own = chart.querySelector(":scope > .cf-reader");
  if (!own) {
    own = made(chart, "div", "cf-reader", { tabindex: 0, role: "application", "aria-label": HOW });
    made(own, "div", "cf-values", { hidden: "", "aria-hidden": "true" });
    made(own, "div", "cf-said", { "aria-live": "polite" });
  }
  return own;
}

function hide(chart) {
  const own = chart.querySelector(":scope > .cf-reader");
  if (!own) return;
  for (const line of own.querySelectorAll(".cf-year")) line.remove();
  own.querySelector(".cf-values").hidden = true;
}

function rows(box, { series }, [, words, numbers]) {
  box.replaceChildren();
  made(box, "strong", "").textContent = words;
  for (const [place, value] of numbers) {
    const row = made(box, "div", "cf-value");
    made(row, "b", "").textContent = value;
    const name = made(row, "span", "");
    name.textContent = series[place][1];
    name.style.color = series[place][2];
  }
}

function show(chart, place, plot = plots(chart)[0]) {
  const own = reader(chart);
  const years = told(chart);
  hide(chart);
  own.dataset.place = place;
  for (const { axis, left, top, height } of plots(chart)) {
    const line = made(own, "div", "cf-year");
    const x = left + axis.l2p(years.steps[place][0]);
    line.style.cssText = `left:${x}px;top:${top}px;height:${height}px`;
  }
  const box = own.querySelector(".cf-values");
  rows(box, years, years.steps[place]);
  box.hidden = false;
  const { paper_bgcolor: paper, font } = chart._fullLayout;
  Object.assign(box.style, { background: paper, color: font.color, fontFamily: font.family });
  const x = plot.left + plot.axis.l2p(years.steps[place][0]) - box.offsetWidth / 2;
  box.style.left = `${Math.max(4, Math.min(x, chart.clientWidth - box.offsetWidth - 4))}px`;
  box.style.top = `${plot.top + plot.height + GAP}px`;
}

// The series that a drawn thing is of: a trace has the name of one, or says how many of its dots
// are of which.
function owner(trace, dot) {
  let left = dot;
  for (const [name, count] of trace.meta ?? []) {
    if (left < count) return name;
    left -= count;
  }
  return trace.name;
}

// Lifts what is drawn of a run, or of a series in documents and in the record; else that of the
// series that the page highlights, if it does.
function lift(chart, run = "", series = chart.dataset.highlight ?? "") {
  const lifted = run || `${series} `;
  if ((chart.dataset.lifted ?? " ") === lifted) return;
  chart.dataset.lifted = lifted;
  const own = (of) => (run ? of === run : !series || plain(of) === series);
  for (const node of chart.querySelectorAll(".cf-faded")) node.classList.remove("cf-faded");
  const fade = (node, of) => node.classList.toggle("cf-faded", !own(of));
  for (const node of chart.querySelectorAll(".scatterlayer .trace")) {
    const trace = node.__data__?.[0]?.trace;
    if (!trace || trace.name === "key") continue;
    if (!trace.meta) fade(node, trace.name);
    else for (const dot of node.querySelectorAll(".point")) fade(dot, owner(trace, dot.__data__.i));
  }
  for (const node of chart.querySelectorAll("g.annotation[data-index]")) {
    const of = seriesNamed(chart, node);
    if (of) fade(node, of);
  }
}

const plain = (name) => name?.replace(/^record: /, "");

const seriesNamed = (chart, node) => {
  const { name } = chart._fullLayout.annotations[node.dataset.index] ?? {};
  return told(chart)?.series.some(([own]) => own === name) ? name : "";
};

const chartOf = (event) => event.target.closest?.(".js-plotly-plot");

function pointed(event) {
  const chart = chartOf(event);
  if (!chart || !told(chart)) return;
  const { left, top, width } = chart.getBoundingClientRect();
  const scale = width / chart.offsetWidth; // a page may show a chart larger or smaller than it is
  const [x, y] = [(event.clientX - left) / scale, (event.clientY - top) / scale];
  const plot = plots(chart).find(
    (one) => within(x, one.left, one.width) && within(y, one.top, one.height),
  );
  if (!plot) return hide(chart);
  show(chart, nearest(told(chart).steps, plot.axis.p2l(x - plot.left)), plot);
}

let due = 0;
document.addEventListener("pointermove", (event) => {
  if (event.pointerType === "touch") return;
  cancelAnimationFrame(due);
  due = requestAnimationFrame(() => pointed(event));
});
document.addEventListener("pointerdown", (event) => {
  for (const chart of document.querySelectorAll(".js-plotly-plot"))
    if (chart !== chartOf(event) && told(chart)) {
      hide(chart);
      lift(chart, "");
    }
  pointed(event);
});
document.addEventListener("pointerover", (event) => {
  const chart = chartOf(event);
  const name = event.target.closest?.("g.annotation[data-index]");
  if (chart && told(chart)) lift(chart, name ? seriesNamed(chart, name) : "");
});
document.addEventListener("click", (event) => {
  const chart = chartOf(event);
  const node = event.target.closest?.("g.annotation[data-index]");
  const name = chart && node && told(chart) ? seriesNamed(chart, node) : "";
  if (name) highlight(chart, name);
});
document.addEventListener("highlight", ({ target, detail }) => {
  target.dataset.highlight = detail;
  target.dataset.lifted = "nothing"; // of what is drawn now
  lift(target);
});
document.addEventListener("lift", ({ target, detail }) => lift(target, "", detail || undefined));
document.addEventListener("pointerout", (event) => {
  const chart = chartOf(event);
  if (!chart || !told(chart) || chart.contains(event.relatedTarget)) return;
  cancelAnimationFrame(due);
  lift(chart, "");
  if (event.pointerType !== "touch") hide(chart);
});

const say = (chart, text) => {
  reader(chart).querySelector(".cf-said").textContent = text;
};

// The first and the last of the years that a chart shows.
function ends(chart) {
  const [low, high] = plots(chart)[0].axis.range;
  const { steps } = told(chart);
  return [steps.findIndex(([at]) => at > low), steps.findLastIndex(([at]) => at < high)];
}

function step(chart, by) {
  const { series, steps } = told(chart);
  const { place } = reader(chart).dataset;
  const [first, last] = ends(chart);
  const to = place === undefined ? last : Math.max(first, Math.min(last, Number(place) + by));
  show(chart, to);
  const [, words, numbers] = steps[to];
  say(chart, `${words}: ${numbers.map(([n, value]) => `${series[n][1]}: ${value}`).join("; ")}`);
}

function turn(chart, by) {
  const { series, steps } = told(chart);
  const own = reader(chart);
  const count = series.length;
  const to = (Number(own.dataset.series ?? (by > 0 ? -1 : 0)) + by + count) % count;
  own.dataset.series = to;
  lift(chart, series[to][0]);
  const [, words, numbers] = steps[own.dataset.place ?? steps.length - 1];
  const values = numbers.filter(([n]) => n === to).map(([, value]) => value);
  say(chart, `${series[to][1]}, ${words}: ${values.join("; ") || "no number"}`);
}

// A series is highlighted, and no longer, by its name or with Enter: in the app as the address says
// it, which a link on the page leads to; elsewhere as the page does it that is told.
const inApp = () =>
  document.querySelector("[data-testid=stApp]") && /\/trends$/.test(location.pathname);

function highlight(chart, name) {
  const series = plain(name);
  if (!inApp()) {
    chart.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: series }));
    return;
  }
  const address = new URL(location.href);
  if (address.searchParams.get("focus") === series) address.searchParams.delete("focus");
  else address.searchParams.set("focus", series);
  const link = made(document.body, "a", "", { href: address.href, hidden: "" });
  const page = document.querySelector(".stMain");
  const at = page?.scrollTop;
  link.click();
  link.remove();
  page?.scrollTo(0, at);
}

const far = Number.MAX_SAFE_INTEGER;
const keys = {
  ArrowLeft: (chart) => step(chart, -1),
  ArrowRight: (chart) => step(chart, 1),
  Home: (chart) => step(chart, -far),
  End: (chart) => step(chart, far),
  ArrowUp: (chart) => turn(chart, -1),
  ArrowDown: (chart) => turn(chart, 1),
  Enter: (chart) => {
    const { series } = reader(chart).dataset;
    if (series) highlight(chart, told(chart).series[series][0]);
  },
  Escape: () => document.activeElement.blur(),
};
document.addEventListener("keydown", (event) => {
  const own = event.target.closest?.(".cf-reader");
  if (!own || !keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  keys[event.key](chartOf(event));
});
document.addEventListener("focusout", (event) => {
  if (!event.target.closest?.(".cf-reader")) return;
  hide(chartOf(event));
  lift(chartOf(event), "");
  delete event.target.dataset.series;
});

// A chart that has come can be reached by the keyboard.
let waiting = false;
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    for (const chart of document.querySelectorAll(".js-plotly-plot"))
      if (told(chart)) reader(chart);
  }, 100);
}).observe(document.documentElement, { childList: true, subtree: true });

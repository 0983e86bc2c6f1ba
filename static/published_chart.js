// Puts a chart's figure in the place of its picture as soon as a reader points at it, touches it or
// comes to it by the keyboard, or chooses years, scale or series below it, which the address then
// says. Until then nothing of it is fetched.
const CONFIG = { displayModeBar: false, scrollZoom: false, showTips: false, doubleClick: false };
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const narrow = window.matchMedia("(max-width: 760px)");
const named = () => `${narrow.matches ? "narrow" : "wide"}-${dark.matches ? "dark" : "light"}`;

// Plotly's styles stand in published_chart.css: with this in the page it writes none into it.
const styled = { id: "plotly.js-style-global", className: "no-inline-styles" };
document.head.append(Object.assign(document.createElement("meta"), styled));

let program;
function fetched(box) {
  program ??= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: box.dataset.program });
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  return program;
}

function fit(box) {
  const place = box.querySelector(":scope > .figure");
  if (!place) return;
  const scale = box.querySelector("picture").clientWidth / Number(place.dataset.width);
  place.style.transform = scale === 1 ? "" : `scale(${scale})`;
  box.style.minHeight = `${Number(place.dataset.height) * scale}px`;
}

// The form below a chart, and what is chosen in it: the years where they are not all, whether the
// scale is logarithmic, the series that is highlighted.
const formOf = (box) => (box.nextElementSibling?.matches(".looks") ? box.nextElementSibling : null);
const NONE = { from: undefined, to: undefined, scale: "", focus: "" };

function chosen(box) {
  const form = formOf(box);
  if (!form) return NONE;
  const { from, to, scale } = form.elements;
  const pressed = form.querySelector("[aria-pressed=true]");
  const choice = { ...NONE, scale: scale?.checked ? scale.value : "", focus: pressed?.value ?? "" };
  if (!from) return choice;
  const [first, last] = [from.options[0].value, to.options[to.length - 1].value];
  const all = from.value === first && to.value === last;
  return all ? choice : { ...choice, from: from.value, to: to.value, first, last };
}

const filled = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

const SIGN = /^[^\p{L}\p{N}]+ /u; // of a line, which a name in the chart begins with
const calledIn = (button) =>
  Array.from(button.querySelectorAll(":not([aria-hidden])"), ({ textContent }) =>
    textContent.replace(SIGN, ""),
  ).join(", ");

function tell(box) {
  const form = formOf(box);
  const choice = chosen(box);
  const pressed = form.querySelector("[aria-pressed=true]");
  const { sayYear, sayYears, sayScale, sayFocus } = form.dataset;
  form.querySelector("[role=status]").textContent = [
    choice.from && filled(choice.from === choice.to ? sayYear : sayYears, choice),
    choice.scale && sayScale,
    choice.focus && filled(sayFocus, { name: calledIn(pressed) }),
  ]
    .filter(Boolean)
    .join(" ");
}

function address(choice) {
  const there = new URL(window.location);
  for (const name of Object.keys(NONE)) {
    if (choice[name]) there.searchParams.set(name, choice[name]);
    else there.searchParams.delete(name);
  }
  window.history.replaceState(window.history.state, "", there);
}

// Shows a part of the years of a figure as its file tells: the marks of these years on axes of their
// own, what happened in them, and of each series that has a number there its name with the last one.
// What is measured in pixels is as large as before.
const WIDEST_NAME = 62; // of a year below the axis, in pixels

function windowed({ data, layout }, { from, to }, file) {
  const [scale, low, high, head, ...places] = file.windows[`${from}-${to}`];
  const range = [low, high];
  const xaxis = { ...layout.xaxis, range, ...ticks(layout, range) };
  const yaxis = { ...layout.yaxis, ...file.scales[scale] };
  const part = new Part(file, { ...layout, xaxis, yaxis }, layout, [from, to].map(Number));
  const named = new Set(layout.meta[0].series.map(([name]) => name));
  const texts = places.map(([n, yshift]) => [file.names[n][0], { text: file.names[n][1], yshift }]);
  const shown = new Map(texts);
  const happened = file.heads[head];
  const annotations = layout.annotations.map((one, n) => {
    if (n === file.head) return { ...one, text: happened, visible: happened !== "" };
    if (named.has(one.name)) return { ...one, ...(shown.get(one.name) ?? { visible: false }) };
    return part.text(one, n);
  });
  const shapes = (layout.shapes ?? []).map((one, n) => part.placed(one, n, "shapes"));
  return {
    data: data.map((one, n) => part.trace(one, n)),
    layout: { ...layout, annotations, shapes, xaxis, yaxis },
  };
}

const inside = ({ width, height, margin }) => ({
  x: width - margin.l - margin.r,
  y: height - margin.t - margin.b,
});

// How much of its axes a pixel is.
function units(layout) {
  const { x, y } = inside(layout);
  const { range, domain } = layout.yaxis;
  const [left, right] = layout.xaxis.range;
  return {
    x: (right - left) / x,
    y: (range[1] - range[0]) / (y * (domain[1] - domain[0])),
  };
}

// The marks of some years, and where their things stand on the axes of these.
class Part {
  constructor(file, layout, whole, [first, last]) {
    Object.assign(this, file, { layout, unit: units(layout), before: units(whole) });
    this.larger = { x: this.unit.x - this.before.x, y: this.unit.y - this.before.y };
    const day = 1e-6; // of a year, less than a day
    this.shown = file.marks.map(([x0, x1]) => x1 > first + day && x0 < last + 1 - day);
  }

  hides(mark) {
    return this.shown[mark] === false;
  }

  // Where a point of a mark stands. A mark that is drawn beside others is as many pixels aside as is
  // meant, and never farther than before; a bar is never shorter than its period.
  across(at, mark, pixels = 0) {
    const [x0, x1, span] = this.marks[mark] ?? [];
    const to = at + pixels * this.larger.x + this.shift(mark, at);
    if (span && at >= x1) return Math.max(to, x1);
    return span && at <= x0 ? Math.min(to, x0) : to;
  }

  shift(mark, at) {
    const [home, drawn, pixels] = this.aside[mark] ?? [at];
    if (at === home) return 0;
    const [was, meant] = [Math.abs(drawn - home), Math.abs(pixels)];
    const now = Math.min(meant * this.unit.x, was);
    const less = Math.sign(pixels) * (now - was);
    // what is as far aside as it is meant to be has these pixels among its own
    return was < meant * this.before.x * 0.99 ? less : less - pixels * this.larger.x;
  }

  trace(one, place) {
    const marks = this.of.data[place];
    if (!marks) return one;
    const { x: right = [], y: up = [] } = this.pixels.data[place] ?? {};
    const there = (at, n) => at !== null && !this.hides(marks[n]);
    const x = one.x.map((at, n) => (at === null ? null : this.across(at, marks[n], right[n])));
    const y = one.y.map((at, n) => (there(at, n) ? at + (up[n] ?? 0) * this.larger.y : null));
    return { ...one, x, y };
  }

  placed(one, place, part) {
    const mark = this.of[part][place];
    if (this.hides(mark)) return { ...one, visible: false };
    const pixels = this.pixels[part][place] ?? {};
    const moved = ["xanchor", "x", "x0", "x1", "yanchor", "y", "y0", "y1"].map((name) => {
      const at = one[name];
      if (typeof at !== "number") return [name, at];
      const by = pixels[name] ?? 0;
      if (name[0] === "y") return [name, at + by * this.larger.y];
      const onAxis = mark !== undefined && !(one.xsizemode === "pixel" && name !== "xanchor");
      return [name, onAxis ? this.across(at, mark, by) : at];
    });
    return { ...one, ...Object.fromEntries(moved.filter(([, at]) => at !== undefined)) };
  }

  // A text at a mark stays inside the plot.
  text(one, place) {
    const moved = this.placed(one, place, "annotations");
    const wide = this.widths[place];
    if (wide === undefined) return moved;
    const at = (moved.x - this.layout.xaxis.range[0]) / this.unit.x;
    const most = inside(this.layout).x - wide;
    return { ...moved, xshift: Math.max(0, Math.min(at + moved.xshift, most)) - at };
  }
}

// As the program draws them: the numbers of years in their middle, and ticks where years begin.
function ticks(layout, [low, high]) {
  const [first, last] = [Math.floor(low), Math.floor(high)];
  const most = Math.max(2, Math.floor(inside(layout).x / WIDEST_NAME));
  const all = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const middles = all.filter((year) => low < year + 0.5 && year + 0.5 < high);
  const years = [1, 2, 5, 10, 20, 50]
    .map((step) => middles.filter((year) => year % step === 0))
    .find((own) => own.length <= most);
  return {
    tickvals: years.map((year) => year + 0.5),
    ticktext: years.map(String),
    minor: {
      ticks: "outside",
      tickmode: "array",
      tickvals: all.filter((year) => year > low),
      ticklen: 5,
    },
  };
}

function follow(box, { points }) {
  const told = points[0].customdata;
  const [first] = String(Array.isArray(told) ? told[0] : (points[0].id ?? "")).split(/[ #]/);
  if (first) window.location.assign(`${box.dataset.claims}${encodeURIComponent(first)}/`);
}

// The address of a figure: `data-` and its size and look, on a logarithmic scale that of the form.
function figureAt(box, { scale }) {
  const name = named();
  return scale ? formOf(box).getAttribute(`data-log-${name}`) : box.getAttribute(`data-${name}`);
}

// What tells of parts of the years of a figure, which is the same in each look.
function windowsAt(box, { scale }) {
  return formOf(box).getAttribute(`data-years-${scale ? "log-" : ""}${named().split("-")[0]}`);
}

const told = async (path) => (await fetch(path)).json();

async function draw(box) {
  const choice = chosen(box);
  const path = figureAt(box, choice);
  const wanted = [path, choice.from, choice.to].join();
  highlight(box, choice);
  if (box.dataset.shown === wanted) return;
  box.dataset.shown = wanted;
  const files = choice.from ? [path, windowsAt(box, choice)] : [path];
  const [[whole, years]] = await Promise.all([Promise.all(files.map(told)), fetched(box)]);
  const { data, layout } = years ? windowed(whole, choice, years) : whole;
  if (box.dataset.shown !== wanted) return;
  let place = box.querySelector(":scope > .figure");
  const first = !place;
  if (first) place = Object.assign(document.createElement("div"), { className: "figure" });
  Object.assign(place.dataset, { width: layout.width, height: layout.height });
  place.style.width = `${layout.width}px`;
  if (first) box.append(place);
  fit(box);
  await Plotly.react(place, data, layout, CONFIG);
  if (first) place.on("plotly_click", (event) => follow(box, event));
  box.classList.add("live");
  colour(box, layout);
  highlight(box, choice);
}

// The chart's reader lifts the series; it has each drawn anew.
function highlight(box, { focus }) {
  const place = box.querySelector(":scope > .figure");
  place?.dispatchEvent(new CustomEvent("highlight", { bubbles: true, detail: focus }));
}

function colour(box, { meta }) {
  for (const run of formOf(box)?.querySelectorAll("[data-run]") ?? []) {
    const own = meta[0].series.find(([name]) => name === run.dataset.run);
    if (own) run.style.color = own[2];
  }
}

// Whoever came to the picture by the keyboard is at the figure then, unless they have gone on.
async function begin(box, focused) {
  await import(new URL(box.dataset.reader, document.baseURI));
  await draw(box);
  for (let tries = 0; tries < 20; tries++) {
    const reader = box.querySelector(".cf-reader");
    if (reader) {
      if (focused && document.activeElement === box) reader.focus();
      return box.removeAttribute("tabindex");
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

// Follows the form below a chart, and begins with what the address says.
function choices(box, start, again) {
  const form = formOf(box);
  if (!form) return;
  const buttons = [...form.querySelectorAll("button")];
  const press = (series) => {
    for (const one of buttons) one.setAttribute("aria-pressed", String(one.value === series));
  };
  const changed = () => {
    tell(box);
    address(chosen(box));
    start({});
    again();
  };
  const toggled = (series) => {
    press(chosen(box).focus === series ? "" : series);
    changed();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    const { from, to } = form.elements;
    if (from && Number(from.value) > Number(to.value))
      (target === from ? to : from).value = target.value;
    changed();
  });
  for (const one of buttons) {
    one.addEventListener("click", () => toggled(one.value));
    for (const [name, lifted] of Object.entries(LIFTS))
      one.addEventListener(name, () => lift(box, lifted ? one.value : ""));
  }
  box.addEventListener("chosen", ({ detail }) => toggled(detail));
  if (!restored(form, press)) return;
  tell(box);
  start({});
}

const LIFTS = { pointerenter: true, focus: true, pointerleave: false, blur: false };
function lift(box, series) {
  const place = box.querySelector(":scope > .figure");
  place?.dispatchEvent(new CustomEvent("lift", { bubbles: true, detail: series }));
}

// Sets what the address says; tells whether that is anything.
function restored(form, press) {
  const said = new URL(window.location).searchParams;
  const { from, to, scale } = form.elements;
  const years = [said.get("from"), said.get("to")].map(Number);
  if (years[0] && years[1]) years.sort((a, b) => a - b);
  for (const [n, select] of from ? [from, to].entries() : []) {
    const all = [...select.options].map(({ value }) => Number(value));
    const near = n
      ? all.findLast((year) => year <= years[1])
      : all.find((year) => year >= years[0]);
    if (years[n] && near) select.value = near;
  }
  if (scale) scale.checked = said.get("scale") === scale.value;
  press(said.get("focus") ?? "");
  return Object.keys(NONE).some((name) => said.has(name));
}

for (const box of document.querySelectorAll(".chart[data-program]")) {
  let begun = false;
  const start = (event) => {
    if (begun) return;
    begun = true;
    begin(box, event.type === "focus").catch(() => {
      begun = false; // the picture stays, and the next touch tries again
      delete box.dataset.shown;
    });
  };
  for (const name of ["pointerenter", "touchstart", "focus"])
    box.addEventListener(name, start, { passive: true });
  const again = () => begun && draw(box).catch(() => {});
  choices(box, start, again);
  dark.addEventListener("change", again);
  narrow.addEventListener("change", again);
  window.addEventListener("resize", () => fit(box));
}

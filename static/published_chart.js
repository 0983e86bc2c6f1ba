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

// Shows a part of the years of a figure as its file tells: on a scale of their own, and of each
// series that has a number there its name with the last one. What is measured in pixels is as large
// as before.
const WIDEST_NAME = 62; // of a year below the axis, in pixels
const BESIDE = 0.03; // of a year, so that what begins with it is whole

function windowed({ data, layout }, { from, to }, { scales, names, windows, pixels }) {
  const [scale, ...places] = windows[`${from}-${to}`];
  const yaxis = { ...layout.yaxis, ...scales[scale] };
  const larger = unit(layout, yaxis) - unit(layout, layout.yaxis);
  const series = new Set(layout.meta[0].series.map(([name]) => name));
  const shown = new Map(places.map(([n, yshift]) => [names[n][0], { text: names[n][1], yshift }]));
  const annotations = moved(layout.annotations, pixels.annotations, larger).map((one) =>
    series.has(one.name) ? { ...one, ...(shown.get(one.name) ?? { visible: false }) } : one,
  );
  const shapes = moved(layout.shapes ?? [], pixels.shapes, larger);
  const range = [Number(from) - BESIDE, Number(to) + 1 + BESIDE];
  const xaxis = { ...layout.xaxis, range, ...ticks(layout, range) };
  return {
    data: moved(data, pixels.data, larger),
    layout: { ...layout, annotations, shapes, xaxis, yaxis },
  };
}

// How much of an axis of values a pixel is.
function unit({ height, margin }, { range, domain }) {
  return (range[1] - range[0]) / ((height - margin.t - margin.b) * (domain[1] - domain[0]));
}

function moved(things, pixels, larger) {
  const raised = (at, by) => (at === null ? null : at + by * larger);
  const higher = (at, by) =>
    Array.isArray(at) ? at.map((one, n) => raised(one, by[n])) : raised(at, by);
  return things.map((one, place) => {
    const all = Object.entries(pixels[place] ?? {});
    return {
      ...one,
      ...Object.fromEntries(all.map(([name, by]) => [name, higher(one[name], by)])),
    };
  });
}

function ticks({ width, margin }, [low, high]) {
  const [first, last] = [Math.ceil(low), Math.floor(high) - 1];
  const most = Math.max(2, Math.floor((width - margin.l - margin.r) / WIDEST_NAME));
  const every = Array.from({ length: last - first + 1 }, (_, n) => first + n);
  const years = [1, 2, 5, 10, 20, 50]
    .map((step) => every.filter((year) => year % step === 0))
    .find((own) => own.length <= most);
  return {
    tickvals: years.map((year) => year + 0.5),
    ticktext: years.map(String),
    minor: { ticks: "outside", tickmode: "array", tickvals: every, ticklen: 5 },
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

async function begin(box, focused) {
  await import(new URL(box.dataset.reader, document.baseURI));
  await draw(box);
  if (!focused) return;
  for (let tries = 0; tries < 20; tries++) {
    const reader = box.querySelector(".cf-reader");
    if (reader) return reader.focus();
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
    const focused = event.type === "focus";
    box.removeAttribute("tabindex");
    begin(box, focused).catch(() => {
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

// Puts a chart's figure in the place of its picture as soon as a reader points at it, touches it or
// comes to it by the keyboard. Until then nothing of it is fetched.
const CONFIG = { displayModeBar: false, scrollZoom: false, showTips: false, doubleClick: false };
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const narrow = window.matchMedia("(max-width: 760px)");
const named = () => `${narrow.matches ? "narrow" : "wide"}${dark.matches ? "Dark" : "Light"}`;

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
}

function follow(box, { points }) {
  const told = points[0].customdata;
  const [first] = String(Array.isArray(told) ? told[0] : (points[0].id ?? "")).split(/[ #]/);
  if (first) window.location.assign(`${box.dataset.claims}${encodeURIComponent(first)}/`);
}

async function draw(box) {
  const wanted = named();
  if (box.dataset.shown === wanted) return;
  box.dataset.shown = wanted;
  const [answer] = await Promise.all([fetch(box.dataset[wanted]), fetched(box)]);
  const { data, layout } = await answer.json();
  if (box.dataset.shown !== wanted) return;
  let place = box.querySelector(":scope > .figure");
  const first = !place;
  if (first) place = Object.assign(document.createElement("div"), { className: "figure" });
  place.dataset.width = layout.width;
  place.style.width = `${layout.width}px`;
  if (first) box.append(place);
  fit(box);
  await Plotly.react(place, data, layout, CONFIG);
  if (first) place.on("plotly_click", (event) => follow(box, event));
  box.classList.add("live");
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
  dark.addEventListener("change", again);
  narrow.addEventListener("change", again);
  window.addEventListener("resize", () => fit(box));
}

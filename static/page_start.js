// Runs before Streamlit's program: says how wide the screen is, so that the first picture fits it;
// follows links within the app without loading it anew; goes back to the place that was left, with
// what was unfolded there.
const { base, pages } = document.querySelector("script[data-pages]").dataset;
const ours = pages.split(" ");
const narrow = matchMedia("(max-width: 720px)");
const tell = () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the other way needs a secure connection
  document.cookie = `narrow=${narrow.matches ? "yes" : "no"}; path=${base || "/"}; SameSite=Lax`;
};
tell();
narrow.addEventListener("change", tell);

const main = () => document.querySelector(".stMain");
const isPage = (url) =>
  url.origin === location.origin &&
  url.pathname.startsWith(`${base}/`) &&
  ours.includes(url.pathname.slice(base.length + 1));
const folds = () => [...document.querySelectorAll(".stMain .stHtml details")];
const keepPlace = () => {
  const open = folds().flatMap((fold, at) => (fold.open ? [at] : []));
  history.replaceState({ ...history.state, at: main()?.scrollTop, open }, "");
};

document.addEventListener("click", (event) => {
  const link = event.composedPath().find((node) => node.href && node.matches?.("a[href]"));
  const altered = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || event.defaultPrevented || event.button || altered) return;
  const url = new URL(link.href);
  const elsewhere = (link.target && link.target !== "_self") || link.hasAttribute("download");
  const within = url.hash && url.pathname === location.pathname && url.search === location.search;
  if (elsewhere || within || !isPage(url)) return;
  event.preventDefault();
  keepPlace();
  history.pushState({}, "", url);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  main()?.scrollTo(0, 0);
});

// Streamlit's own links, too, leave a place to which Back returns.
document.addEventListener("click", keepPlace, { capture: true });

const PATIENCE = 10_000; // ms until a page that is shown again must have its length
const SETTLED = 1_000; // ms after which nothing moves a page that has ended: Streamlit scrolls up
let stop = () => {};
addEventListener("popstate", ({ state }) => {
  stop();
  const wanted = state?.at ?? 0;
  const open = state?.open ?? [];
  if (!wanted && !open.length) return;
  const begun = performance.now();
  let left = false;
  let moved = begun;
  stop = () => {
    left = true;
  };
  const turn = (now) => {
    const page = main();
    const ended = document.querySelector(".stApp")?.dataset.testScriptState === "notRunning";
    if (!ended || (page && page.scrollTop !== wanted)) moved = now;
    const there = folds();
    for (const at of open) if (there[at]) there[at].open = true;
    if (page && page.scrollHeight - page.clientHeight >= wanted) page.scrollTo(0, wanted);
    if (!left && now < begun + PATIENCE && now < moved + SETTLED) requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
});
for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"])
  addEventListener(kind, () => stop(), { passive: true });

// On paper a chart is as wide as the page: its drawing, made for the screen, is scaled.
addEventListener("beforeprint", () => {
  for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
    const { width, height } = drawing.getBoundingClientRect();
    drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    drawing.closest(".svg-container").style.aspectRatio = `${width} / ${height}`;
  }
});
addEventListener("afterprint", () => {
  for (const drawing of document.querySelectorAll(".js-plotly-plot .main-svg")) {
    drawing.removeAttribute("viewBox");
    drawing.closest(".svg-container").style.aspectRatio = "";
  }
});

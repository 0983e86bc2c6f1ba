// Notes in a page when its first chart is seen, what it moves while it loads, and its first answer
// to a pointer.
(() => {
  const bench = { chart: null, pointed: null, shift: 0, painted: null };
  window.edition = bench;
  const picture = () => {
    const one = document.querySelector(".chart img");
    return one?.complete && one.naturalWidth > 0;
  };
  const drawn = () => document.querySelector(".js-plotly-plot .scatterlayer .trace path, .point");
  const answered = () => document.querySelector(".cf-values:not([hidden]), .hoverlayer .hovertext");
  // Where to point: at marks that are drawn, as a chart answers near them only; along a picture.
  bench.places = () => {
    const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
    const marks = [...document.querySelectorAll(".js-plotly-plot .point")].slice(0, 30);
    if (marks.length > 0) return marks.map((one) => middle(one.getBoundingClientRect()));
    const box = document.querySelector(".chart picture, .js-plotly-plot").getBoundingClientRect();
    const along = (_, i) => [box.left + box.width * (0.3 + 0.01 * i), box.top + box.height * 0.45];
    return Array.from({ length: 30 }, along);
  };
  const look = () => {
    if (bench.chart === null && (picture() || drawn())) bench.chart = performance.now();
    if (bench.from !== undefined && bench.pointed === null && answered())
      bench.pointed = performance.now() - bench.from;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) bench.shift += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    bench.painted = list.getEntries().at(-1).startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
})();

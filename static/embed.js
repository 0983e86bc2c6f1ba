// Draws an embedded chart: the figure that fits the frame and the reader's colours. `main` and `tell`
// are those of frame_height.js, which stands before it.
const chart = document.getElementById("chart");
if (chart) {
  const widths = chart.dataset.widths.split(" ").map(Number);
  const themes = chart.dataset.themes.split(" ");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const config = { displayModeBar: false, scrollZoom: false, showTips: false, doubleClick: false };
  let asked = "";
  const follow = ({ points }) => {
    const told = points[0].customdata;
    const [first] = String(Array.isArray(told) ? told[0] : (points[0].id ?? "")).split(/[ #]/);
    if (first) window.open(chart.dataset.claim + encodeURIComponent(first), "_blank", "noopener");
  };
  const draw = async () => {
    const room = main.clientWidth;
    const width = widths.findLast((one) => one <= room) ?? widths[0];
    const wanted = `${width}-${themes[dark.matches ? themes.length - 1 : 0]}`;
    if (!room || wanted === asked) return;
    asked = wanted;
    const answer = await fetch(chart.dataset.figures + wanted);
    const { data, layout } = answer.ok ? await answer.json() : {};
    if (!data || asked !== wanted) return;
    const first = !chart.classList.contains("js-plotly-plot");
    await Plotly.react(chart, data, layout, config);
    if (first) chart.on("plotly_click", follow);
    tell(); // a frame that is out of sight is not observed
  };
  dark.addEventListener("change", draw);
  window.addEventListener("resize", draw);
  const { fontFamily } = getComputedStyle(document.body);
  const fonts = [400, 600].map((weight) => document.fonts.load(`${weight} 16px ${fontFamily}`));
  Promise.all(fonts).then(draw, draw);
}

// Draws an exported chart: of its figures the widest that fits, and on paper the last.
const figures = JSON.parse(document.getElementById("figures").textContent);
const paper = figures.pop();
const chart = document.getElementById("chart");
const config = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  scrollZoom: false,
  showTips: false,
  doubleClick: false,
};
let shown;
const show = (figure) => {
  if (figure === shown) return;
  shown = figure;
  Plotly.newPlot(chart, figure.data, figure.layout, config);
};
const draw = () =>
  show(figures.findLast(({ layout }) => layout.width <= chart.clientWidth) ?? figures[0]);
window.addEventListener("resize", draw);
window.addEventListener("beforeprint", () => show(paper));
window.addEventListener("afterprint", draw);
const { fontFamily } = getComputedStyle(document.body);
Promise.all([400, 600].map((w) => document.fonts.load(`${w} 16px ${fontFamily}`))).then(draw, draw);

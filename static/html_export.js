// Draws an exported chart: the wide figure, or on a narrow screen the other.
const figures = JSON.parse(document.getElementById("figures").textContent);
const narrow = window.matchMedia("(max-width: 720px)"); // as in the app
const chart = document.getElementById("chart");
const config = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  scrollZoom: false,
  showTips: false,
  doubleClick: false,
};
const draw = () => {
  const figure = figures[narrow.matches ? 1 : 0];
  Plotly.newPlot(chart, figure.data, figure.layout, config);
};
narrow.addEventListener("change", draw);
const { fontFamily } = getComputedStyle(document.body);
Promise.all([400, 600].map((w) => document.fonts.load(`${w} 16px ${fontFamily}`))).then(draw, draw);

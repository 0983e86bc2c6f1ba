// Fetches the chart's program once Streamlit's own runs, and runs it when the navigation is there.
const { chart } = document.querySelector("script[data-chart]").dataset;
let fetched = false;
new MutationObserver((_, seen) => {
  if (!fetched) {
    fetched = true;
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "modulepreload", href: chart }),
    );
  }
  if (!document.querySelector(".stPageLink a")) return;
  seen.disconnect();
  import(chart);
}).observe(document.body, { childList: true, subtree: true });

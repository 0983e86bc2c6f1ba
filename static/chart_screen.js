// Reports a narrow screen, and a theme that changes while the page is open.
export default function ({ setStateValue, data }) {
  const query = window.matchMedia("(max-width: 720px)");
  const report = () => setStateValue("narrow", query.matches);
  if (query.matches !== data.narrow) report();
  query.addEventListener("change", report);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const turned = () => setTimeout(() => setStateValue("dark", dark.matches), 300);
  dark.addEventListener("change", turned); // figures are drawn anew, in the other colours
  return () => {
    query.removeEventListener("change", report);
    dark.removeEventListener("change", turned);
  };
}

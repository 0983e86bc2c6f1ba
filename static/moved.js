// On the page for what is not found: leads an address of the app to the page that tells the same.
// Hosts that read redirects with a query never come here.
const { table, root } = document.currentScript.dataset;
const { pathname, search } = window.location;
const asked = new URLSearchParams(search);
const base = new URL(root, window.location).pathname;
const page = `/${pathname.slice(base.length).replace(/\/$/, "")}`;
const key = (names) => [page, ...names.map((name) => asked.get(name) ?? "")].join("|");
const names = ["indicator", "comparison", "claim", "work"];
fetch(table)
  .then((answer) => answer.json())
  .then((found) => {
    const path = found[key(names)] ?? found[`${page}||||`];
    if (path !== undefined) window.location.replace(base + path);
  });

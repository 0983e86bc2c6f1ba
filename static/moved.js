// Leads an address of the app to the page that tells the same: from the page for what is not found,
// and from a page that lists things, which stands where the app's own address was or was led to.
// Hosts that read redirects with a query never come here. What is searched for is searched for, and
// years, scale and series go along.
const { table, root, page } = document.currentScript.dataset;
const { pathname, search } = window.location;
const asked = new URLSearchParams(search);
const base = new URL(root, window.location).pathname;
const from = `/${page || pathname.slice(base.length).replace(/\/$/, "")}`;
const values = ["indicator", "comparison", "claim", "work"].map((name) => asked.get(name) ?? "");
const day = asked.get("asof") ? "#newest" : ""; // the page says then that it shows the newest
const kept = (...names) => {
  const own = new URLSearchParams(names.flatMap((n) => (asked.has(n) ? [[n, asked.get(n)]] : [])));
  return own.size ? `?${own}` : "";
};
if (asked.get("q") && from !== "/search") window.location.replace(`${base}search/${kept("q")}`);
else if (!page || values.some(Boolean))
  fetch(table)
    .then((answer) => answer.json())
    .then((found) => {
      const path = found[[from, ...values].join("|")] ?? (page ? undefined : found[`${from}||||`]);
      const looks = kept("from", "to", "scale", "focus");
      if (path !== undefined)
        window.location.replace(base + path + looks + (path.includes("#") ? "" : day));
    });

// Leads an address of the app to the page that tells the same: from the page for what is not found,
// and from a page that lists things, which stands where the app's own address was or was led to.
// Hosts that read redirects with a query never come here.
const { table, root, page } = document.currentScript.dataset;
const { pathname, search } = window.location;
const asked = new URLSearchParams(search);
const base = new URL(root, window.location).pathname;
const from = `/${page || pathname.slice(base.length).replace(/\/$/, "")}`;
const values = ["indicator", "comparison", "claim", "work"].map((name) => asked.get(name) ?? "");
if (!page || values.some(Boolean))
  fetch(table)
    .then((answer) => answer.json())
    .then((found) => {
      const path = found[[from, ...values].join("|")] ?? (page ? undefined : found[`${from}||||`]);
      if (path !== undefined) window.location.replace(base + path);
    });

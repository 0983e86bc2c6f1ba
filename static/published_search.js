// Searches the published pages in the browser: Pagefind reads the parts of its index that it needs.
const box = document.getElementById("search");
const field = document.querySelector("form.find input[name=q]");
const MOST = 20;

const made = (name, text, more = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...more });

// An excerpt has only text and marks: it is taken apart, as nothing of it is to be read as HTML.
// Inside a paragraph, a space at the start of a part is kept.
function excerpt(html) {
  const told = made("p", "");
  for (const [n, part] of html.split(/<\/?mark>/).entries()) {
    const text = new DOMParser().parseFromString(`<p>${part}`, "text/html").body.textContent;
    told.append(n % 2 ? made("mark", text) : text);
  }
  return told;
}

function entry({ url, meta, excerpt: html }) {
  const one = made("li", "");
  const kind = meta.kind ? [` – ${meta.kind}`] : [];
  one.append(made("a", meta.title, { href: url }), ...kind, excerpt(html));
  return one;
}

async function search(words) {
  const pagefind = await import(new URL("../pagefind/pagefind.js", document.baseURI));
  const { results } = await pagefind.search(words);
  const shown = await Promise.all(results.slice(0, MOST).map((one) => one.data()));
  const more = results.length > MOST ? `, the first ${MOST} of them are` : "";
  const count = results.length === 1 ? "1 page" : `${results.length} pages`;
  const list = made("ul", "", { className: "cf-hits" });
  list.append(...shown.map(entry));
  const told = results.length ? `Found on ${count}${more}:` : "Nothing was found. Try fewer words.";
  box.replaceChildren(made("p", told, { role: "status" }), list);
}

const words = new URLSearchParams(window.location.search).get("q")?.trim();
if (box && words) {
  field.value = words;
  search(words).catch(() => box.replaceChildren(made("p", "The search could not be loaded.")));
}

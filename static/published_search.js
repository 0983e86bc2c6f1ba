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
  const count = results.length === 1 ? "1 page" : `${results.length} pages`;
  const told = results.length ? `Found on ${count}:` : "Nothing was found. Try fewer words.";
  const list = made("ul", "", { className: "cf-hits" });
  const more = made("button", `Show ${MOST} more`, { type: "button" });
  const show = async () => {
    const { length } = list.children;
    const next = results.slice(length, length + MOST).map((one) => one.data());
    list.append(...(await Promise.all(next)).map(entry));
    more.hidden = list.children.length >= results.length;
    if (length) list.children[length].querySelector("a").focus();
  };
  more.addEventListener("click", show);
  await show();
  box.replaceChildren(made("p", told, { role: "status" }), list, more);
}

const words = new URLSearchParams(window.location.search).get("q")?.trim();
if (box && words) {
  field.value = words;
  search(words).catch(() => box.replaceChildren(made("p", "The search could not be loaded.")));
}

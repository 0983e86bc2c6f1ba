// Says of the parts of a page what Streamlit does not: which are ways from page to page, which link
// is of the page that is shown, and where the content begins, to which the first link leads.
const ROLES = [
  [".st-key-pages", "navigation", "Pages"],
  [".st-key-tools", "navigation", "Tools"],
  [".st-key-footer", "navigation", "About the figures"],
  [".st-key-navigation .stForm", "search", "All figures"],
];

const set = (element, name, value) => {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
};

const name = () => {
  for (const [selector, role, label] of ROLES) {
    for (const part of document.querySelectorAll(selector)) {
      set(part, "role", role);
      set(part, "aria-label", label);
    }
  }
  for (const link of document.querySelectorAll("[role=navigation] a[href]")) {
    const [path] = link.getAttribute("href").split("?"); // empty: the first page
    const shown = new URL(path || ".", location.href).pathname === location.pathname;
    if (shown) set(link, "aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const heading = document.querySelector(".stMain h1");
  if (!heading) return;
  if (!heading.id) heading.id = "content";
  set(heading, "tabindex", "-1");
  const skip = document.querySelector(".cf-skip");
  if (skip) set(skip, "href", `#${heading.id}`);
};

let asked = false;
new MutationObserver(() => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    name();
  });
}).observe(document.body, { childList: true, subtree: true });

document.querySelector(".cf-skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  const heading = document.querySelector(".stMain h1");
  heading?.focus();
  heading?.scrollIntoView();
});

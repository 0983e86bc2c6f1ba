// Says of the parts of a page what Streamlit does not: which are ways from page to page, which link
// is of the page that is shown, and where the content begins, to which the first link leads.
const ROLES = [
  [".st-key-pages", "navigation", "Pages"],
  [".st-key-tools", "navigation", "Tools"],
  [".st-key-footer", "region", "About the figures"], // no contentinfo: Streamlit's main holds it
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
  for (const link of document.querySelectorAll(":is(.st-key-navigation, .st-key-footer) a[href]")) {
    const [path] = link.getAttribute("href").split("?"); // empty: the first page
    const shown = new URL(path || ".", location.href).pathname === location.pathname;
    if (shown) set(link, "aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const heading = document.querySelector(".stMain h1");
  if (heading) set(heading, "tabindex", "-1");
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

// Streamlit's first link leads to what has the navigation in it.
document.addEventListener(
  "click",
  (event) => {
    const heading = document.querySelector(".stMain h1");
    if (!heading || !event.target.closest?.("[data-testid=stSkipToContent]")) return;
    event.preventDefault();
    event.stopPropagation();
    heading.focus();
    heading.scrollIntoView();
  },
  { capture: true },
);

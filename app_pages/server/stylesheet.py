"""What Streamlit's theme has no setting for: space, focus, and the look of tables and records.

The rules name no colour, size or space of their own: they take the tokens of charts/style/theme.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from app_pages.sections.tables import CLAIMS, COLUMNS
from charts.style.theme import DARK, LIGHT, SPACE, TYPE

RULES = """
/* The page; before Streamlit knows the theme, it would fetch its own font */
body { font-family: "Hanken Grotesk", sans-serif; }
.stMainBlockContainer { padding: 2.5rem 3rem var(--cf-part); max-width: 70rem; }
.stMain:focus-visible { outline-offset: -2px; }
.stMain h1, .stMain h2, .stMain h3 { letter-spacing: -.012em; text-wrap: balance; }
.stMain h1 { line-height: 1.15; padding: var(--cf-tight) 0; }
.stMain h2 { padding: 0 0 var(--cf-hair); }
.stMain h3 { padding: var(--cf-tight) 0 var(--cf-hair); }
.stMarkdown p, .stMarkdown li, .cf-lede, .cf-about { max-width: 44rem; }
[data-testid=stCaptionContainer] { opacity: .8; }  /* in menus, which stand outside of the app */
.stApp [data-testid=stCaptionContainer] { opacity: 1; }
.stApp [data-testid=stCaptionContainer] :is(p, li) { color: var(--cf-quiet); }
.stPlotlyChart { margin-left: -10px; }  /* the figure's own edge: its texts stand on the page's */
:is(a, button, summary, [tabindex]):focus-visible, div:has(> :is(input, textarea):focus-visible),
:is(.stSlider, .stCheckbox, .stRadio) [data-focus-visible] {
  outline: 2px solid currentColor; outline-offset: 1px; }
:is(input, textarea, #none):focus-visible { outline: 0; }  /* the box around it has the outline */
.stApp :is(:focus-visible, [data-focus-visible], div:has(> :is(input, textarea):focus-visible)) {
  outline-color: var(--cf-accent); }

/* The way from page to page: the name and the search; below them what there is to read, and
   quieter, at the end, the tools */
.st-key-navigation { display: grid; grid-template: "name search" "pages tools" / 1fr auto;
  align-items: center; gap: var(--cf-hair) var(--cf-text);
  border-bottom: 1px solid var(--cf-rule); padding-bottom: var(--cf-hair); }
.st-key-navigation::before { content: "Cited Figures"; grid-area: name; font-weight: 650;
  letter-spacing: -.012em; white-space: nowrap; }
.st-key-navigation > :has(> .stForm) { grid-area: search; }
.st-key-navigation > :has(> .st-key-pages) { grid-area: pages; }
.st-key-navigation > :has(> .st-key-tools) { grid-area: tools; }
.st-key-pages, .st-key-tools { gap: 0; margin-left: calc(-1 * var(--cf-tight)); }
.st-key-tools { justify-content: flex-end; margin: 0; max-width: none;
  width: calc(100% + var(--cf-tight)); }
.st-key-tools :is(a, p) { color: var(--cf-quiet); font-size: var(--cf-table); }

/* Controls: the longest choices get the most room */
.stElementContainer.st-key-trends_indicator { flex: 2 1 20rem; }

/* What is chosen, in ink: white on the dark theme's accent cannot be read */
[data-testid=stMultiSelectTagsContainer] [role=group] > span { background: none; color: inherit;
  border: 1px solid; }
[data-testid=stMultiSelectTagsContainer] [role=group] > span * { color: inherit; }

/* Tables and links */
.cf-table { border-collapse: collapse; width: 100%; font-size: var(--cf-table); line-height: 1.4;
  font-variant-numeric: tabular-nums; }
.cf-table caption { text-align: left; font-size: var(--cf-body); font-weight: 600;
  padding: var(--cf-tight) 0; }
.cf-table th { text-align: left; font-weight: 600; color: var(--cf-quiet);
  font-size: var(--cf-small); }
.cf-table th, .cf-table td { padding: var(--cf-tight) var(--cf-text) var(--cf-tight) 0;
  vertical-align: top; border-bottom: 1px solid var(--cf-rule); overflow-wrap: break-word; }
.cf-table th:last-child, .cf-table td:last-child { padding-right: 0; }
.cf-table td[data-label=Status], .cf-claims td:nth-child(5) { min-width: 6.5rem; }
.cf-table td[data-label=Value], .cf-claims td:first-child { min-width: 8.5rem; }
.cf-noted { color: var(--cf-quiet); }
.cf-table a, .cf-record a, .cf-sources a, .cf-chain a, .cf-about a, .cf-tile a, .cf-ways a,
  .cf-note a { color: inherit; text-decoration: underline;
  text-decoration-color: var(--cf-accent); text-underline-offset: .18em; }
:is(.cf-table, .cf-record, .cf-sources, .cf-chain, .cf-about, .cf-tile, .cf-ways) a:hover {
  color: var(--cf-accent); }
.cf-table small { font-size: var(--cf-small); }
.cf-struck { text-decoration: line-through; }
.cf-counts td:not(:first-child), .cf-counts th:not(:first-child) { text-align: right; }
.cf-root { display: block; width: fit-content; margin-top: var(--cf-hair); padding: 0 .4rem;
  font-size: var(--cf-small); border: 1px solid var(--cf-rule); border-radius: 4px; }
.cf-held, .cf-left { table-layout: fixed; }
.cf-held th:nth-child(n+4) { width: 15%; }
.cf-held th:nth-child(-n+2) { width: 17%; }
.cf-left th:nth-child(-n+2) { width: 30%; }
.cf-held td[data-label^="To know"] > div { margin-bottom: .2rem; }
.cf-held small { font-size: var(--cf-small); }
.cf-apart, .cf-pairs, .cf-derived { table-layout: fixed; }
.cf-apart th:nth-child(n+4) { width: 22%; }
.cf-pairs th:nth-child(-n+3) { width: 19%; }
.cf-derived th:nth-child(2) { width: 42%; }
.cf-pairs td ul { margin: 0; padding-left: 1.1rem; font-size: var(--cf-small); }
.cf-note { font-size: var(--cf-table); margin: var(--cf-tight) 0 0; color: var(--cf-quiet); }
.cf-sentences { padding-left: 1.1rem; margin: 0; overflow-wrap: anywhere; }
.cf-sources { padding-left: 1.1rem; font-size: var(--cf-table); overflow-wrap: anywhere; }

/* A record: names and values */
.cf-record { display: grid; grid-template-columns: 11rem 1fr;
  gap: var(--cf-hair) var(--cf-text); margin: 0; }
.cf-record dt { font-weight: 600; }
.cf-record dd { margin: 0; overflow-wrap: anywhere; max-width: 44rem; }

/* What there is to say in place of a chart, and what is wrong: a rule, and no coloured words */
.stAlertContainer { background: none; color: inherit; border-radius: 0; padding: var(--cf-hair) 0
  var(--cf-hair) var(--cf-text); border-left: 3px solid var(--cf-rule); }
.stAlertContainer:has([data-testid=stAlertContentInfo]) { border-color: var(--cf-accent); }
.stAlertContainer:has(:is([data-testid=stAlertContentWarning], [data-testid=stAlertContentError])) {
  border: 1px solid currentColor; border-left-width: 6px; padding: var(--cf-tight) var(--cf-text); }

/* The overview */
.stMain .cf-head { font-size: var(--cf-head); font-weight: 600; line-height: 1.25;
  padding: var(--cf-tight) 0 var(--cf-tight); margin: 0; }
.cf-lede { font-size: var(--cf-head); line-height: 1.4; margin: 0; }
.cf-ways { list-style: none; margin: 0; padding: 0; }
.cf-ways.cf-ways { padding: 0; }
.cf-ways li { margin: 0; padding: var(--cf-tight) 0; border-bottom: 1px solid var(--cf-rule); }
.cf-ways li:first-child { border-top: 1px solid var(--cf-rule); }
.cf-tiles { display: grid; gap: var(--cf-text) var(--cf-block);
  grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
.cf-tile { display: grid; grid-template-rows: subgrid; grid-row: span 3; gap: var(--cf-hair);
  align-content: start; border-top: 2px solid var(--cf-ink); padding: var(--cf-tight) 0; }
.cf-tile strong { font-size: var(--cf-head); font-weight: 600; line-height: 1.25;
  letter-spacing: -.012em; }
.cf-tile small { font-size: var(--cf-small); line-height: 1.4; }
.cf-tile small:last-child { color: var(--cf-quiet); }

/* A claim's chain: from the number to its root */
.cf-chain { list-style: none; margin: 0; max-width: 52rem; }
.cf-chain.cf-chain, .cf-record.cf-record { padding: 0; }
.cf-chain > li { position: relative; margin: 0; padding: 0 0 1.1rem 1.6rem; }
.cf-chain > li::before { content: ""; position: absolute; left: .15rem; top: .3rem; width: .7rem;
  height: .7rem; border: 2px solid var(--cf-accent); border-radius: 50%; box-sizing: border-box; }
.cf-chain > li:first-child::before { background: var(--cf-accent); }
.cf-chain > li:not(:last-child)::after { content: ""; position: absolute; left: .45rem;
  top: 1.15rem; bottom: -.15rem; margin-left: -1px; border-left: 2px solid var(--cf-rule); }
.cf-chain h4 { font-size: var(--cf-small); font-weight: 600; margin: 0; padding: 0;
  line-height: 1.3; color: var(--cf-quiet); }
.cf-chain p { margin: var(--cf-hair) 0 0; overflow-wrap: anywhere; line-height: 1.45; }
.cf-chain .cf-quote { font-size: var(--cf-head); font-weight: 600; line-height: 1.3; }
.cf-chain small { font-size: var(--cf-small); color: var(--cf-quiet); }

/* Search */
.st-key-navigation [data-testid=InputInstructions] { display: none; }
/* It is sent again after the page: until then it is as good as it was */
.st-key-navigation [data-stale=true] { opacity: 1 !important; }
.cf-hits { list-style: none; max-width: 44rem; }
.cf-hits.cf-hits { margin: 0; padding: 0; }
.cf-hits li { margin: 0; padding: var(--cf-tight) 0; border-bottom: 1px solid var(--cf-rule);
  overflow-wrap: anywhere; }
.cf-hits a { color: inherit; font-weight: 600; text-decoration: underline;
  text-decoration-color: var(--cf-accent); text-underline-offset: .18em; }
.cf-hits p { margin: var(--cf-hair) 0 0; font-size: var(--cf-table); color: var(--cf-quiet); }
.cf-hits mark { color: var(--cf-ink); border-radius: 2px;
  background: color-mix(in srgb, var(--cf-accent) 20%, transparent); }

/* Maintain: what is wrong, what to look at twice, the rows that came in */
.cf-faults { border: 1px solid currentColor; border-left-width: 6px; max-width: 60rem;
  padding: var(--cf-tight) var(--cf-text); }
.cf-faults.cf-remarks { border: 0; border-left: 3px solid var(--cf-accent); }
.cf-faults h4 { margin: 0; padding: 0; font-size: var(--cf-body); }
.cf-faults ul { margin: 0; padding-left: 1.1rem; font-size: var(--cf-table);
  overflow-wrap: anywhere; }
.cf-faults li { margin: var(--cf-hair) 0 0; }
.cf-faults code { font-size: inherit; background: none; padding: 0; color: inherit; }
.cf-faults a, .cf-done a { color: inherit; text-decoration-color: var(--cf-accent); }
.cf-mark { display: block; margin: 0; font-size: var(--cf-small); overflow-wrap: anywhere; }
.cf-mark::before { content: "✗ "; font-weight: 600; }
.cf-wrong { color: inherit; border: 1px solid currentColor; border-radius: 2px; padding: 0 .2rem;
  background: color-mix(in srgb, var(--cf-accent) 20%, transparent); }
.cf-wide { overflow-x: auto; }
.cf-rows td { min-width: 5rem; max-width: 18rem; }
.cf-rows td:first-child { min-width: 2rem; }
.cf-due td[data-label^="Due"], .cf-due td[data-label=Form] { white-space: nowrap; }
.cf-done { border-left: 3px solid var(--cf-accent); padding-left: var(--cf-text); margin: 0; }
.stMain .cf-side { margin: 0; padding: 0; font-size: var(--cf-body); font-weight: 600; }

@media (max-width: 720px) {
  /* The rows of a list are 40 pixels high wherever they are: three lines of small type */
  [role=listbox] [role=option] > div { white-space: normal; font-size: var(--cf-small);
    line-height: 1.15; overflow-wrap: anywhere; }
  .st-key-navigation { grid-template: "name search" "pages pages" "tools tools" / auto 1fr;
    row-gap: var(--cf-tight); }
  .st-key-pages { row-gap: var(--cf-tight); }
  .st-key-navigation :is(:has(> .stForm), .stForm) { width: 100%; }
  .st-key-tools { justify-content: flex-start; margin: 0 0 0 calc(-1 * var(--cf-tight)); }
  .stElementContainer:has(> .stSelectbox) { min-width: 100%; }
  .stMainBlockContainer { padding: 2.5rem 1rem var(--cf-part); }
  .stMain h1 { font-size: calc(var(--cf-title) * .9); }
  .cf-lede { font-size: calc(var(--cf-body) * 1.1); }
  .cf-record { grid-template-columns: 1fr; gap: 0; }
  .cf-record dd { margin-bottom: var(--cf-tight); }
  .cf-table thead { position: absolute; left: -999rem; }
  .cf-table, .cf-table tbody, .cf-table tr, .cf-table td, .cf-table caption { display: block; }
  .cf-table tr { padding: var(--cf-tight) 0; border-bottom: 1px solid var(--cf-rule); }
  .cf-table td { border: 0; padding: .1rem 0; }
  .cf-counts td:has(> .cf-none) { display: none; }
  .cf-counts td:not(:first-child) { text-align: left; }
  .cf-table td:empty { display: none; }
  .cf-table td::before { content: attr(data-label) ": "; font-weight: 600; }
  CELL_NAMES
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: .01ms !important; scroll-behavior: auto !important;
    animation-iteration-count: 1 !important; transition: none !important; }
}
"""


def cell_names(kind: str, columns: Sequence[str]) -> str:
    """Return the rules that name the columns in the cells of one kind of table."""
    return "\n  ".join(
        f'.{kind} td:nth-child({place})::before {{ content: "{name}: "; }}'
        for place, name in enumerate(columns, 1)
    )


def style() -> str:
    """Return the style of all pages.

    A colour has both its values: the browser takes the one of the theme that Streamlit shows,
    also when a reader's machine turns dark in the evening.
    """
    colours = {
        name: f"light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)})"
        for name in ("ink", "quiet", "rule", "accent")
    }
    sizes = {name: f"{size / TYPE['body']}rem" for name, size in (TYPE | SPACE).items()}
    tokens = "".join(f"--cf-{name}: {value}; " for name, value in (sizes | colours).items())
    rules = RULES.replace("CELL_NAMES", cell_names(CLAIMS, COLUMNS))
    return f"<style>:root {{ {tokens}}}{rules}</style>"

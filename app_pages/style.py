"""What Streamlit's theme has no setting for: margins, and the look of tables and records."""

STYLE = """<style>
.stMainBlockContainer { padding-top: 3rem; padding-bottom: 2rem; max-width: 76rem; }
.cf-table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.35;
  font-variant-numeric: tabular-nums; }
.cf-table caption { text-align: left; font-weight: 600; padding: .4rem 0; }
.cf-table th { text-align: left; font-weight: 600; }
.cf-table th, .cf-table td { padding: .45rem .8rem .45rem 0; vertical-align: top;
  border-bottom: 1px solid rgba(128, 140, 150, .35); overflow-wrap: break-word; }
.cf-table td[data-label=Status], .cf-table td[data-label=Value] { min-width: 6.5rem; }
.cf-table a, .cf-record a, .cf-sources a, .cf-chain a, .cf-about a { color: inherit;
  text-decoration: underline; }
.cf-table a:focus-visible, .cf-record a:focus-visible, .cf-chain a:focus-visible {
  outline: 2px solid currentColor; }
.cf-struck { text-decoration: line-through; }
.cf-record { display: grid; grid-template-columns: 11rem 1fr; gap: .35rem 1rem; margin: 0; }
.cf-chain.cf-chain, .cf-record.cf-record { padding: 0; }
.cf-record dt { font-weight: 600; }
.cf-record dd { margin: 0; overflow-wrap: anywhere; }
.cf-tiles { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.cf-tile { border: 1px solid rgba(128, 140, 150, .35); border-radius: .5rem; padding: .9rem 1rem; }
.cf-tile a { color: inherit; }
.cf-tile strong { display: block; font-size: 1.25rem; line-height: 1.25; margin: .2rem 0; }
.cf-tile small { display: block; }
.cf-sources { padding-left: 1.1rem; font-size: .9rem; overflow-wrap: anywhere; }
.cf-counts td:not(:first-child), .cf-counts th:not(:first-child) { text-align: right; }
.cf-root { display: block; width: fit-content; margin-top: .25rem; padding: 0 .4rem;
  font-size: .85em; border: 1px solid currentColor; border-radius: .6rem; }
.cf-note { font-size: .9rem; margin: .4rem 0 0; }
.cf-chain { list-style: none; margin: 0; max-width: 52rem; }
.cf-chain > li { position: relative; margin: 0; padding: 0 0 1.1rem 1.6rem; }
.cf-chain > li::before { content: ""; position: absolute; left: .15rem; top: .3rem; width: .7rem;
  height: .7rem; border: 2px solid currentColor; border-radius: 50%; box-sizing: border-box; }
.cf-chain > li:first-child::before { background: currentColor; }
.cf-chain > li:not(:last-child)::after { content: ""; position: absolute; left: .45rem;
  top: 1.15rem; bottom: -.15rem; margin-left: -1px;
  border-left: 2px solid rgba(128, 140, 150, .5); }
.cf-chain h4 { font-size: .85rem; font-weight: 600; margin: 0; padding: 0; line-height: 1.3; }
.cf-chain p { margin: .2rem 0 0; overflow-wrap: anywhere; line-height: 1.45; }
.cf-chain .cf-quote { font-size: 1.35rem; font-weight: 600; line-height: 1.3; }
.cf-chain small { font-size: .85rem; }
@media (max-width: 720px) {
  .stElementContainer:has(> .stSelectbox) { min-width: 100%; }
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  .cf-record { grid-template-columns: 1fr; gap: 0; }
  .cf-record dd { margin-bottom: .6rem; }
  .cf-table thead { position: absolute; left: -999rem; }
  .cf-table, .cf-table tbody, .cf-table tr, .cf-table td, .cf-table caption { display: block; }
  .cf-table tr { padding: .5rem 0; border-bottom: 1px solid rgba(128, 140, 150, .35); }
  .cf-table td { border: 0; padding: .1rem 0; }
  .cf-counts td:has(> .cf-none) { display: none; }
  .cf-counts td:not(:first-child) { text-align: left; }
  .cf-table td:empty { display: none; }
  .cf-table td::before { content: attr(data-label) ": "; font-weight: 600; }
}
</style>"""

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
.cf-table a, .cf-record a, .cf-sources a { text-decoration: underline; color: inherit; }
.cf-table a:focus-visible, .cf-record a:focus-visible { outline: 2px solid currentColor; }
.cf-struck { text-decoration: line-through; }
.cf-record { display: grid; grid-template-columns: 11rem 1fr; gap: .35rem 1rem; margin: 0; }
.cf-record dt { font-weight: 600; }
.cf-record dd { margin: 0; overflow-wrap: anywhere; }
.cf-tiles { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.cf-tile { border: 1px solid rgba(128, 140, 150, .35); border-radius: .5rem; padding: .9rem 1rem; }
.cf-tile a { color: inherit; }
.cf-tile strong { display: block; font-size: 1.25rem; line-height: 1.25; margin: .2rem 0; }
.cf-tile small { display: block; }
.cf-sources { padding-left: 1.1rem; font-size: .9rem; overflow-wrap: anywhere; }
@media (max-width: 720px) {
  .stElementContainer:has(> .stSelectbox) { min-width: 100%; }
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  .cf-record { grid-template-columns: 1fr; gap: 0; }
  .cf-record dd { margin-bottom: .6rem; }
  .cf-table thead { position: absolute; left: -999rem; }
  .cf-table, .cf-table tbody, .cf-table tr, .cf-table td, .cf-table caption { display: block; }
  .cf-table tr { padding: .5rem 0; border-bottom: 1px solid rgba(128, 140, 150, .35); }
  .cf-table td { border: 0; padding: .1rem 0; }
  .cf-table td:empty { display: none; }
  .cf-table td::before { content: attr(data-label) ": "; font-weight: 600; }
}
</style>"""

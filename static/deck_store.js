// Keeps the deck in the tab, and hands it back to a session that has none.
const name = "cited-figures-deck";
let settled = false; // as long as the page is not loaded anew

export default function ({ data, setStateValue }) {
  try {
    const kept = sessionStorage.getItem(name);
    const first = !settled;
    settled = true;
    if (first && kept && !data.pasted && kept !== data.query) setStateValue("query", kept);
    else sessionStorage.setItem(name, data.query);
  } catch {
    return;
  } // a browser that stores nothing: the session's deck is all there is
}

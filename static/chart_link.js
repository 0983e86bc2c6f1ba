// Goes to the page of the mark that was clicked.
export default function ({ data }) {
  window.location.assign(data.to);
}

// Goes to the page of the mark that was clicked, as a link on the page does.
export default function ({ data }) {
  const link = Object.assign(document.createElement("a"), { href: data.to, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}

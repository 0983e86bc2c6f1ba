// Shows a reference and copies it with its italics: as HTML for a word processor, and as text.
export default function ({ data, parentElement }) {
  const told = parentElement.querySelector("[role=status]");
  parentElement.querySelector(".reference").innerHTML = data.html;
  parentElement.querySelector("button").onclick = () => {
    const copied = (event) => {
      event.clipboardData.setData("text/html", data.html);
      event.clipboardData.setData("text/plain", data.text);
      event.preventDefault();
    };
    document.addEventListener("copy", copied, { once: true });
    told.textContent = document.execCommand("copy") ? data.copied : data.failed;
    document.removeEventListener("copy", copied);
  };
}

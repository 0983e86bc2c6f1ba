// Shows a text where there is one, and buttons that copy: a text as HTML for a word processor and as
// plain text, or a picture; then says that it was copied, or what to do where that is not allowed.
const blob = (text, type) => new Blob([text], { type });

function byEvent(item) {
  const copied = (event) => {
    if (item.html) event.clipboardData.setData("text/html", item.html);
    event.clipboardData.setData("text/plain", item.text);
    event.preventDefault();
  };
  document.addEventListener("copy", copied, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", copied);
  return done;
}

async function picture(item, data) {
  if (!navigator.clipboard?.write || !window.ClipboardItem) return data.no_picture;
  let why = data.no_picture;
  const content = fetch(item.picture).then(async (answer) => {
    if (answer.ok) return answer.blob();
    why = await answer.text();
    throw new Error(why);
  });
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": content })]);
    return data.copied;
  } catch {
    return why;
  }
}

async function text(item, data) {
  const forms = { "text/plain": blob(item.text, "text/plain") };
  if (item.html) forms["text/html"] = blob(item.html, "text/html");
  try {
    await navigator.clipboard.write([new ClipboardItem(forms)]);
    return data.copied;
  } catch {
    return byEvent(item) ? data.copied : data.failed; // a page without TLS has no other way
  }
}

export default function ({ data, parentElement }) {
  const told = parentElement.querySelector("[role=status]");
  if (data.shown) {
    let shown = parentElement.querySelector(".reference");
    if (!shown) {
      shown = document.createElement("p");
      shown.className = "reference";
      parentElement.querySelector(".ways").before(shown);
    }
    shown.innerHTML = data.shown;
  }
  const buttons = data.items.map((item) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = item.title;
    button.onclick = async () => {
      button.disabled = true;
      told.textContent = item.picture ? data.making : "";
      told.textContent = await (item.picture ? picture(item, data) : text(item, data));
      button.disabled = false;
    };
    return button;
  });
  parentElement.querySelector(".ways").replaceChildren(...buttons);
}

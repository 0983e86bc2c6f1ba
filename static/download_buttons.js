// Fetches a file, saves it, and says meanwhile that it is being made or how many come before it, or
// why there is none.
const save = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

const nameOf = (answer) =>
  (answer.headers.get("Content-Disposition") || "").match(/filename="([^"]+)"/)?.[1] || "chart";

async function place(file, told, data, made) {
  const before = await fetch(data.place)
    .then((answer) => answer.text())
    .catch(() => "0");
  const words = Number(before) ? data.waiting.replace("{before}", before) : data.making;
  if (!made.done) told.textContent = words.replace("{name}", file.title);
}

async function get(file, told, data) {
  const made = { done: false };
  told.textContent = data.making.replace("{name}", file.title);
  const asking = setInterval(place, 2000, file, told, data, made);
  try {
    const answer = await fetch(file.address);
    const content = answer.ok ? await answer.blob() : await answer.text();
    made.done = true;
    if (answer.ok) save(content, nameOf(answer));
    told.textContent = answer.ok ? data.made.replace("{name}", file.title) : content;
  } catch {
    made.done = true;
    told.textContent = data.failed;
  } finally {
    clearInterval(asking);
  }
}

export default function ({ data, parentElement }) {
  const ways = parentElement.querySelector(".ways");
  const told = parentElement.querySelector("[role=status]");
  ways.replaceChildren(
    ...data.files.map((file) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = file.title;
      button.onclick = async () => {
        button.disabled = true;
        await get(file, told, data);
        button.disabled = false;
      };
      return button;
    }),
  );
}

// Fetches a file, saves it, and says meanwhile that it is being made, or why there is none.
const save = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

const nameOf = (answer) =>
  (answer.headers.get("Content-Disposition") || "").match(/filename="([^"]+)"/)?.[1] || "chart";

async function get(file, told, data) {
  told.textContent = data.making.replace("{name}", file.title);
  try {
    const answer = await fetch(file.address);
    if (answer.ok) save(await answer.blob(), nameOf(answer));
    told.textContent = answer.ok ? data.made.replace("{name}", file.title) : await answer.text();
  } catch {
    told.textContent = data.failed;
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

// Saves the chart as the page shows it, as SVG with its provenance, and as PNG.
const NAMESPACE = "http://www.w3.org/2000/svg";
const chart = () => document.querySelector(".js-plotly-plot");

async function font({ family, weight, address }) {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const source = `url(data:font/woff2;base64,${btoa(text)})`;
  return `@font-face{font-family:"${family}";font-weight:${weight};src:${source}}`;
}

function add(root, name, text) {
  const one = document.createElementNS(NAMESPACE, name);
  one.textContent = text;
  root.prepend(one);
}

async function picture(data) {
  const plot = chart();
  const { width, height } = plot.querySelector(".main-svg").getBoundingClientRect();
  const root = document.createElementNS(NAMESPACE, "svg");
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("width", width);
  root.setAttribute("height", height);
  const ground = document.createElementNS(NAMESPACE, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", plot._fullLayout.paper_bgcolor);
  root.append(ground);
  for (const svg of plot.querySelectorAll(".main-svg"))
    root.append(...svg.cloneNode(true).children);
  const proof = new DOMParser().parseFromString(data.metadata, "image/svg+xml");
  const metadata = document.createElementNS(NAMESPACE, "metadata");
  metadata.append(document.importNode(proof.documentElement, true));
  root.prepend(metadata);
  add(root, "style", (await Promise.all(data.fonts.map(font))).join(""));
  add(root, "desc", data.description);
  add(root, "title", data.title);
  // A page that holds two files of one chart, saved one after the other, finds in each its own ids.
  const own = new RegExp(`((?:id="|#)[a-z-]*${plot._fullLayout._uid})`, "g");
  const text = new XMLSerializer().serializeToString(root);
  return { text: text.replace(own, `$1${Date.now().toString(36)}-`), width, height };
}

function save(address, name) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

async function asSvg(data) {
  const { text } = await picture(data);
  save(URL.createObjectURL(new Blob([text], { type: "image/svg+xml" })), `${data.name}.svg`);
}

async function asPng(data) {
  const { text, width, height } = await picture(data);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  save(canvas.toDataURL("image/png"), `${data.name}.png`);
}

export default function ({ data, parentElement }) {
  const ways = { png: asPng, svg: asSvg };
  for (const [name, way] of Object.entries(ways)) {
    const button = parentElement.querySelector(`[data-form="${name}"]`);
    button.onclick = async () => {
      const told = parentElement.querySelector("[role=status]");
      told.textContent = "";
      try {
        await way(data);
      } catch {
        told.textContent = data.failed;
      }
    };
  }
}

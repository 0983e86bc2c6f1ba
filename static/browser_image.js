// Saves the chart as the page shows it, as SVG with its provenance, and as PNG.
const NAMESPACE = "http://www.w3.org/2000/svg";
// On a page lines keep their width where a plot is stretched; a picture drawn at twice its size has
// them twice as wide.
const STROKES = "*{vector-effect:none!important}";
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

function element(name, attributes) {
  const one = document.createElementNS(NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) one.setAttribute(attribute, value);
  return one;
}

// The logo and the footer of a house style, above or below the chart.
function strips({ edge, logo, footer }, width, height, family) {
  const drawn = [];
  if (logo) {
    const x = logo.left ? edge : width - edge - logo.width;
    const y = logo.top ? edge : height - edge - logo.height;
    const size = { width: logo.width, height: logo.height };
    drawn.push(element("image", { href: logo.address, x, y, ...size }));
  }
  if (footer.text) {
    const place = footer.right
      ? { x: width - edge, "text-anchor": "end" }
      : { x: edge, "text-anchor": "start" };
    const type = { "font-family": family, "font-size": footer.size, fill: footer.ink };
    const text = element("text", { ...place, ...type, y: height - edge });
    text.textContent = footer.text;
    drawn.push(text);
  }
  return drawn;
}

async function picture(data) {
  const plot = chart();
  const own = plot.querySelector(".main-svg").getBoundingClientRect();
  const [width, height] = [own.width, own.height + data.strips.above + data.strips.below];
  const root = element("svg", { viewBox: `0 0 ${width} ${height}`, width, height });
  const fill = plot._fullLayout.paper_bgcolor;
  root.append(element("rect", { width: "100%", height: "100%", fill }));
  const drawn = element("g", { transform: `translate(0 ${data.strips.above})` });
  for (const svg of plot.querySelectorAll(".main-svg"))
    drawn.append(...svg.cloneNode(true).children);
  root.append(drawn, ...strips(data.strips, width, height, data.fonts[0].family));
  const proof = new DOMParser().parseFromString(data.metadata, "image/svg+xml");
  const metadata = document.createElementNS(NAMESPACE, "metadata");
  metadata.append(document.importNode(proof.documentElement, true));
  root.prepend(metadata);
  add(root, "style", STROKES + (await Promise.all(data.fonts.map(font))).join(""));
  add(root, "desc", data.description);
  add(root, "title", data.title);
  // A page that holds two files of one chart, saved one after the other, finds in each its own ids.
  const ids = new RegExp(`((?:id="|#)[a-z-]*${plot._fullLayout._uid})`, "g");
  const text = new XMLSerializer().serializeToString(root);
  return { text: text.replace(ids, `$1${Date.now().toString(36)}-`), width, height };
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

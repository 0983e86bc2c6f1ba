// A picture is made from a serialized SVG, in which the fonts of the page around it do not count:
// it takes those along that it uses. Drawing waits until the texts can be measured in them. Fonts of
// one weight each without ligatures: a PDF draws variable fonts as shapes, and loses the text of "ffi".
(() => {
  const { family, weights, folder } = document.currentScript.dataset;
  const source = (weight) => {
    const file = new XMLHttpRequest();
    file.open("GET", folder.replace("WEIGHT", weight), false);
    file.overrideMimeType("text/plain; charset=x-user-defined");
    file.send();
    const bytes = Array.from(file.responseText, (c) => String.fromCharCode(c.charCodeAt(0) & 255));
    return `url(data:font/woff2;base64,${btoa(bytes.join(""))}) format("woff2")`;
  };
  const fonts = weights.split(" ").map((weight) => ({ weight, source: source(weight) }));
  const faces = fonts.map((font) => new FontFace(family, font.source, { weight: font.weight }));
  for (const face of faces) document.fonts.add(face);
  const page = document.createElement("style");
  page.textContent = "@page { margin: 0 } img { display: block }";
  document.head.append(page);
  const dress = (text) => {
    const used = fonts.filter(
      ({ weight }) => weight === "400" || text.includes(`weight: ${weight}`),
    );
    const rules = used.map(
      ({ weight, source }) =>
        `@font-face{font-family:"${family}";font-weight:${weight};src:${source}}`,
    );
    return text.replace(/<svg[^>]*>/, (tag) => `${tag}<style>${rules.join("")}</style>`);
  };
  const serialize = XMLSerializer.prototype.serializeToString;
  XMLSerializer.prototype.serializeToString = function (node) {
    const text = serialize.call(this, node);
    return text.startsWith("<svg") ? dress(text) : text;
  };
  const draw = Plotly.toImage;
  const loaded = Promise.all(faces.map((face) => face.load()));
  window.Plotly = { ...Plotly, toImage: (...all) => loaded.then(() => draw(...all)) };
})();

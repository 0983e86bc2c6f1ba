// A picture is made from a serialized SVG, in which the fonts of the page around it do not count:
// it takes those along that it uses. Drawing waits until the texts can be measured in them. Fonts of
// one weight each without ligatures: a PDF draws variable fonts as shapes, and loses the text of "ffi".
// A figure in a house style says in the second of its meta which fonts it has beside ours.
(() => {
  const { family, files } = document.currentScript.dataset;
  const bytesOf = (address) => {
    const file = new XMLHttpRequest();
    file.open("GET", address, false);
    file.overrideMimeType("text/plain; charset=x-user-defined");
    file.send();
    return Array.from(file.responseText, (c) => String.fromCharCode(c.charCodeAt(0) & 255)).join(
      "",
    );
  };
  const fonts = [];
  const load = (name, addresses) => {
    const known = fonts.filter((font) => font.name === name).map((font) => font.address);
    const faces = Object.entries(addresses)
      .filter(([, address]) => !known.includes(address))
      .map(([weight, address]) => {
        const source = `url(data:font/woff2;base64,${btoa(bytesOf(address))})`;
        fonts.push({ name, weight, address, source });
        return new FontFace(name, source, { weight });
      });
    for (const face of faces) document.fonts.add(face);
    return Promise.all(faces.map((face) => face.load()));
  };
  const page = document.createElement("style");
  page.textContent = "@page { margin: 0 } img { display: block }";
  document.head.append(page);
  const dress = (text) => {
    const used = fonts.filter(
      ({ name, weight }) =>
        (name === family || text.includes(name)) &&
        (weight === "400" || text.includes(`weight: ${weight}`)),
    );
    const rules = used.map(
      ({ name, weight, source }) =>
        `@font-face{font-family:"${name}";font-weight:${weight};src:${source}}`,
    );
    return text.replace(/<svg[^>]*>/, (tag) => `${tag}<style>${rules.join("")}</style>`);
  };
  const serialize = XMLSerializer.prototype.serializeToString;
  XMLSerializer.prototype.serializeToString = function (node) {
    const text = serialize.call(this, node);
    return text.startsWith("<svg") ? dress(text) : text;
  };
  const draw = Plotly.toImage;
  const loaded = load(family, JSON.parse(files));
  const dressed = async (figure, ...rest) => {
    const own = figure.layout?.meta?.[1];
    await Promise.all([loaded, own?.files ? load(own.family, own.files) : null]);
    return draw(figure, ...rest);
  };
  window.Plotly = { ...Plotly, toImage: dressed };
})();

// A picture is made from a serialized SVG, in which the fonts of the page around it do not count:
// it takes the font along. Drawing waits until the texts can be measured in it.
(() => {
  const { family, address } = document.currentScript.dataset;
  const file = new XMLHttpRequest();
  file.open("GET", address, false);
  file.overrideMimeType("text/plain; charset=x-user-defined");
  try {
    file.send();
  } catch {
    return;
  }
  const bytes = Array.from(file.responseText, (c) => String.fromCharCode(c.charCodeAt(0) & 255));
  const source = `url(data:font/woff2;base64,${btoa(bytes.join(""))}) format("woff2")`;
  const face = new FontFace(family, source, { weight: "100 900" });
  document.fonts.add(face);
  const rule = `font-family:"${family}";font-weight:100 900;src:${source}`;
  const style = `<style>@font-face{${rule}}</style>`;
  const serialize = XMLSerializer.prototype.serializeToString;
  XMLSerializer.prototype.serializeToString = function (node) {
    const text = serialize.call(this, node);
    return text.startsWith("<svg") ? text.replace(/<svg[^>]*>/, (tag) => tag + style) : text;
  };
  const draw = Plotly.toImage;
  window.Plotly = { ...Plotly, toImage: (...all) => face.load().then(() => draw(...all)) };
})();

// Tells the page around a frame how high what stands in the frame is.
const main = document.querySelector("main");
const tell = () => {
  const height = Math.ceil(main.getBoundingClientRect().height);
  window.parent.postMessage({ type: "cited-figures-height", height }, "*");
};
new ResizeObserver(tell).observe(main);

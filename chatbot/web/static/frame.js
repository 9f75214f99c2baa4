// Every Gradio page: what the server drew at once moves into Gradio's <main>, so that all of it is one landmark.
const move = () => {
  const main = document.querySelector("gradio-app main");
  const before = document.getElementById("before");
  if (!main || !before) return false;
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  main.prepend(before);
  focused?.focus({ preventScroll: true }); // who is typing already goes on typing
  document.body.classList.add("drawn");
  return true;
};

if (!move()) {
  const watch = new MutationObserver(() => { if (move()) watch.disconnect(); });
  watch.observe(document.documentElement, { childList: true, subtree: true });
}

// Gradio sets the page's language to the browser's; the page's own texts are in the address's.
const root = document.documentElement;
const speak = () => { if (root.lang !== root.dataset.lang) root.lang = root.dataset.lang; };
new MutationObserver(speak).observe(root, { attributes: true, attributeFilter: ["lang"] });
speak();

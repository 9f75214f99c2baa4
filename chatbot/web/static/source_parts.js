// What a document's page has beside the document: a search box. It works in the page and in the view over it.
const shown = new WeakMap(); // a search box: { query, ranges, now }

function rangesOf(article, query) {
  const words = query.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(words.join("\\s+"), "giu");
  const walker = document.createTreeWalker(article.querySelector(".document"), NodeFilter.SHOW_TEXT);
  const ranges = [];
  while (walker.nextNode()) {
    for (const found of walker.currentNode.data.matchAll(pattern)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, found.index);
      range.setEnd(walker.currentNode, found.index + found[0].length);
      ranges.push(range);
    }
  }
  return ranges;
}

function find(form) {
  const query = form.querySelector("input").value.trim();
  const output = form.querySelector("output");
  CSS.highlights.clear();
  output.textContent = "";
  if (!query) return;
  const before = shown.get(form);
  const state = before?.query === query ? before : { query, ranges: rangesOf(form.closest("article"), query), now: -1 };
  shown.set(form, state);
  if (!state.ranges.length) {
    output.textContent = output.dataset.none;
    return;
  }
  state.now = (state.now + 1) % state.ranges.length;
  const now = state.ranges[state.now];
  CSS.highlights.set("found", new Highlight(...state.ranges));
  CSS.highlights.set("found-now", new Highlight(now));
  output.textContent = `${state.now + 1} / ${state.ranges.length}`;
  now.startContainer.parentElement.scrollIntoView({ block: "center" });
}

export function wireSourceParts() {
  if (!CSS.highlights) return; // the browser's own search is left
  document.documentElement.classList.add("can-find");
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".find")) return;
    event.preventDefault();
    find(event.target);
  });
}

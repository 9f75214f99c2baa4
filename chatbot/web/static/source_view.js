// A source, opened over the conversation so that nothing is lost; its address is the shareable one.
import { wireSourceParts } from "./source_parts.js";

let words = {};
let opener = null;
let nameBefore = "";

const opened = () => document.querySelector("dialog.source-view");

function closeSource() {
  const dialog = opened();
  if (!dialog) return;
  dialog.close();
  dialog.remove();
  document.title = nameBefore;
  // After the browser's own step back, which puts the focus where an old fragment points to.
  const link = opener;
  opener = null;
  setTimeout(() => link?.focus(), 0);
}

async function fetchSource(href) {
  const reply = await fetch(href.split("#")[0], { headers: { accept: "text/html" } });
  if (!reply.ok) throw new Error(String(reply.status));
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const article = page.querySelector("article.source");
  article.querySelector("a.back")?.remove();
  return { article, title: page.title };
}

function goTo(place, block) {
  place?.scrollIntoView({ block });
  place?.focus({ preventScroll: true });
}

function show(source) {
  const dialog = document.createElement("dialog");
  dialog.className = "source-view";
  dialog.setAttribute("aria-label", source.title);
  const bar = document.createElement("div");
  bar.className = "source-view-bar";
  const back = document.createElement("button");
  back.type = "button";
  back.className = "action back-to-answer";
  back.textContent = words.back;
  back.addEventListener("click", () => history.back());
  bar.append(back);
  dialog.append(bar, source.article);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    history.back();
  });
  document.body.append(dialog);
  nameBefore = document.title;
  dialog.showModal();
  return dialog;
}

// `record` puts the address into the browser's history: pushState, replaceState, or nothing on the way through it.
async function openSource(href, record) {
  let source;
  try {
    source = await fetchSource(href);
  } catch {
    location.assign(href);
    return;
  }
  opened()?.querySelector("article").replaceWith(source.article);
  const dialog = opened() ?? show(source);
  record?.call(history, { source: true }, "", href);
  document.title = source.title;
  goTo(dialog.querySelector("#quote"), "center");
}

function onLink(event) {
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const dialog = link.closest("dialog.source-view");
  const place = link.getAttribute("href");
  if (dialog && place.startsWith("#")) {
    event.preventDefault();
    goTo(dialog.querySelector(place), place === "#quote" ? "center" : "start");
  } else if (dialog && link.matches(".faults a")) {
    event.preventDefault();
    openSource(link.href, history.replaceState);
  } else if (link.matches(".show-source")) {
    event.preventDefault();
    opener = link;
    openSource(link.href, history.pushState);
  }
}

export function wireSourceView(pageWords) {
  words = pageWords;
  wireSourceParts();
  document.addEventListener("click", onLink);
  window.addEventListener("popstate", (event) => {
    if (event.state?.source) openSource(location.href, null);
    else closeSource();
  });
}

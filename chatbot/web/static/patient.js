// The patient's page. The server sends each turn as a <template>; this moves it into the conversation,
// which lives in this page only and is gone with it.
import { calm, wireCopy, wirePrint, wireRefusals, wireSave, wireTerms } from "./shared.js";

const PATIENCE = 45000; // milliseconds until a question counts as lost; the server itself gives up earlier

const KEPT = "as-written";
const RELOAD_TIME = 15000; // milliseconds

let words = {};
let disconnected = false;
let waiting = 0;
let seen = null;

const byId = (id) => document.getElementById(id);
const questionBox = () => document.querySelector("#question textarea");
const historyBox = () => document.querySelector("#history textarea");

function say(text) {
  const status = byId("status");
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
}

function startWaiting() {
  clearTimeout(waiting);
  document.body.classList.add("waiting");
  say(words.looking);
  waiting = setTimeout(() => lost(words.lost), PATIENCE);
}

function stopWaiting() {
  clearTimeout(waiting);
  waiting = 0;
  document.body.classList.remove("waiting");
}

// A turn made here, for what never reached the answer function.
function lost(reason) {
  if (!document.body.classList.contains("waiting")) return;
  stopWaiting();
  const article = document.createElement("article");
  article.className = "turn";
  const box = document.createElement("div");
  box.className = "trouble";
  const title = document.createElement("h2");
  title.textContent = words.trouble;
  const text = document.createElement("p");
  text.textContent = reason;
  box.append(title, text);
  article.append(box);
  byId("log").append(article);
  disconnected = reason === words.lost;
  say(reason);
  article.scrollIntoView({ block: "start", behavior: calm() });
}

// Gradio reloads the page once a lost server is back. Across that reload, and nothing else, the
// conversation waits in the tab's own storage; it is taken out at once.
function keepAcrossReload() {
  if (!disconnected) return;
  const kept = { at: Date.now(), log: byId("log").innerHTML, earlier: historyBox().value, draft: questionBox().value };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

function takeBack() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (!kept || Date.now() - kept.at > RELOAD_TIME) return;
  byId("log").innerHTML = kept.log;
  put(historyBox(), kept.earlier);
  put(questionBox(), kept.draft);
  startTalking();
  byId("log").lastElementChild?.scrollIntoView({ block: "start" });
}

function startTalking() {
  byId("start-again").hidden = false;
  document.body.classList.add("talking");
}

function adopt() {
  const template = byId("turn")?.querySelector("template");
  if (!template || template === seen) return;
  seen = template;
  stopWaiting();
  const article = document.importNode(template.content, true).firstElementChild;
  byId("log").append(article);
  startTalking();
  disconnected = false;
  say(article.dataset.arrived);
  const heading = article.querySelector(".asked");
  heading.focus({ preventScroll: true });
  article.scrollIntoView({ block: "start", behavior: calm() });
}

function put(box, text) {
  const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  setter.call(box, text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function startAgain() {
  put(historyBox(), "[]");
  byId("log").replaceChildren();
  byId("start-again").hidden = true;
  document.body.classList.remove("talking");
  say("");
  questionBox().focus();
}

// --- A source, opened over the conversation so that nothing is lost; its address is the shareable one. ---

let opener = null;

function closeSource() {
  const dialog = document.querySelector("dialog.source-view");
  if (!dialog) return;
  dialog.close();
  dialog.remove();
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

function showMark(dialog) {
  const mark = dialog.querySelector("#quote");
  if (mark) {
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }
}

async function openSource(link) {
  const href = link.href;
  let source;
  try {
    source = await fetchSource(href);
  } catch {
    location.assign(href);
    return;
  }
  const old = document.querySelector("dialog.source-view");
  if (old) {
    old.querySelector("article").replaceWith(source.article);
    history.replaceState({ source: true }, "", href);
    showMark(old);
    return;
  }
  opener = link;
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
  history.pushState({ source: true }, "", href);
  dialog.showModal();
  showMark(dialog);
}

function onLink(event) {
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const dialog = link.closest("dialog.source-view");
  if (dialog && link.getAttribute("href") === "#quote") {
    event.preventDefault();
    showMark(dialog);
  } else if (link.matches(".show-source") || (dialog && link.matches(".faults a"))) {
    event.preventDefault();
    openSource(link);
  }
}

// --- Wiring, once Gradio has drawn the page. ---

function isAsking(event) {
  if (event.type === "keydown") {
    return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.closest("#question");
  }
  return event.target.closest("#ask, .example");
}

// One question at a time: a second click or Enter while one is being answered goes nowhere.
function askOnce(event) {
  if (!isAsking(event)) return;
  if (document.body.classList.contains("waiting")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else {
    startWaiting();
  }
}

function wire() {
  words = { ...byId("status").dataset };
  wireTerms();
  wireCopy(say, words);
  wirePrint();
  wireSave(say, words);
  new MutationObserver(adopt).observe(byId("turn"), { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    askOnce(event);
    if (event.target.closest("#start-again")) startAgain();
    onLink(event);
  }, true);
  document.addEventListener("keydown", askOnce, true);
  window.addEventListener("popstate", closeSource);
  wireRefusals(lost, words);
  window.addEventListener("pagehide", keepAcrossReload);
  takeBack();
  document.body.classList.add("ready");
}

const drawn = () => byId("turn") && byId("ask") && questionBox() && historyBox();
if (drawn()) wire();
else {
  const watch = new MutationObserver(() => {
    if (!drawn()) return;
    watch.disconnect();
    wire();
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
}

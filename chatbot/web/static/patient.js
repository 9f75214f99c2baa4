// The patient's page. The server sends each turn as a <template>; this moves it into the conversation, which lives
// in this tab alone: on the page, and in the tab's own storage across reloads, other pages and the other language.
import { wireAloud } from "./aloud.js";
import { wireOffers } from "./offers.js";
import { calm, wireCopy, wirePrint, wireRefusals, wireSave, wireTerms } from "./shared.js";
import { wireSourceView } from "./source_view.js";

const PATIENCE = 45000; // milliseconds until a question counts as lost; the server itself gives up earlier
const KEPT = "as-written";
const LONGEST_TITLE = 80; // letters of a question in the name of the tab

const byId = (id) => document.getElementById(id);
const box = byId("question");
const log = byId("log");
const words = { ...byId("status").dataset };
const pageName = document.title;

let earlier = []; // the questions that were answered, oldest first
let pending = null; // the question on its way
let asked = 0;
let timer = 0;
let seen = null;

function say(text) {
  const status = byId("status");
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
}

// --- Asking. Gradio carries the question; what is asked before it is drawn waits for it. ---

const carrier = () => byId("turn") && document.querySelector("#sent textarea");
const isWaiting = () => pending !== null;

function ask(question) {
  if (isWaiting()) return; // one at a time: a second click or Enter goes nowhere
  pending = question;
  closeOffers();
  document.body.classList.add("waiting");
  say(words.looking);
  timer = setTimeout(() => lost(words.lost), PATIENCE);
  if (carrier()) send();
}

function send() {
  asked += 1;
  const number = asked;
  const value = JSON.stringify({ number, question: pending, earlier: earlier.slice(-10) });
  const setValue = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  // Gradio empties its box once more while it draws the page: what it threw away is put in again.
  const putIn = () => {
    if (!isWaiting() || number !== asked) return;
    const hidden = carrier();
    if (hidden.value !== value) {
      setValue.call(hidden, value);
      hidden.dispatchEvent(new Event("input", { bubbles: true }));
    }
    setTimeout(putIn, 200);
  };
  putIn();
}

function stopWaiting() {
  clearTimeout(timer);
  pending = null;
  document.body.classList.remove("waiting");
}

function adopt() {
  const template = byId("turn")?.querySelector("template");
  if (!template || template === seen) return;
  seen = template;
  const article = document.importNode(template.content, true).firstElementChild;
  if (article.querySelector(".trouble")) leaveInBox();
  else {
    if (isWaiting()) earlier.push(pending);
    if (box.value === pending) box.value = "";
    nameTab(pending);
  }
  show(article);
  say(article.dataset.arrived);
  article.querySelector(".asked").focus({ preventScroll: true });
}

function leaveInBox() {
  if (!box.value) box.value = pending ?? "";
}

function show(article) {
  stopWaiting();
  log.append(article);
  startTalking();
  keep();
  article.scrollIntoView({ block: "start", behavior: calm() });
}

// A turn made here, for what never reached the answer function.
function lost(reason) {
  if (!isWaiting()) return;
  leaveInBox();
  const article = document.createElement("article");
  article.className = "turn";
  const trouble = document.createElement("div");
  trouble.className = "trouble";
  const title = document.createElement("h2");
  title.textContent = words.trouble;
  const text = document.createElement("p");
  text.textContent = reason;
  trouble.append(title, text);
  article.append(trouble);
  show(article);
  say(reason);
}

// --- The conversation: named in the tab, kept in the tab, forgotten on request. ---

function nameTab(question) {
  const short = question && question.length > LONGEST_TITLE ? `${question.slice(0, LONGEST_TITLE)}…` : question;
  document.title = short ? `${short} – ${pageName}` : pageName;
}

function startTalking() {
  byId("start-again").hidden = false;
  document.body.classList.add("talking");
}

function keep() {
  const turns = [...log.children].map((turn) => turn.outerHTML);
  const rest = { earlier, draft: box.value, scroll: window.scrollY };
  if (!turns.length && !rest.draft) {
    sessionStorage.removeItem(KEPT);
    return;
  }
  for (;;) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ turns, ...rest }));
      return;
    } catch { // the tab's storage is full: the oldest turn goes
      if (!turns.shift()) return;
    }
  }
}

function takeUp() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return;
  box.value ||= kept.draft;
  if (!kept.turns.length) return;
  log.innerHTML = kept.turns.join("");
  earlier = kept.earlier;
  startTalking();
  nameTab(earlier.at(-1));
  requestAnimationFrame(() => window.scrollTo(0, kept.scroll));
}

function startAgain() {
  earlier = [];
  log.replaceChildren();
  byId("start-again").hidden = true;
  document.body.classList.remove("talking");
  nameTab("");
  say("");
  keep();
  box.focus();
}

// A shared question ("/?q=…") asks itself, and leaves the address: a reload does not ask it again.
function askShared() {
  const question = new URLSearchParams(location.search).get("q");
  if (question === null) return;
  history.replaceState(history.state, "", location.pathname);
  box.value = question;
  ask(question);
}

// What somebody says of an answer stays in this tab, unless whoever runs the program keeps a file of it.
function judge(button) {
  const { feedback } = byId("asking").dataset;
  for (const other of button.parentElement.querySelectorAll("[data-helped]")) other.ariaPressed = String(other === button);
  keep();
  if (!feedback) {
    say(words.thanks);
    return;
  }
  const question = button.closest(".turn").dataset.question;
  const body = { question, language: document.documentElement.lang, helped: button.dataset.helped === "true" };
  fetch(feedback, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
    .then((reply) => say(reply.ok ? words.thanks : words.lost), () => say(words.lost));
}

// --- Wiring. ---

function onClick(event) {
  const part = event.target.closest(".jump a");
  if (event.target.closest("#start-again")) startAgain();
  else if (event.target.closest(".example")) ask(event.target.closest(".example").textContent);
  else if (event.target.closest("[data-helped]")) judge(event.target.closest("[data-helped]"));
  else if (part) {
    event.preventDefault();
    const section = byId(part.getAttribute("href").slice(1));
    section.scrollIntoView({ block: "start", behavior: calm() });
    section.focus({ preventScroll: true });
  }
}

function onKey(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.defaultPrevented) return;
  event.preventDefault();
  ask(box.value);
}

function ready() {
  if (!carrier()) return false;
  new MutationObserver(adopt).observe(byId("turn"), { childList: true, subtree: true });
  document.body.classList.add("ready");
  document.title = pageName; // Gradio has put its own there
  nameTab(earlier.at(-1));
  if (isWaiting()) send();
  return true;
}

history.scrollRestoration = "manual"; // the conversation comes back after the browser has scrolled
const closeOffers = wireOffers(box, byId("offers"), new URL("questions", byId("asking").action), (count) => {
  say(count === 1 ? words.offer : words.offers.replace("2", count));
}, (question) => {
  box.value = question;
  ask(question);
});
wireAloud();
wireTerms();
wireCopy(say, words);
wirePrint();
wireSave(say, words);
wireRefusals(lost, words);
wireSourceView(words);
document.addEventListener("click", onClick);
box.addEventListener("keydown", onKey);
box.enterKeyHint = "send"; // from here on Enter asks, and a phone's keyboard says so
byId("asking").addEventListener("submit", (event) => {
  event.preventDefault();
  ask(box.value);
});
window.addEventListener("pagehide", () => {
  keep();
  document.title = pageName; // the browser's history names the page, not what was asked
});
window.addEventListener("pageshow", () => nameTab(earlier.at(-1)));
takeUp();
askShared();
if (!ready()) {
  const watch = new MutationObserver(() => { if (ready()) watch.disconnect(); });
  watch.observe(document.documentElement, { childList: true, subtree: true });
}

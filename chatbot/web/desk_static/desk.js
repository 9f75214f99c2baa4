// The support desk. What is typed lives in this page; each step sends it to the program, which sends back what to
// show and forgets it.
import { calm, wireCopy, wireRefusals, wireTerms } from "../shared.js";

const PATIENCE = 60000; // milliseconds until a request counts as lost; the server itself gives up earlier
const PAUSE = 400; // milliseconds of quiet in the reply before it is checked

const byId = (id) => document.getElementById(id);
let words = {};
let built = ""; // the reply as the program built it, without the staff member's words
let kept = null; // the saved reply that is open, null while a comment is
let last = null; // the questions, language and kind words it was built from
let touched = false; // something was done that is neither saved nor copied
let past = null; // what there was before the last question was dropped or merged
let lastNumber = 0;
let line = Promise.resolve(); // one request at a time
let waiting = null;
let typing = 0;

function say(text) {
  const status = byId("status");
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
}

// --- The program, reached through Gradio's hidden boxes. ---

function put(box, text) {
  const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  setter.call(box, text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function send(request, onProgress) {
  return new Promise((resolve, reject) => {
    lastNumber += 1;
    const number = lastNumber;
    const settle = (finish, value) => {
      clearTimeout(waiting.timer);
      waiting = null;
      document.body.classList.remove("waiting");
      finish(value);
    };
    const lost = (reason) => settle(reject, new Error(reason));
    const wait = () => { waiting.timer = setTimeout(() => lost(words.lost), PATIENCE); };
    waiting = {
      number,
      lost,
      take(reply) {
        clearTimeout(waiting.timer);
        if ("done" in reply) {
          wait();
          onProgress?.(reply);
        } else if (reply.trouble) {
          settle(reject, new Error(reply.trouble));
        } else {
          settle(resolve, reply);
        }
      },
    };
    wait();
    document.body.classList.add("waiting");
    if (request.action !== "kept") say(words.working);
    put(byId("desk-request").querySelector("textarea"), JSON.stringify({ id: number, ...request }));
  });
}

function call(request, onProgress) {
  const turn = line.then(() => send(request, onProgress));
  line = turn.catch(() => {});
  return turn.catch((error) => {
    say(error.message);
    byId("status").classList.add("told");
    throw error;
  });
}

function receive() {
  const data = byId("desk-reply")?.querySelector("[data-reply]")?.dataset.reply;
  if (!data || !waiting) return;
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const reply = JSON.parse(new TextDecoder().decode(bytes));
  if (reply.id === waiting.number || reply.id === 0) waiting.take(reply);
}

// --- The case. ---

function asked() {
  return [...byId("case").querySelectorAll(".question")].map((section) => ({
    text: section.querySelector(".q-text").value,
    about: section.querySelector(".q-about").value,
    origin: section.dataset.origin === "" || section.dataset.origin === undefined ? null : Number(section.dataset.origin),
    ticked: section.dataset.changed ? null
      : [...section.querySelectorAll(".tick input:checked")].map((box) => box.dataset.key),
  }));
}

function state() {
  const [language, mood, mark] = [byId("language").value, byId("mood")?.value ?? "", byId("mark").checked];
  return { comment: byId("comment").dataset.read ?? "", language, mood, mark, kept };
}

function showCase(html, focus) {
  byId("case").innerHTML = html;
  // A source opens beside the desk: to leave the page would lose the work.
  for (const link of byId("case").querySelectorAll("a.show-source")) {
    link.target = "_blank";
    link.append(Object.assign(document.createElement("span"), { className: "vh", textContent: ` (${words.newTab})` }));
  }
  const target = byId(focus) ?? byId("case-title");
  target.focus({ preventScroll: focus !== "case-title" });
}

function showReply(reply) {
  byId("check").innerHTML = reply.check;
  built = reply.built;
  byId("draft").value = reply.text;
  byId("language").value = reply.language;
  if (byId("mood")) byId("mood").value = reply.mood;
  last = { asked: asked(), language: reply.language, mood: reply.mood };
}

async function findQuestions() {
  const box = byId("comment");
  if (!box.value.trim()) {
    say(words.empty);
    box.focus();
    return;
  }
  if (touched && !pressedTwice(byId("find"))) return;
  box.dataset.read = box.value;
  kept = null;
  const reply = begin(await call({ action: "open", ...state() }));
  say(words.found.replace("{count}", reply.count));
}

// A comment or a saved reply, just opened: nothing in it is the staff member's yet.
function begin(reply) {
  byId("work").hidden = byId("jump").hidden = false;
  touched = false;
  offerUndo(null);
  disarm(byId("find"));
  showCase(reply.case, "case-title");
  showReply(reply);
  byId("case-title").scrollIntoView({ block: "start", behavior: calm() });
  return reply;
}

// `questions` is what the staff member made of them; the reply is built anew, their own words are kept.
async function rework(questions, { focus = "", redraw = true } = {}) {
  const before = { old: last.asked, old_language: last.language, old_mood: last.mood };
  const own = byId("draft").value !== built ? { text: byId("draft").value, ...before } : {};
  const reply = await call({ action: "rework", ...state(), asked: questions, ...own });
  if (redraw) showCase(reply.case, focus);
  showReply(reply);
  say(words.ready);
}

function change(questions, options) {
  touched = true;
  return rework(questions, options).then(() => true, () => false);
}

// Dropping and merging throw work away: what there was comes back at a press.
async function lose(questions, options) {
  const before = { ...last, asked: asked(), text: byId("draft").value };
  if (await change(questions, options)) offerUndo(before);
}

function offerUndo(before) {
  past = before;
  byId("undo").hidden = past === null;
}

async function undo() {
  const { asked: questions, language, mood, text } = past;
  offerUndo(null);
  byId("language").value = language;
  if (byId("mood")) byId("mood").value = mood;
  if (!await change(questions, { focus: "case-title" })) return;
  byId("draft").value = text;
  await check();
  say(words.undone);
}

function place(section) {
  return [...byId("case").querySelectorAll(".question")].indexOf(section);
}

function drop(section) {
  const at = place(section);
  lose(asked().filter((_, number) => number !== at), { focus: at > 0 ? `q${at}-text` : "q1-text" });
}

function merge(section) {
  const at = place(section);
  const all = asked();
  const [upper, lower] = [all[at - 1], all[at]];
  const joined = { text: `${upper.text} ${lower.text}`, about: upper.about || lower.about, origin: null, ticked: null };
  lose([...all.slice(0, at - 1), joined, ...all.slice(at + 1)], { focus: `q${at}-text` });
}

function add() {
  const text = byId("add-text").value.trim();
  if (!text) {
    byId("add-text").focus();
    return;
  }
  const all = asked();
  const about = all.find((one) => one.about)?.about ?? "";
  change([...all, { text, about, origin: null, ticked: null }], { focus: `q${all.length + 1}-text` });
}

function retyped(section, field) {
  section.dataset.changed = "yes";
  delete section.dataset.origin;
  const next = document.activeElement?.id;
  change(asked(), { focus: byId("case").contains(document.activeElement) && next ? next : field.id });
}

// --- The reply. ---

function typed() {
  touched = true;
  clearTimeout(typing);
  typing = setTimeout(check, PAUSE);
}

async function check() {
  const reply = await call({ action: "check", ...state(), asked: asked(), text: byId("draft").value }).catch(() => null);
  if (!reply) return;
  byId("check").innerHTML = reply.check;
  say(words.ready);
}

async function putBack(button) {
  const draft = byId("draft");
  draft.value = draft.value.replace(button.dataset.old, () => button.dataset.whole);
  await check();
  byId("check-title")?.focus();
  say(words.putBack);
}

// --- Going from place to place by keys: Alt+Shift+1 to 4. ---

const PLACES = {
  comment: () => byId("comment"),
  case: () => byId("case-title"),
  reply: () => byId("draft"),
  copy: () => byId("check").querySelector("#confirm, button.copy, button.put-back") ?? byId("check-title"),
};

function jump(to) {
  const target = PLACES[to]();
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: calm() });
}

function onKey(event) {
  const place = event.altKey && event.shiftKey && /^Digit[1-4]$/.test(event.code);
  if (!place || byId("jump").hidden) return;
  event.preventDefault();
  jump(Object.keys(PLACES)[Number(event.code.slice(-1)) - 1]);
}

// --- Saved replies. ---

async function save(button) {
  const text = byId("draft").value;
  const request = { action: "save", ...state(), asked: asked(), text, state: button.dataset.state };
  if (!await keepers(request, words.saved)) return;
  touched = byId("draft").value !== text;
  byId("case").querySelector(".opened-stale")?.remove();
}

async function keepers(request, said) {
  const reply = await call(request).catch(() => null);
  if (!reply) return false;
  const inside = byId("kept").contains(document.activeElement);
  byId("kept").innerHTML = reply.kept;
  // The button that was pressed is gone: its list's title takes the focus.
  if (inside) byId("kept-title").focus();
  say(said);
  return true;
}

// What cannot be undone takes two presses of a button.
function pressedTwice(button) {
  if (button.dataset.armed) return true;
  button.dataset.armed = button.textContent;
  button.textContent = button.dataset.sure;
  say(button.dataset.sure);
  return false;
}

function disarm(button) {
  if (button.dataset.armed) button.textContent = button.dataset.armed;
  delete button.dataset.armed;
}

async function openKept(button) {
  if (touched && !pressedTwice(button)) return;
  const number = Number(button.dataset.reply);
  const reply = await call({ action: "reopen", kept: number });
  kept = number;
  begin(reply);
  disarm(button);
  say(words.opened);
}

async function deleteOne(button) {
  const number = Number(button.dataset.reply);
  if (await keepers({ action: "delete", reply: number }, words.deleted) && number === kept) closeWork();
}

async function deleteAll() {
  if (await keepers({ action: "delete_all" }, words.deleted) && kept !== null) closeWork();
}

// A saved reply that was deleted while it was open is gone from the page too.
function closeWork() {
  kept = null;
  touched = false;
  built = byId("draft").value = "";
  byId("case").replaceChildren();
  byId("check").replaceChildren();
  byId("work").hidden = byId("jump").hidden = true;
}

// --- Many comments. ---

async function encoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

async function many() {
  const file = byId("many-file").files[0];
  if (!file) {
    byId("many-file").focus();
    return;
  }
  const bar = byId("many-progress");
  const result = byId("many-result");
  result.replaceChildren();
  bar.hidden = false;
  bar.removeAttribute("value");
  const progress = ({ done, total }) => {
    bar.max = total;
    bar.value = done;
    byId("status").textContent = words.progress.replace("{done}", done).replace("{total}", total);
  };
  const request = { action: "many", name: file.name, data: await encoded(file), form: byId("many-form").value };
  const reply = await call(request, progress).catch((error) => {
    result.append(line_of(error.message));
    return null;
  });
  bar.hidden = true;
  if (!reply) return;
  result.append(line_of(reply.said));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([reply.result], { type: "text/plain;charset=utf-8" }));
  link.download = reply.file;
  link.className = "action";
  link.textContent = result.dataset.download;
  result.append(link);
  if (reply.problems.length) {
    const list = document.createElement("ul");
    list.append(...reply.problems.map((problem) => Object.assign(document.createElement("li"), { textContent: problem })));
    result.append(list);
  }
  say(reply.said);
}

function line_of(text) {
  return Object.assign(document.createElement("p"), { textContent: text });
}

// --- Wiring, once Gradio has drawn the page. ---

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  byId("status").classList.remove("told");
  const section = button.closest(".question");
  if (button.matches("#check button.copy")) touched = false;
  if (button.id === "find") findQuestions().catch(() => {});
  else if (button.dataset.to) jump(button.dataset.to);
  else if (button.id === "undo") undo();
  else if (button.matches(".put-back")) putBack(button);
  else if (button.matches(".drop")) drop(section);
  else if (button.matches(".merge")) merge(section);
  else if (button.id === "add") add();
  else if (button.matches(".save")) save(button);
  else if (button.matches(".gap-keep")) {
    keepers({ action: "gap", question: section.querySelector(".q-text").value }, words.saved);
  } else if (button.matches(".open-again")) openKept(button).catch(() => {});
  else if (button.matches(".delete-one")) deleteOne(button);
  else if (button.matches(".delete-all")) {
    if (pressedTwice(button)) deleteAll();
  }
  else if (button.id === "many-start") many();
}

function onChange(event) {
  const field = event.target;
  const section = field.closest(".question");
  if (field.matches(".tick input[data-key]")) change(asked(), { redraw: false });
  else if (field.matches(".q-text, .q-about")) retyped(section, field);
  else if (field.matches("#language, #mood") && last) change(asked(), { redraw: false });
  else if (field.id === "mark" && last) check();
  else if (field.id === "confirm") {
    for (const button of byId("check").querySelectorAll("button.copy")) button.disabled = !field.checked;
  }
}

function wire() {
  const data = byId("status").dataset;
  words = { ...data };
  wireTerms();
  wireCopy(say, words);
  new MutationObserver(receive).observe(byId("desk-reply"), {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-reply"],
  });
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  document.addEventListener("keydown", onKey);
  window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
  byId("draft").addEventListener("input", typed);
  byId("add-text")?.addEventListener("keydown", (event) => { if (event.key === "Enter") add(); });
  wireRefusals((reason) => waiting?.lost(reason), words);
  document.body.classList.add("ready");
  if (byId("kept")) keepers({ action: "kept" }, "");
}

const drawn = () => byId("desk-request")?.querySelector("textarea") && byId("desk-reply") && document.body.classList.contains("drawn");
if (drawn()) wire();
else {
  const watch = new MutationObserver(() => {
    if (!drawn()) return;
    watch.disconnect();
    wire();
  });
  watch.observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
}

// The bench: reads a chosen file into the box, shows how far a run is beside the button that began it, deletes a run
// once that is confirmed, sieves the questions of a run and keeps what a person says of one.

import { wireRefusals } from "../shared.js";

const EVERY = 700; // milliseconds between two looks at the run
const byId = (id) => document.getElementById(id);
const STARTS = ["bench-go", "bench-own-go"];
let watching = false;
let began = STARTS[0]; // the button that began the run

// Gradio listens for "input" on its own text areas.
function put(text) {
  const area = document.querySelector("#bench-own-text textarea");
  if (!area) return;
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("change", async (event) => {
  if (event.target.id !== "bench-file" || !event.target.files.length) return;
  put(await event.target.files[0].text());
});

function boxOf(place) {
  if (place.firstElementChild) return place;
  const sentence = document.createElement("p");
  sentence.setAttribute("role", "status");
  const bar = document.createElement("progress");
  const count = document.createElement("p");
  count.className = "count-line";
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "action";
  stop.textContent = place.dataset.stop;
  stop.addEventListener("click", () => look("?stop"));
  const open = document.createElement("a");
  open.className = "action";
  open.textContent = place.dataset.open;
  place.append(sentence, bar, count, stop, open);
  return place;
}

function show(status) {
  const [sentence, bar, count, stop, open] = boxOf(byId("bench-progress")).children;
  if (sentence.textContent !== status.sentence) sentence.textContent = status.sentence;
  bar.hidden = count.hidden = stop.hidden = !status.running;
  bar.setAttribute("aria-label", status.sentence);
  bar.max = Math.max(status.total, 1);
  bar.value = status.done;
  count.textContent = `${status.done} / ${status.total}`;
  open.hidden = !status.address;
  if (status.address) open.href = status.address;
}

async function look(query = "") {
  const place = byId("bench-progress");
  const options = query ? { headers: { "bench-action": "stop" } } : {};
  try {
    const reply = await fetch(place.dataset.address + query, options);
    if (!reply.ok) throw new Error(String(reply.status));
    return await reply.json();
  } catch {
    return { sentence: place.dataset.lost, running: false, total: 0, done: 0, address: "", state: "lost" };
  }
}

function lock(on) {
  for (const id of STARTS) byId(id).disabled = on;
}

// The page itself is not loaded again: that would lose a set somebody is typing.
async function refresh() {
  try {
    const reply = await fetch(location.pathname);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    byId("bench-list").replaceWith(document.adoptNode(page.getElementById("bench-list")));
  } catch {
    // The list stays as it was; the link to the new run stands beside the button.
  }
}

async function watch() {
  if (watching) return;
  watching = true;
  byId(began).after(byId("bench-progress"));
  lock(true);
  for (;;) {
    const status = await look();
    show(status);
    if (!status.running) break;
    await new Promise((later) => { setTimeout(later, EVERY); });
  }
  watching = false;
  lock(false);
  await refresh();
}

// What was refused at the door never reached the bench, whose own words stand in the same place.
function refuse(reason) {
  byId("bench-refused")?.remove();
  const box = document.createElement("div");
  box.id = "bench-refused";
  box.className = "bench";
  const told = document.createElement("p");
  told.className = "trouble";
  told.setAttribute("role", "alert");
  told.textContent = reason;
  box.append(told);
  byId("bench-said").after(box);
  box.scrollIntoView({ block: "nearest" });
}

// --- Deleting a run. ---

let doomed = null; // the row of the run that is asked about

function askToDelete(button) {
  const dialog = byId("bench-delete");
  doomed = button.closest("tr");
  dialog.querySelector(".name").textContent = doomed.dataset.run;
  dialog.showModal();
  dialog.querySelector(".keep").focus();
}

async function deleteRun() {
  const dialog = byId("bench-delete");
  const row = doomed;
  const name = row.dataset.run;
  let said = dialog.dataset.lost;
  let done = false;
  try {
    const address = `${dialog.dataset.address}?run=${encodeURIComponent(name)}`;
    const reply = await fetch(address, { method: "POST", headers: { "bench-action": "delete" } });
    done = reply.ok;
    said = (await reply.json()).sentence;
  } catch {
    // The sentence for a server that does not answer is in place already.
  }
  dialog.close();
  byId("bench-told").textContent = said;
  if (done) forget(row, name);
}

function forget(row, name) {
  const table = row.closest(".scroll");
  row.remove();
  for (const option of document.querySelectorAll(".compare option")) {
    if (option.value.split("|")[0] === name) option.remove();
  }
  const left = document.querySelectorAll("#bench-a option").length;
  if (byId("bench-comparing")) byId("bench-comparing").hidden = left < 2;
  if (!table.querySelector("tbody tr")) {
    table.remove();
    byId("bench-none").hidden = false;
  }
  const open = document.querySelector("#bench-progress a");
  if (open && new URL(open.href).searchParams.get("run") === name) open.hidden = true;
  byId("latest").focus();
}

// --- The questions of a run. ---

function sieve() {
  const [sought, kind, own] = ["bench-search", "bench-kind", "bench-own"].map((id) => byId(id).value.toLowerCase());
  let left = 0;
  for (const group of document.querySelectorAll("details.group")) {
    let shown = 0;
    for (const item of group.querySelectorAll("li")) {
      const fits = item.textContent.toLowerCase().includes(sought)
        && (!kind || item.dataset.kind === kind) && (!own || item.dataset.own === own);
      item.hidden = !fits;
      if (fits) shown += 1;
    }
    group.hidden = shown === 0;
    if (shown && (sought || kind || own)) group.open = true;
    left += shown;
  }
  byId("bench-sieved").textContent = byId("bench-sieved").dataset.said.replace("{count}", left);
}

async function remark(form) {
  const query = new URLSearchParams({ verdict: byId("bench-verdict").value, note: byId("bench-note").value });
  const status = form.querySelector("[role=status]");
  try {
    const reply = await fetch(`${form.dataset.address}&${query}`, { method: "POST", headers: { "bench-action": "remark" } });
    status.textContent = (await reply.json()).sentence;
  } catch {
    status.textContent = form.dataset.lost;
  }
}

if (document.querySelector(".sieve")) {
  document.querySelector(".sieve").hidden = false;
  for (const id of ["bench-search", "bench-kind", "bench-own"]) byId(id).addEventListener("input", sieve);
}
byId("bench-remark")?.addEventListener("submit", (event) => {
  event.preventDefault();
  remark(event.target);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (STARTS.includes(button?.id)) began = button.id;
  if (button?.matches(".delete-run")) askToDelete(button);
  else if (button?.matches("#bench-delete .keep")) byId("bench-delete").close();
  else if (button?.matches("#bench-delete .sure")) deleteRun();
});

if (byId("bench-progress")) {
  // A run that is under way when the page opens is shown; an old one's end is not.
  const drawn = () => STARTS.every(byId);
  look().then(async (status) => {
    while (status.running && !drawn()) await new Promise((later) => { setTimeout(later, EVERY); });
    if (status.running) watch();
  });
  let seen = "";
  new MutationObserver(() => {
    const turn = document.querySelector("#bench-said [data-turn]");
    if (!turn || turn.dataset.turn === seen) return;
    seen = turn.dataset.turn;
    byId("bench-refused")?.remove();
    if (turn.classList.contains("began")) watch();
    turn.scrollIntoView({ block: "nearest" });
  }).observe(document.body, { childList: true, subtree: true });
  wireRefusals(refuse, byId("bench-progress").dataset);
  document.body.classList.add("ready");
}

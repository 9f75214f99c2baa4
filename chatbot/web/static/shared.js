// What the pages share: explained terms, copying, saving, printing. No state, no network.

const WIDE = "(min-width: 40rem)";

function tipOf(term) {
  return term.parentElement.querySelector(".tip");
}

function place(term) {
  const tip = tipOf(term);
  tip.style.setProperty("--shift", "0px");
  tip.classList.toggle("on-top", term.getBoundingClientRect().top > window.innerHeight / 2); // on a phone
  if (!window.matchMedia(WIDE).matches) return;
  const over = tip.getBoundingClientRect().right - (document.documentElement.clientWidth - 16);
  if (over > 0) tip.style.setProperty("--shift", `${-over}px`);
}

function dismissTips(except) {
  for (const box of document.querySelectorAll(".term-box.open")) {
    if (box !== except) box.classList.remove("open");
  }
}

// Terms: shown on hover and focus by the style sheet, held open by tap, Enter or Space, closed by Escape.
export function wireTerms() {
  const toggle = (term) => {
    const box = term.parentElement;
    dismissTips(box);
    box.classList.remove("closed");
    box.classList.toggle("open");
    place(term);
  };
  document.addEventListener("click", (event) => {
    const term = event.target.closest(".term");
    if (term) toggle(term);
    else if (!event.target.closest(".tip")) dismissTips(null);
  });
  document.addEventListener("keydown", (event) => {
    const term = event.target.closest?.(".term");
    if (term && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      toggle(term);
    }
    if (event.key === "Escape") {
      for (const box of document.querySelectorAll(".term-box:hover, .term-box:focus-within, .term-box.open")) {
        box.classList.remove("open");
        box.classList.add("closed");
      }
    }
  });
  const arrive = (event) => {
    const term = event.target.closest?.(".term");
    if (term) place(term);
  };
  const leave = (event) => event.target.closest?.(".term-box")?.classList.remove("closed");
  document.addEventListener("pointerover", arrive);
  document.addEventListener("focusin", arrive);
  document.addEventListener("pointerout", leave);
  document.addEventListener("focusout", leave);
}

// A link to this machine alone is dead for everybody else: the citation above it says the place.
const onlyHere = () => ["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);

function withLinks(text) {
  if (!onlyHere()) return text.replaceAll("{origin}/", `${location.origin}/`);
  return text.split("\n").filter((line) => !line.startsWith("{origin}/")).join("\n");
}

async function copyText(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (!done) throw new Error("copy refused");
}

// Buttons with data-copy put that text on the clipboard and say so through `say`; those with data-here the question
// instead, where the text is a link that works here only.
export function wireCopy(say, words) {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const { copy, here } = button.dataset;
    const alone = here && onlyHere();
    const told = alone ? here : words.copied;
    try {
      await copyText(alone ? button.closest(".turn").dataset.question : withLinks(copy));
      say(told);
      const before = button.textContent;
      button.textContent = told;
      button.disabled = false;
      setTimeout(() => { button.textContent = before; }, alone ? 5000 : 1600);
    } catch {
      say(words.copyFailed);
    }
  });
}

// Offers a text made in this page as a file.
export function offerFile(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// Buttons with data-file hold a whole file: it is saved from here, and nobody is asked for it.
export function wireSave(say, words) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-file]");
    if (!button) return;
    offerFile(button.dataset.file, button.dataset.name, "text/html");
    say(words.saved);
  });
}

// Gradio tells a lost connection or a refused request in a passing bubble, which the pages do not show: `told`
// gets the sentence of ours that is in it, or the one for a lost connection.
export function wireRefusals(told, words) {
  new MutationObserver(() => {
    for (const bubble of document.querySelectorAll(".toast-body:not([data-read])")) {
      bubble.dataset.read = "yes";
      // Its text comes a moment after the bubble itself.
      setTimeout(() => {
        const refusals = [words.size, words.rate, words.busy];
        told(refusals.find((text) => bubble.textContent.includes(text)) ?? words.lost);
      }, 50);
    }
  }).observe(document.body, { childList: true, subtree: true });
}

// Printing shows what is folded away, and folds it again afterwards.
export function wirePrint() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("#log details:not([open], .survival)")];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("button.print")) window.print();
  });
}

export function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

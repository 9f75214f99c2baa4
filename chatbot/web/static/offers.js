// Stored questions offered while somebody types. The list is fetched once; what is typed is matched here and sent
// to nobody. A textarea may have no role but its own, so the box is a text field with a list that it controls.
const SHOWN = 5;
const FEWEST = 3; // letters before anything is offered
const MOST = 60;

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

export function wireOffers(box, list, address, say, choose) {
  let questions = null; // [{ text, words }] once fetched
  let active = -1;

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    active = -1;
    box.removeAttribute("aria-activedescendant");
  };

  const load = async () => {
    if (questions) return;
    questions = [];
    const reply = await fetch(address).catch(() => null);
    if (reply?.ok) questions = (await reply.json()).map((text) => ({ text, words: wordsOf(text) }));
    if (document.activeElement === box) offer(); // for what was typed meanwhile
  };

  const fitting = (typed) => questions
    .filter((one) => typed.every((word) => one.words.some((other) => other.startsWith(word))))
    .slice(0, SHOWN);

  const offer = () => {
    close();
    const typed = box.value.trim();
    if (!questions || typed.length < FEWEST || typed.length > MOST) return;
    const found = fitting(wordsOf(typed)).filter((one) => one.text !== typed);
    if (!found.length) return;
    list.append(...found.map((one, number) => {
      const item = document.createElement("li");
      item.id = `offer-${number}`;
      item.role = "option";
      item.ariaSelected = "false";
      item.textContent = one.text;
      return item;
    }));
    list.hidden = false;
    say(found.length);
  };

  const move = (step) => {
    const items = [...list.children];
    items[active]?.setAttribute("aria-selected", "false");
    active = (active + step + items.length + (active < 0 && step < 0 ? 1 : 0)) % items.length;
    items[active].setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", items[active].id);
  };

  box.addEventListener("focus", load);
  box.addEventListener("input", offer);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && active >= 0) choose(list.children[active].textContent);
    else if (event.key !== "Escape") return;
    event.preventDefault();
    if (!event.key.startsWith("Arrow")) close();
  });
  // Before the box loses the focus, and the list with it.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (!item) return;
    choose(item.textContent);
    close();
  });
  return close;
}

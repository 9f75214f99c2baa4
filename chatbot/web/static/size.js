// Larger text, on every page of this tab.
const KEPT = "as-written-size";
const button = document.getElementById("text-size");

function show(large) {
  document.documentElement.classList.toggle("large", large);
  button.setAttribute("aria-pressed", String(large));
}

button.hidden = false;
show(sessionStorage.getItem(KEPT) !== null);
button.addEventListener("click", () => {
  const large = sessionStorage.getItem(KEPT) === null;
  if (large) sessionStorage.setItem(KEPT, "large");
  else sessionStorage.removeItem(KEPT);
  show(large);
});

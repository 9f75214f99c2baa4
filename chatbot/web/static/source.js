import { wireSourceParts } from "./source_parts.js";

wireSourceParts();

// A document opened at a quote: scroll to the mark even where the fragment was cut from a shared link.
const mark = document.getElementById("quote");
if (mark && location.hash === "") mark.scrollIntoView({ block: "center" });

// "Back" returns to the page one came from, with its answers, when that page is ours.
document.addEventListener("click", (event) => {
  const back = event.target.closest("a.back");
  if (!back || !document.referrer || history.length < 2) return;
  if (new URL(document.referrer).origin === location.origin) {
    event.preventDefault();
    history.back();
  }
});

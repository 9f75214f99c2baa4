// Reads an answer aloud when asked to. Only voices of this machine: others would be sent the text.
const speech = window.speechSynthesis;
let reading = null; // the button of the answer that is being read

const voiceOf = (language) => speech.getVoices()
  .find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));

function stop() {
  speech.cancel();
  if (reading) reading.textContent = reading.dataset.read;
  reading = null;
}

function read(button) {
  const turn = button.closest(".turn");
  const parts = turn.querySelectorAll(".asked bdi, .notice p, .part-message, .nothing p, blockquote, .who");
  const said = [...parts].filter((part) => part.checkVisibility()).map((part) => {
    const utterance = new SpeechSynthesisUtterance(part.innerText);
    utterance.lang = part.closest("[lang]").lang;
    utterance.voice = voiceOf(utterance.lang) ?? voiceOf(document.documentElement.lang);
    return utterance;
  });
  said.at(-1).addEventListener("end", stop);
  reading = button;
  button.textContent = button.dataset.stop;
  for (const utterance of said) speech.speak(utterance);
}

export function wireAloud() {
  if (!speech) return;
  const look = () => document.documentElement.classList.toggle("can-speak", Boolean(voiceOf(document.documentElement.lang)));
  look();
  speech.addEventListener("voiceschanged", look);
  window.addEventListener("pagehide", stop);
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".read-aloud");
    if (!button) return;
    const again = button === reading;
    stop();
    if (!again) read(button);
  });
}

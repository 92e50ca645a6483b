// The buttons that pages carry: `data-play-service` plays a service, `data-story-audio` a story's sound.

import * as sound from "./player-sound.js";

/** Links to streams, and each story's <audio>, become buttons: their sound goes on when the reader does. */
export function enhance(words) {
  for (const link of document.querySelectorAll("a[data-play-service]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.dataset.playService = link.dataset.playService;
    button.append(...link.childNodes);
    link.replaceWith(button);
  }
  for (const figure of document.querySelectorAll("figure[data-audio-src]")) {
    const { audioSrc, audioTitle, audioSeconds } = figure.dataset;
    const old = figure.querySelector("audio");
    if (!old) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button listen-button";
    Object.assign(button.dataset, {
      storyAudio: new URL(audioSrc, location.href).href,
      title: audioTitle || document.title,
      page: location.pathname,
      length: audioSeconds ?? "",
    });
    const about = document.createElement("span");
    about.className = "unseen";
    about.textContent = ` – ${button.dataset.title}`;
    button.append(document.createElement("span"), about);
    old.replaceWith(button);
  }
  mark(words);
}

/** Shows which of the buttons is the one that plays. */
export function mark(words) {
  for (const button of document.querySelectorAll("[data-play-service], [data-story-audio]")) {
    const plays = sound.isOn() && isOf(button);
    button.classList.toggle("is-on", plays);
    if (button.matches("button[data-play-service]")) button.setAttribute("aria-pressed", String(plays));
    else if (button.matches(".listen-button")) button.querySelector("span").textContent = plays ? words.pause : words.listen;
  }
}

/** Does what the button that was pressed asks of `tuner`; false when it was none. */
export function answer(event, tuner) {
  const asked = event.target.closest?.("[data-play-service], [data-story-audio]");
  if (!asked || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const { playService: slug, storyAudio: src, title, page, length } = asked.dataset;
  if (slug && !tuner.services.some((one) => one.slug === slug && one.mp3)) return false;
  event.preventDefault();
  const same = isOf(asked);
  if (same && sound.isOn()) sound.pause();
  else if (same && sound.state().phase === "paused") sound.resume();
  else if (slug) tuner.tune(slug);
  else tuner.read({ src, title, page, length: Number(length) || 0 });
  return true;
}

function isOf({ dataset: { playService, storyAudio } }) {
  const { wanted } = sound.state();
  return storyAudio ? wanted?.src === storyAudio : wanted?.kind === "live" && wanted.slug === playService;
}

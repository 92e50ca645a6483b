// What a listener sees of the player, and what is spoken: reads the tuner and the sound, changes neither.

import { now } from "./player-clock.js";
import { mark } from "./player-page.js";
import * as sound from "./player-sound.js";
import { LIVE } from "./player-tuner.js";

const filled = (words, what) => words.replace("{what}", what);

export class View {
  #root;
  #tuner;
  #front;
  #spoken = "";
  #moment = "";

  /** `root` is the element; `front` what addresses begin with in its language. */
  constructor(root, tuner, words, front) {
    this.#root = root;
    this.#tuner = tuner;
    this.#front = front;
    this.words = words;
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
  }

  say(words) {
    this.parts.said.textContent = words;
  }

  /** A Unix time in seconds on the service's clock. */
  clock(at) {
    return timeOfDay(at * 1000, this.#tuner.service.timezone);
  }

  /** How far behind live that is, in words. */
  behind(seconds) {
    return seconds > LIVE ? filled(this.words.behind, span(seconds)) : this.words.at_live;
  }

  /** What is on and next on a service, wherever the page tells it; speaks of another program on the one that is heard. */
  tell({ service, now: on, next, track }, another) {
    const { slug } = service;
    for (const place of document.querySelectorAll(`[data-now="${slug}"]`))
      place.textContent = on?.title ?? (this.#root.contains(place) ? service.tagline : "");
    for (const place of this.#root.querySelectorAll(`[data-next="${slug}"]`)) {
      place.textContent = next ? `${timeOfDay(next.starts, service.timezone)} ${next.title}` : "";
      place.parentElement.hidden = !next;
    }
    for (const place of this.#root.querySelectorAll(`[data-track="${slug}"]`)) place.textContent = track;
    if (this.#tuner.service !== service) return;
    this.show();
    const { phase, wanted } = sound.state();
    if (another && on && phase === "playing" && wanted.kind === "live" && !this.#tuner.behind)
      this.say(filled(this.words.now_on, `${service.name}: ${on.title}`));
  }

  show() {
    const { words, parts } = this;
    const { story, behind, service } = this.#tuner;
    const { phase } = sound.state();
    const on = sound.isOn();
    this.#root.dataset.phase = phase;
    this.#root.dataset.kind = story ? "story" : behind ? "past" : "live";

    let label = story ? words.play_story : words.play;
    if (on) label = story || sound.isPast() ? words.pause : words.stop;
    else if (phase === "failed") label = words.retry;
    else if (this.#tuner.resumes || phase === "paused") label = words.resume;
    parts.label.textContent = label;

    const trouble = {
      connecting: words.connecting,
      reconnecting: navigator.onLine ? words.reconnecting : words.offline,
      failed: words.failed,
    }[phase];
    parts.status.textContent = trouble ?? (behind ? this.behind(behind) : "");
    parts.turns.hidden = story || !sound.canRewind() || !(on || phase === "paused");
    for (const button of this.#root.querySelectorAll("[data-to-live], [data-turn='15'], [data-turn='30']"))
      button.disabled = !behind;

    const program = story ? null : this.#tuner.program;
    this.#showProgram(program, story, behind);
    parts.story.hidden = !story;
    parts.schedule.setAttribute("href", this.#front + service.schedule);
    this.tick();
    mark(words);
    if (on || phase === "paused") this.#announce(program, story);
    if (phase === this.#spoken) return;
    // Each state is spoken once; a change of program has its own sentence.
    this.#spoken = phase;
    const what = story ? story.title : `${service.name}${program ? `, ${program.title}` : ""}`;
    const heard = { playing: filled(words.playing, what), reconnecting: trouble, failed: `${trouble} ${words.retry}.` }[phase];
    if (heard) this.say(heard);
  }

  #showProgram(program, story, behind) {
    const { words, parts } = this;
    const { service, air, past } = this.#tuner;
    const known = behind ? Boolean(past?.oldest) : air.known;
    parts.service.textContent = story ? words.story : service.name;
    parts.title.textContent = story ? story.title : known ? (program?.title ?? service.name) : words.on_now;
    const address = known ? program?.url : "/listen";
    link(parts.title, story ? story.page : address && this.#front + address);
    const track = story ? "" : this.#tuner.track;
    parts.track.textContent = track;
    parts.host.textContent = program?.host && !track ? filled(words.with_host, program.host) : "";
    const next = story || behind ? null : air.next;
    parts.next.hidden = !next;
    if (!next) return;
    parts.nexttime.textContent = timeOfDay(next.starts, service.timezone);
    parts.nexttime.dateTime = next.starts;
    parts.nexttitle.textContent = next.title;
    link(parts.nexttitle, next.url && this.#front + next.url);
  }

  /** Once a second: how far a program or a story is. */
  tick() {
    const { clock, elapsed, total, progress, seek } = this.parts;
    const { story, behind, program, track } = this.#tuner;
    const moment = `${behind && Math.round(behind / (behind < 60 ? 15 : 60))} ${program?.starts} ${track}`;
    if (moment !== this.#moment) {
      this.#moment = moment;
      return this.show();
    }
    const from = program && Date.parse(program.starts);
    let [at, length] = [0, 0];
    if (story) [at, length] = [sound.state().wanted ? sound.position() : story.at, sound.duration() || story.length];
    else if (program) [at, length] = [(behind ? this.#tuner.heard() * 1000 : now()) - from, Date.parse(program.ends) - from].map((one) => one / 1000);
    clock.hidden = !length;
    progress.hidden = story || !length;
    if (!length) return;
    const passed = Math.min(Math.max(0, at), length);
    elapsed.textContent = clockFace(passed);
    elapsed.dateTime = `PT${Math.floor(passed)}S`;
    total.textContent = clockFace(length);
    total.dateTime = `PT${Math.round(length)}S`;
    progress.max = seek.max = Math.round(length);
    progress.value = passed;
    if (story && document.activeElement !== seek) seek.value = passed;
    seek.setAttribute("aria-valuetext", `${clockFace(passed)} / ${clockFace(length)}`);
  }

  async #announce(program, story) {
    const { service, past } = this.#tuner;
    const { brand } = this.words;
    const newest = sound.edge();
    const { announce } = await import("./player-keys.js");
    announce({
      title: story?.title ?? program?.title ?? service.name,
      artist: program?.host || brand,
      album: story ? brand : service.name,
      past: !story && sound.canRewind() ? { oldest: past?.oldest || newest - 3600, newest } : null,
      artwork: document.querySelector('link[rel="apple-touch-icon"], link[rel~="icon"]')?.href,
    });
  }
}

function link(part, address) {
  if (address) part.setAttribute("href", address);
  else part.removeAttribute("href");
}

// ---------------------------------------------------------------- words
function clockFace(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
}

/** As the server writes it: "6 p.m.", "6:30 p.m.", "noon"; in Spanish "6:30 p. m.". `when` is what Date takes. */
function timeOfDay(when, timeZone) {
  const clock = new Intl.DateTimeFormat("en", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(new Date(when));
  const spanish = document.documentElement.lang === "es";
  if (clock === "00:00") return spanish ? "medianoche" : "midnight";
  if (clock === "12:00") return spanish ? "mediodía" : "noon";
  const [hour, minute] = clock.split(":").map(Number);
  const half = `${hour < 12 ? "a." : "p."}${spanish ? "\u00a0" : ""}m.`;
  return `${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, "0")}` : ""} ${half}`;
}

/** How long that is: "42 minutes", "1 hour 5 minutes". */
function span(seconds) {
  const unit = (unit, value) =>
    new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" }).format(value);
  if (seconds < 58) return unit("second", Math.round(seconds / 5) * 5);
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours && unit("hour", hours), rest && unit("minute", rest)].filter(Boolean).join(" ");
}

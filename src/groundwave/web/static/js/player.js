// <station-player>: the bar at the foot of every page. Its HTML is complete without this file; here it gets a voice.
// The element only shows: the sound lives in player-sound.js, the programs in player-air.js, the past in player-past.js.

import { Air, ask } from "./player-air.js";
import * as sound from "./player-sound.js";

const clockFace = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  return h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
};
const filled = (words, what) => words.replace("{what}", what);

const LIVE = 20; // seconds behind what the station has sent that are live still: it takes some to travel

let resumable = sound.kept; // what played when the last page was left
let chosen = resumable?.slug;

class StationPlayer extends HTMLElement {
  #parts = {};
  #airs = [];
  #said = "";
  #ticker = 0;
  #undo = null;
  #panel = null;
  past = null; // of the service that is shown, once it was asked for

  connectedCallback() {
    const state = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    this.words = state.words;
    this.services = state.services;
    this.front = state.prefix;
    for (const part of this.querySelectorAll("[data-part]")) this.#parts[part.dataset.part] = part;
    if (!this.services.length) return;
    this.#undo = new AbortController();
    const { signal } = this.#undo;
    const { play, more, seek, speed, volume, back, ahead, live } = this.#parts;

    this.dataset.ready = "";
    this.#parts.link.hidden = true;
    play.hidden = false;
    play.addEventListener("click", () => this.#press(), { signal });
    back.addEventListener("click", () => sound.seek(sound.position() - 15), { signal });
    ahead.addEventListener("click", () => sound.seek(sound.position() + 30), { signal });
    live.addEventListener("click", () => this.#tune(this.#service.slug), { signal });
    for (const button of this.querySelectorAll("[data-turn]"))
      button.addEventListener("click", () => this.#turn(Number(button.dataset.turn)), { signal });
    for (const button of this.querySelectorAll("[data-to-live]"))
      button.addEventListener("click", () => (this.go(null), play.focus()), { signal }); // it cannot be pressed twice
    more.addEventListener("toggle", () => more.open && this.#remember(true), { signal });
    seek.addEventListener("input", () => sound.seek(Number(seek.value)), { signal });
    speed.value = String(sound.speed());
    speed.addEventListener("change", () => sound.setSpeed(speed.value), { signal });
    volume.value = sound.volume();
    volume.addEventListener("input", () => sound.setVolume(volume.value), { signal });
    this.addEventListener("keydown", (event) => event.key === "Escape" && more.open && this.#closeMore(), { signal });
    document.addEventListener("click", (event) => more.contains(event.target) || (more.open = false), { signal });

    this.#airs = this.services.map(
      (service) => new Air(service, `/api/v1/services/${service.slug}/now`, (other) => this.#programs(service.slug, other)),
    );
    sound.events.addEventListener("change", () => this.#show(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || this.#look(), { signal });
    addEventListener("online", () => this.#look(), { signal });
    document.addEventListener("page:shown", () => this.#enhance(), { signal });
    document.addEventListener("page:said", (event) => this.#say(event.detail), { signal });
    document.addEventListener("click", (event) => this.#askedByPage(event), { signal });
    this.#enhance();
    this.#ticker = setInterval(() => document.hidden || this.#tick(), 1000);
    this.#show();
    this.#learn();
  }

  disconnectedCallback() {
    clearInterval(this.#ticker);
    this.#undo?.abort();
    this.#airs.forEach((air) => air.close());
  }

  get parts() {
    return this.#parts;
  }
  get service() {
    return this.#service;
  }
  get #service() {
    return this.services.find(({ slug }) => slug === chosen) ?? this.services.find(({ mp3 }) => mp3) ?? this.services[0];
  }
  get #air() {
    return this.#airs[this.services.indexOf(this.#service)];
  }

  // ------------------------------------------------------------------ which moment is heard
  /** The Unix time, in seconds, of what is heard or waits to be; null at live when that is not known. */
  heard() {
    const { wanted } = sound.state();
    if (wanted) return wanted.kind === "live" && wanted.slug === this.#service.slug ? sound.heardAt() : null;
    return resumable?.kind === "live" ? resumable.at : null;
  }

  /** The Unix time up to which one may go. */
  edge() {
    return sound.edge() ?? this.#air.time() / 1000 - 2;
  }

  /** Seconds behind live; 0 at live. */
  #behind() {
    const at = this.heard();
    const behind = at ? this.edge() - at : 0;
    return behind > LIVE ? behind : 0;
  }

  /** How far behind live that is, in words. */
  said(behind) {
    if (behind <= LIVE) return this.words.at_live;
    const unit = (unit, value) =>
      new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, unitDisplay: "long" }).format(value);
    const minutes = Math.round(behind / 60);
    const long = [Math.floor(minutes / 60) && unit("hour", Math.floor(minutes / 60)), minutes % 60 && unit("minute", minutes % 60)];
    return filled(this.words.behind, behind < 58 ? unit("second", Math.round(behind / 5) * 5) : long.filter(Boolean).join(" "));
  }

  /** A Unix time on the service's clock. */
  clock(at) {
    return this.#time(at * 1000, this.#service.timezone);
  }

  /** The program that is heard: that of now, or of then. */
  #program() {
    return this.#behind() ? (this.past?.programAt(this.heard()) ?? null) : this.#air.now;
  }

  /** Asks what was on before; shows it when the panel is open. */
  async #remember(open) {
    if (!sound.canRewind() || !this.#service.hls) return void (this.#parts.past.hidden = true);
    const { Past, Panel } = await import("./player-past.js");
    if (this.past?.service !== this.#service) this.past = new Past(this.#service);
    this.#panel ??= new Panel(this, this.#undo.signal);
    if (open) await this.#panel.show();
    else await this.past.learn().catch(() => {});
    if (this.#behind()) this.#show();
  }

  // ------------------------------------------------------------------ what a listener does
  press() {
    this.#press();
  }

  /** To a Unix time in seconds; null is live. */
  go(at) {
    const { wanted, phase } = sound.state();
    if (wanted?.kind === "live" && wanted.slug === this.#service.slug && phase !== "idle") sound.goTo(at);
    else this.#begin(() => sound.playLive(this.#service, at));
    this.#panel?.tick();
  }

  #turn(seconds) {
    this.go((this.heard() ?? this.edge()) + seconds);
  }

  #press() {
    const { wanted, phase } = sound.state();
    if (phase === "failed" || phase === "paused") sound.resume();
    else if (sound.isOn()) sound.pause();
    else if (resumable?.kind === "story" && !wanted) this.#begin(() => sound.playStory(resumable));
    else if (resumable?.at && !wanted) this.go(resumable.at);
    else this.#tune(this.#service.slug);
  }

  #tune(slug) {
    chosen = slug;
    if (this.#parts.more.open) this.#remember(true);
    this.#begin(() => sound.playLive(this.#service));
  }

  #begin(start) {
    start(); // within the press itself: a browser lets only that make sound
    resumable = null;
    import("./softnav.js").then(({ begin }) => begin());
    this.#look();
  }

  #closeMore() {
    this.#parts.more.open = false;
    this.#parts.more.querySelector("summary").focus();
  }

  /** The links to streams, here and on the page, become buttons. */
  #offerServices() {
    for (const link of document.querySelectorAll("a[data-play-service]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = link.className;
      button.dataset.playService = link.dataset.playService;
      button.append(...link.childNodes);
      link.replaceWith(button);
    }
  }

  /** Any page may carry buttons or links with `data-play-service` (live) and `data-story-audio`. */
  #askedByPage(event) {
    const asked = event.target.closest?.("[data-play-service], [data-story-audio]");
    if (!asked || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const { playService: service, storyAudio } = asked.dataset;
    if (service && !this.services.some(({ slug, mp3 }) => slug === service && mp3)) return;
    event.preventDefault();
    const { wanted, phase } = sound.state();
    const same = storyAudio ? wanted?.src === storyAudio : wanted?.slug === service && wanted.kind === "live";
    if (same && sound.isOn()) sound.pause();
    else if (same && phase === "paused") sound.resume();
    else if (service) {
      this.#tune(service);
      if (this.contains(asked)) this.#closeMore();
    } else {
      const { title, page, length } = asked.dataset;
      const at = resumable?.src === storyAudio ? resumable.at : 0;
      this.#begin(() => sound.playStory({ src: storyAudio, title, page, length: Number(length) || 0, at }));
    }
  }

  /** A story's <audio> gives way to a button, so that its sound goes on when the reader does. */
  #enhance() {
    this.#offerServices();
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
    this.#mark();
  }

  // ------------------------------------------------------------------ what a listener sees
  #programs(slug, another) {
    const air = this.#airs.find(({ service }) => service.slug === slug);
    const { now, next, service } = air;
    for (const place of document.querySelectorAll(`[data-now="${slug}"]`)) place.textContent = now?.title ?? (this.contains(place) ? service.tagline : "");
    for (const place of this.querySelectorAll(`[data-next="${slug}"]`)) {
      place.textContent = next ? `${this.#time(next.starts, service.timezone)} ${next.title}` : "";
      place.parentElement.hidden = !next;
    }
    if (this.#service.slug !== slug) return;
    this.#show();
    if (another && now && sound.state().phase === "playing" && sound.state().wanted.kind === "live") {
      this.#say(filled(this.words.now_on, `${service.name}: ${now.title}`));
    }
  }

  #look() {
    this.#airs.forEach((air) => air.look());
  }

  /** The page says nothing of programs: they are asked for once, of all services together. */
  async #learn() {
    try {
      const { said, time } = await ask("/api/v1/services");
      for (const air of this.#airs) {
        const found = said.services.find(({ slug }) => slug === air.service.slug);
        if (found) air.tell(found, time);
      }
    } catch {
      this.#look(); // each service is asked by itself, a moment later
    }
  }

  #show() {
    const { wanted, phase } = sound.state();
    const { words } = this;
    const story = wanted?.kind === "story" ? wanted : !wanted && resumable?.kind === "story" ? resumable : null;
    const parts = this.#parts;
    const on = sound.isOn();
    this.dataset.phase = phase;
    const behind = story ? 0 : this.#behind();
    this.dataset.kind = story ? "story" : behind ? "past" : "live";
    if (behind && this.past?.service !== this.#service) this.#remember(false);

    let label = story ? words.play_story : words.play;
    if (on) label = story || sound.isPast() ? words.pause : words.stop;
    else if (phase === "failed") label = words.retry;
    else if (resumable || phase === "paused") label = words.resume;
    parts.label.textContent = label;

    let status = "";
    if (phase === "connecting") status = words.connecting;
    else if (phase === "reconnecting") status = navigator.onLine ? words.reconnecting : words.offline;
    else if (phase === "failed") status = words.failed;
    parts.status.textContent = status || (behind ? this.said(behind) : "");
    parts.turns.hidden = story || !sound.canRewind() || !(on || phase === "paused");
    for (const button of this.querySelectorAll("[data-to-live], [data-turn='15'], [data-turn='30']"))
      button.disabled = !behind;

    const { next } = this.#air;
    const now = story ? null : this.#program();
    const known = behind ? Boolean(this.past?.oldest) : this.#air.known;
    parts.service.textContent = story ? words.story : this.#service.name;
    parts.title.textContent = story ? story.title : known ? (now?.title ?? this.#service.name) : words.on_now;
    const address = story ? story.page : known ? now?.url : "/listen";
    if (address) parts.title.setAttribute("href", story ? address : this.front + address);
    else parts.title.removeAttribute("href");
    parts.host.textContent = !story && now?.host ? filled(words.with_host, now.host) : "";
    parts.track.textContent = !story && !behind ? this.#air.track : "";
    parts.next.hidden = Boolean(story || behind) || !next;
    if (next) {
      parts.nexttime.textContent = this.#time(next.starts, this.#service.timezone);
      parts.nexttime.dateTime = next.starts;
      parts.nexttitle.textContent = next.title;
      if (next.url) parts.nexttitle.setAttribute("href", this.front + next.url);
      else parts.nexttitle.removeAttribute("href");
    }
    parts.schedule.setAttribute("href", this.front + this.#service.schedule);
    parts.story.hidden = !story;
    this.#tick();
    this.#mark();

    if (on || phase === "paused") {
      sound.announce({
        title: story ? story.title : (now?.title ?? this.#service.name),
        artist: (!story && now?.host) || words.brand,
        album: story ? words.brand : this.#service.name,
        past: !story && sound.canRewind() ? { oldest: this.past?.oldest || this.edge() - 3600, newest: this.edge() } : null,
        artwork: document.querySelector('link[rel="apple-touch-icon"], link[rel~="icon"]')?.href,
      });
    }
    const what = story ? story.title : `${this.#service.name}${now ? `, ${now.title}` : ""}`;
    const heard = { playing: filled(words.playing, what), reconnecting: status, failed: `${status} ${words.retry}.` }[phase];
    if (phase !== this.#said) {
      // Each state is spoken once; a change of program has its own sentence.
      if (heard) this.#say(heard);
      this.#said = phase;
    }
  }

  #moment = "";

  #tick() {
    const { clock, elapsed, total, progress, seek, more } = this.#parts;
    const { wanted } = sound.state();
    const story = wanted?.kind === "story" ? wanted : !wanted && resumable?.kind === "story" ? resumable : null;
    const behind = story ? 0 : this.#behind();
    const now = this.#program();
    const moment = `${behind && Math.round(behind / (behind < 60 ? 15 : 60))} ${now?.starts}`;
    if (moment !== this.#moment) {
      this.#moment = moment;
      return this.#show();
    }
    if (more.open) this.#panel?.tick();
    const from = now && Date.parse(now.starts);
    const length = story ? sound.duration() || story.length : now ? (Date.parse(now.ends) - from) / 1000 : 0;
    const at = story ? (wanted ? sound.position() : story.at) : now ? ((behind ? this.heard() * 1000 : this.#air.time()) - from) / 1000 : 0;
    clock.hidden = progress.hidden = !length;
    if (story) progress.hidden = true;
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

  /** Which of the buttons, here and on the page, is the one that plays. */
  #mark() {
    const { wanted } = sound.state();
    const on = sound.isOn();
    for (const button of document.querySelectorAll("[data-play-service]")) {
      const plays = on && wanted.kind === "live" && wanted.slug === button.dataset.playService;
      if (button.tagName === "BUTTON") button.setAttribute("aria-pressed", String(plays));
      button.classList.toggle("is-on", plays);
    }
    for (const button of document.querySelectorAll("[data-story-audio]")) {
      const plays = on && wanted.kind === "story" && wanted.src === button.dataset.storyAudio;
      button.classList.toggle("is-on", plays);
      const words = button.querySelector("span");
      if (words && button.classList.contains("listen-button"))
        words.textContent = plays ? this.words.pause : this.words.listen;
    }
  }

  /** As the server writes it: "6 p.m.", "6:30 p.m.", "noon"; in Spanish "6:30 p. m.". On the service's clock. */
  #time(when, timeZone) {
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

  #say(words) {
    this.#parts.said.textContent = words;
  }
}

customElements.define("station-player", StationPlayer);

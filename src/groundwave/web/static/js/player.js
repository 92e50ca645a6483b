// <station-player>: the bar at the foot of every page. Its HTML is complete without this file; here it gets a voice.
// What a listener does goes to the tuner (player-tuner.js), from there to the sound, and what comes of it to the view.

import { answer, enhance } from "./player-page.js";
import * as sound from "./player-sound.js";
import { Tuner } from "./player-tuner.js";
import { View } from "./player-view.js";

class StationPlayer extends HTMLElement {
  #tuner = null;
  #view = null;
  #panel = null; // once it was opened
  #ticker = 0;
  #undo = null;

  connectedCallback() {
    const { services, words, prefix } = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    if (!services.length) return;
    this.#undo = new AbortController();
    const tuner = (this.#tuner = new Tuner(services, (air, another) => this.#view.tell(air, another)));
    const view = (this.#view = new View(this, tuner, words, prefix));
    this.dataset.ready = "";
    view.parts.link.hidden = true;
    view.parts.play.hidden = false;
    this.#listen(this.#undo.signal);
    enhance(words);
    this.#ticker = setInterval(() => document.hidden || this.#tick(), 1000);
    this.#show();
    tuner.programs.learn(0); // the page says nothing of programs
  }

  disconnectedCallback() {
    clearInterval(this.#ticker);
    this.#undo?.abort();
    this.#tuner?.programs.close();
  }

  #listen(signal) {
    const [tuner, view] = [this.#tuner, this.#view];
    const { play, more, seek, speed, volume, back, ahead, live } = view.parts;
    const on = (target, event, does) => target.addEventListener(event, does, { signal });
    const turns = (seconds) => () => (tuner.turn(seconds), this.#panel?.tick());
    on(play, "click", () => tuner.press());
    on(back, "click", () => sound.seek(sound.position() - 15));
    on(ahead, "click", () => sound.seek(sound.position() + 30));
    on(live, "click", () => tuner.tune(tuner.service.slug));
    for (const button of this.querySelectorAll("[data-turn]")) on(button, "click", turns(Number(button.dataset.turn)));
    for (const button of this.querySelectorAll("[data-to-live]"))
      on(button, "click", () => (tuner.go(null), this.#panel?.tick(), play.focus({ preventScroll: true }))); // it cannot be pressed twice
    on(more, "toggle", () => more.open && this.#open());
    on(seek, "input", () => sound.seek(Number(seek.value)));
    speed.value = String(sound.speed());
    on(speed, "change", () => sound.setSpeed(speed.value));
    volume.value = sound.volume();
    on(volume, "input", () => sound.setVolume(volume.value));
    on(this, "keydown", (event) => event.key === "Escape" && more.open && this.#close());
    // An open panel would stand over what is in focus behind it.
    on(this, "focusout", ({ relatedTarget: next }) => next && !this.contains(next) && (more.open = false));
    on(sound.events, "change", () => this.#show());
    on(document, "visibilitychange", () => (document.hidden || tuner.programs.look(), this.#follow()));
    on(window, "online", () => tuner.programs.look());
    on(document, "page:shown", () => enhance(view.words));
    on(document, "page:said", (event) => view.say(event.detail));
    on(document, "click", (event) => this.#clicked(event));
  }

  #clicked(event) {
    const { more } = this.#view.parts;
    if (!more.contains(event.target)) more.open = false;
    const [before, inside] = [this.#tuner.service, this.contains(event.target)];
    if (!answer(event, this.#tuner) || this.#tuner.service === before || !more.open) return;
    this.#open(); // another service has another past
    if (inside) this.#close();
  }

  #show() {
    this.#view.show();
    this.#follow();
    if (this.#tuner.behind && this.#tuner.past?.service !== this.#tuner.service) this.#tuner.remember();
  }

  #tick() {
    this.#view.tick();
    if (this.#view.parts.more.open) this.#panel?.tick();
  }

  /** The station tells what is new to those who listen and look. */
  #follow() {
    this.#tuner.programs.follow(!document.hidden && sound.isOn() && !this.#tuner.story);
  }

  async #open() {
    const tuner = this.#tuner;
    const { past } = this.#view.parts;
    if (!sound.canRewind() || !tuner.service.hls) return void (past.hidden = true);
    const { Panel } = await import("./player-panel.js");
    await tuner.remember();
    this.#panel ??= new Panel(tuner, this.#view, this.#undo.signal);
    await this.#panel.show();
  }

  #close() {
    const { more } = this.#view.parts;
    more.open = false;
    more.querySelector("summary").focus({ preventScroll: true }); // the bar is in sight, wherever its place is
  }
}

customElements.define("station-player", StationPlayer);

// Which service is tuned in, which moment of it is heard, and what a listener may do about both. Draws nothing.

import { Programs } from "./player-air.js";
import * as sound from "./player-sound.js";

export const LIVE = 20; // seconds behind what the station has sent that are live still: it takes some to travel

let resumable = sound.kept; // what played when the last page was left
let chosen = resumable?.slug;

export class Tuner {
  past = null; // of the tuned service, once it was asked for
  #changed;

  /** `changed(air, anotherProgram)` is called when the programs of a service are known better. */
  constructor(services, changed) {
    this.services = services;
    this.programs = new Programs(services, changed);
    this.#changed = changed;
  }

  get service() {
    return this.services.find(({ slug }) => slug === chosen) ?? this.services.find(({ mp3 }) => mp3) ?? this.services[0];
  }
  get air() {
    return this.programs.of(this.service.slug);
  }

  // ------------------------------------------------------------------ what is heard
  /** The story that is heard or waits to be, or null. */
  get story() {
    const one = sound.state().wanted ?? resumable;
    return one?.kind === "story" ? one : null;
  }

  /** Whether what waits is from the page before. */
  get resumes() {
    return Boolean(resumable);
  }

  /** The Unix time, in seconds, of what is heard or waits to be; null at live when that is not known. */
  heard() {
    const { wanted } = sound.state();
    if (wanted) return wanted.kind === "live" && wanted.slug === this.service.slug ? sound.heardAt() : null;
    return resumable?.kind === "live" ? resumable.at : null;
  }

  /** Seconds behind live; 0 at live and in a story. */
  get behind() {
    const at = this.story ? null : this.heard();
    const behind = at ? sound.edge() - at : 0;
    return behind > LIVE ? behind : 0;
  }

  /** The program that is heard: that of now, or of then. */
  get program() {
    return this.behind ? (this.past?.programAt(this.heard()) ?? null) : this.air.now;
  }

  /** The title that is heard: that of now, or of then. */
  get track() {
    return this.behind ? sound.titleHeard() : this.air.track;
  }

  /** Asks what was on before. */
  async remember() {
    if (!sound.canRewind() || !this.service.hls) return;
    const { Past } = await import("./player-past.js");
    if (this.past?.service !== this.service) this.past = new Past(this.service);
    await this.past.learn().catch(() => {});
    if (this.behind) this.#changed(this.air, false);
  }

  // ------------------------------------------------------------------ what a listener does
  /** Plays what stands in the bar, or stops it. */
  press() {
    const { wanted, phase } = sound.state();
    if (phase === "failed" || phase === "paused") sound.resume();
    else if (sound.isOn()) sound.pause();
    else if (resumable?.kind === "story" && !wanted) this.#begin(() => sound.playStory(resumable));
    else if (resumable?.at && !wanted) this.go(resumable.at);
    else this.tune(this.service.slug);
  }

  tune(slug) {
    chosen = slug;
    this.#begin(() => sound.playLive(this.service));
  }

  /** Plays a story's sound from where it was left. */
  read(story) {
    const at = resumable?.src === story.src ? resumable.at : 0;
    this.#begin(() => sound.playStory({ ...story, at }));
  }

  /** To a Unix time in seconds; null is live. */
  go(at) {
    const { wanted, phase } = sound.state();
    if (wanted?.kind === "live" && wanted.slug === this.service.slug && phase !== "idle") sound.goTo(at);
    else this.#begin(() => sound.playLive(this.service, at));
  }

  turn(seconds) {
    this.go((this.heard() ?? sound.edge()) + seconds);
  }

  #begin(start) {
    start(); // within the press itself: a browser lets only that make sound
    resumable = null;
    import("./softnav.js").then(({ begin }) => begin());
    this.programs.look();
  }
}

// Live and its past as one timeline, for browsers with media source: segments are appended as the playlists list them.
// Firefox plays no HLS by itself; Chromium's cannot seek in a list that grows, and begins farther from live than this.

import { get } from "./player-clock.js";
import { Lists, renditions, SEGMENT } from "./player-lists.js";
import { begin, fail, giveUp, judge, patience } from "./player-rendition.js";

const MOST_KEPT = 31 * 86_400; // the element's zero lies so far before live
const [AHEAD, BEHIND] = [24, 150]; // seconds that are loaded before they are heard, and kept afterward
const NEAR = 5.5; // seconds behind the station's clock at which live is joined: an engine may die and start anew in them
const SHORT = 2.6; // seconds loaded under which it plays a little slower; in quiet times there is never so little
const TYPE = 'audio/mp4; codecs="mp4a.40.2"';

const clock = () => performance.now() / 1000;
const pause = (milliseconds, signal) =>
  new Promise((go) => {
    setTimeout(go, milliseconds);
    signal.addEventListener("abort", go, { once: true });
  });

export class Source {
  #audio;
  #media;
  #failed;
  #buffer;
  #lists = new Lists();
  #choices = []; // renditions by their rate: {bits, list}
  #known = null; // of what segments cost (player-rendition.js)
  #begun = ""; // the list of the one whose init segment came last
  #base = 0; // the Unix time of the element's zero
  #first = 0; // where it begins, on the element's clock, and whether it could be told that
  #ready = false;
  #hole = 0; // where sound goes on after what is loaded, when something is missing there
  #closed = new AbortController();
  #moved = new AbortController(); // a seek ends what is fetched for the old place

  /** Feeds `audio`, whose src is `media`. `failed(fault)` is called when nothing more will come. */
  constructor(audio, media, failed) {
    this.#audio = audio;
    this.#media = media;
    this.#failed = failed;
    const { signal } = this.#closed;
    const go = () => ([audio.currentTime, this.#ready] = [this.#first, true]);
    audio.addEventListener("loadedmetadata", go, { signal });
    audio.addEventListener("timeupdate", () => this.#buffer && (this.#pace(), this.#cross()), { signal });
  }

  /** Begins at a Unix time in seconds, or near live for null. */
  async start(playlist, at) {
    const { signal } = this.#closed;
    try {
      const { choices, first } = await renditions(new URL(playlist, location.href).href, signal);
      this.#choices = choices;
      this.#known = begin(navigator.connection?.saveData ? 0 : first);
      await this.#lists.look(this.#list, signal);
      while (at === null && this.#lists.stale && !signal.aborted) await this.#wait(signal); // nothing is said twice
      if (this.#media.readyState === "closed")
        await new Promise((go) => this.#media.addEventListener("sourceopen", go, { once: true }));
      this.#base = Math.floor(this.#lists.newest * SEGMENT) - MOST_KEPT;
      this.#media.duration = 2 * MOST_KEPT; // without an end it could be sent no farther than is loaded
      this.#buffer = this.#media.addSourceBuffer(TYPE);
      this.#buffer.timestampOffset = -this.#base;
      this.#first = (at ?? this.edge() - NEAR) - this.#base;
      await this.#pump();
    } catch (fault) {
      if (!signal.aborted) this.#failed(fault);
    }
  }

  close() {
    this.#closed.abort();
    this.#moved.abort();
  }

  /** The Unix time, in seconds, of what is heard; 0 before anything can be. */
  at() {
    return this.#base && this.#base + this.#here;
  }

  /** The Unix time up to which the station has sent; 0 before that is known. */
  edge() {
    return this.#lists.edge();
  }

  /** What was playing at a Unix time. */
  titleAt(at) {
    return this.#lists.titles.at(at);
  }

  /** Goes to a Unix time, or near live for null; false when it is too early for that. */
  seek(at) {
    if (!this.#ready) return false;
    this.#moved.abort();
    this.#moved = new AbortController();
    this.#hole = 0;
    this.#audio.currentTime = (at ?? this.edge() - NEAR) - this.#base;
    return true;
  }

  get #here() {
    return this.#ready ? this.#audio.currentTime : this.#first;
  }

  get #list() {
    return this.#choices[this.#known.place].list;
  }

  async #pump() {
    let trouble = 0;
    while (!this.#closed.signal.aborted) {
      const { signal } = this.#moved;
      try {
        const [end, left] = this.#ahead();
        const wish = Math.floor((end + this.#base + 0.02) / SEGMENT);
        const number = left > AHEAD ? 0 : await this.#lists.find(wish, this.#list, signal);
        if (left > AHEAD || (this.#hole && number > wish)) await pause(500, signal); // one hole at a time
        else if (!number) await this.#wait(signal);
        else if ((await this.#append(number, signal)) && number > wish && !signal.aborted) this.#hole = number;
        this.#cross();
        trouble = 0;
      } catch (fault) {
        if (this.#closed.signal.aborted || fault.name === "InvalidStateError") throw fault;
        if (signal.aborted) continue; // a seek came between
        if (fault.name === "QuotaExceededError") await this.#forget(this.#audio.currentTime - 20);
        if (fault.status < 500) this.#lists.forget(); // removed meanwhile
        this.#known = fail(this.#known, clock());
        await pause(Math.min(4_000, 300 * 2 ** trouble++), signal); // the watch on the sound ends what lasts too long
      }
    }
  }

  /** Up to where it is loaded from a place on; that place when nothing is. */
  #end(here) {
    const { buffered } = this.#buffer;
    for (let one = 0; one < buffered.length; one++) {
      if (buffered.start(one) - 0.05 <= here && here < buffered.end(one)) return buffered.end(one);
    }
    return here;
  }

  /** Up to where it is loaded ahead of the playhead, over a hole as well, and how many seconds of sound that are. */
  #ahead() {
    const end = this.#end(this.#here);
    const beyond = this.#hole ? this.#hole * SEGMENT - this.#base + 0.001 : end;
    const last = Math.max(end, this.#end(beyond));
    return last > beyond ? [last, end - this.#here + last - beyond] : [end, end - this.#here];
  }

  /** Waits for the next segment: there is a new one each 1.92 seconds, and it is looked for when it is due. */
  async #wait(signal) {
    const { seen, polled } = this.#lists;
    const now = performance.now();
    const due = seen + SEGMENT * 1000 - now;
    await pause(due > 0 ? due + 30 : Math.max(50, 400 + polled - now), signal);
    if (!signal.aborted) await this.#lists.look(this.#list, this.#closed.signal);
  }

  /** At the end of what was made before a hole, goes on behind it. */
  #cross() {
    const start = this.#hole * SEGMENT - this.#base;
    if (!this.#hole || this.#end(this.#here) - this.#here > 0.3) return;
    if (this.#here < start) this.#audio.currentTime = this.#first = start + 0.001;
    this.#hole = 0;
  }

  /** Near live, plays a little slower while little is left: an engine that starts anew is not heard of then. */
  #pace() {
    const end = this.#end(this.#here);
    const left = end + this.#base > this.#lists.newest * SEGMENT ? end - this.#audio.currentTime : AHEAD;
    const rate = left < (this.#audio.playbackRate === 1 ? SHORT : SHORT + 0.6) ? 0.92 : 1;
    if (this.#audio.playbackRate !== rate) this.#audio.playbackRate = rate;
  }

  /** False when it took too long: then a smaller one is to be loaded instead. */
  async #append(number, signal) {
    const sound = await this.#fetch(number, signal);
    if (!sound) return false;
    await this.#update("appendBuffer", sound);
    const old = this.#audio.currentTime - BEHIND;
    if (this.#buffer.buffered.start(0) < old - 30) await this.#forget(old);
    return true;
  }

  /** A segment of the rendition that is right now; null when it took too long and a smaller one was chosen. */
  async #fetch(number, signal) {
    const { list } = this.#choices[this.#known.place];
    if (this.#begun !== list) {
      const init = await get(new URL("init.mp4", list), { signal, kept: true });
      await this.#update("appendBuffer", await init.arrayBuffer());
      this.#begun = list;
    }
    const began = clock();
    const enough = patience(this.#known, this.#ahead()[1]);
    const given = Number.isFinite(enough) ? AbortSignal.timeout(1000 * enough) : signal;
    try {
      const address = new URL(this.#lists.place(number), list);
      const sound = await (await get(address, { signal: AbortSignal.any([signal, given]), kept: true })).arrayBuffer();
      const [rates, thrifty] = [this.#choices.map(({ bits }) => bits), Boolean(navigator.connection?.saveData)];
      const cost = { bits: 8 * sound.byteLength, took: Math.max(0.001, clock() - began) };
      this.#known = judge(this.#known, { rates, ...cost, loaded: this.#ahead()[1], at: clock(), thrifty });
      return sound;
    } catch (fault) {
      if (signal.aborted || !given.aborted) throw fault;
      this.#known = giveUp(this.#known, clock());
      return null;
    }
  }

  async #forget(until) {
    if (until > 0) await this.#update("remove", 0, until);
  }

  #update(how, ...what) {
    return new Promise((done, broken) => {
      this.#buffer.onupdateend = done;
      this.#buffer.onerror = () => broken(new DOMException(how, "InvalidStateError"));
      this.#buffer[how](...what);
    });
  }
}

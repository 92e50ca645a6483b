// The browser's own HLS: the list of live, or one of the past around a moment.

import { get, now } from "./player-clock.js";
import { mediaAt, momentAt, stretches } from "./player-timeline.js";
import { Titles } from "./player-titles.js";

const LONGEST = 3600; // seconds that a list of the past is long
const TRAVEL = 2; // seconds until what the station makes is there to be fetched
const ENDED = 10; // seconds after which a minute is sure to be in the archive

const stamp = (seconds) => new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, "");

export class Native {
  #audio;
  #address = "";
  #from = null; // whole minutes, as Unix times; null: live
  #to = null; // null: it grows
  #stretches = [];
  #titles = new Titles();
  #goal = null; // where it is to go once it is known where that lies
  #closed = new AbortController();

  /** Makes `audio` play the list `hls` from a Unix time in seconds on, or live for null. */
  constructor(audio, hls, at) {
    this.#audio = audio;
    if (at === null) return void (audio.src = hls);
    this.#from = Math.floor(at / 60) * 60;
    const over = Math.floor((now() / 1000 - ENDED) / 60) * 60;
    // Only WebKit seeks in a list that grows: others get one that has ended.
    if (!audio.getStartDate && over > this.#from) this.#to = Math.min(over, this.#from + LONGEST);
    const name = `range/${stamp(this.#from)}/${this.#to ? stamp(this.#to) : "now"}.m3u8`;
    audio.src = this.#address = new URL(name, new URL(hls, location)).href;
    this.#goal = this.#seeks ? at : null;
    audio.addEventListener("loadedmetadata", () => this.#arrive(), { signal: this.#closed.signal });
    this.#read();
  }

  close() {
    this.#closed.abort();
  }

  /** The Unix time, in seconds, of what is heard; 0 where that is not known. */
  at() {
    if (this.#goal !== null) return this.#goal;
    const { currentTime } = this.#audio;
    const zero = this.#audio.getStartDate?.().getTime() / 1000;
    return (zero ? zero + currentTime : momentAt(this.#stretches, currentTime)) || 0;
  }

  /** The Unix time up to which the station has sent, by its clock. */
  edge() {
    return now() / 1000 - TRAVEL;
  }

  /** The Unix time at which this list is over; null: it goes on. */
  end() {
    return this.#to;
  }

  /** What was playing at a Unix time. */
  titleAt(at) {
    return this.#titles.at(at);
  }

  /** Goes to a Unix time of this list; false when it is not in it. */
  seek(at) {
    const inside = this.#from !== null && at !== null && at >= this.#from && at < (this.#to ?? Infinity);
    if (!inside || !this.#seeks) return false;
    this.#goal = at;
    const last = this.#stretches.at(-1);
    if (!this.#to && !(last && at < last.at + last.length)) this.#read();
    else this.#arrive();
    return true;
  }

  get #seeks() {
    return Boolean(this.#to ?? this.#audio.getStartDate);
  }

  #arrive() {
    if (this.#goal === null || !this.#audio.readyState || !this.#stretches.length) return;
    this.#audio.currentTime = mediaAt(this.#stretches, this.#goal);
    this.#goal = null;
  }

  /** Reads the list, in any rendition: their holes are the same. */
  async #read() {
    try {
      const variant = (await (await get(this.#address)).text()).split("\n").find((line) => line && line[0] !== "#");
      const list = await (await get(new URL(variant, this.#address))).text();
      if (this.#closed.signal.aborted) return;
      this.#stretches = stretches(list);
      this.#titles.note(list);
      this.#arrive();
    } catch {
      this.#goal = null; // the element gets no list either, and says so
    }
  }
}

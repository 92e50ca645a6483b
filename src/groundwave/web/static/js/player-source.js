// Live and its past as one timeline, for browsers with media source: segments are appended as the playlists list them.
// Firefox plays no HLS by itself; Chromium's cannot seek in a list that grows, and begins farther from live than this.

const SEGMENT = 1.92; // seconds. A segment's number times this is the Unix time at which it begins (air-files.md)
const BLOCK = 600; // seconds of the past that are listed at a time
const MOST_KEPT = 31 * 86_400; // the element's zero lies so far before live
const MOST_LISTED = 5_000;
const [AHEAD, BEHIND] = [24, 150]; // seconds that are loaded before they are heard, and kept afterward
const NEAR = 5.5; // seconds behind the station's clock at which live is joined: an engine may die and start anew in them
const SHORT = 2.6; // seconds loaded under which it plays a little slower; in quiet times there is never so little
const TYPE = 'audio/mp4; codecs="mp4a.40.2"';

const stamp = (seconds) => new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
const pause = (milliseconds, signal) =>
  new Promise((go) => {
    setTimeout(go, milliseconds);
    signal.addEventListener("abort", go, { once: true });
  });

/** What is not to be had: another try would not help, where a broken connection may come back. */
export class Refused extends Error {}

async function get(address, signal) {
  const answer = await fetch(address, {
    cache: address.endsWith("m3u8") ? "no-cache" : "default",
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  });
  if (answer.ok) return answer;
  throw new (answer.status < 500 ? Refused : Error)(`${address}: ${answer.status}`);
}

export class Source {
  #audio;
  #media;
  #failed;
  #buffer;
  #choices = []; // renditions by their rate: {bits, list}
  #choice = 0;
  #begun = ""; // the list of the one whose init segment came last
  #quick = 0;
  #known = new Map(); // number → where it lies in a rendition's folder
  #blocks = new Map(); // first second of a block → up to which number it is listed
  #edge = 0; // the newest number
  #seen = 0; // when it was first seen
  #polled = 0;
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
    const begin = () => ([audio.currentTime, this.#ready] = [this.#first, true]);
    audio.addEventListener("loadedmetadata", begin, { signal });
    audio.addEventListener("timeupdate", () => this.#buffer && (this.#pace(), this.#cross()), { signal });
  }

  /** Begins at a Unix time in seconds, or near live for null. */
  async start(playlist, at) {
    try {
      await this.#choose(new URL(playlist, location.href).href);
      await this.#look();
      if (this.#media.readyState === "closed")
        await new Promise((go) => this.#media.addEventListener("sourceopen", go, { once: true }));
      this.#base = Math.floor(this.#edge * SEGMENT) - MOST_KEPT;
      this.#media.duration = 2 * MOST_KEPT; // without an end it could be sent no farther than is loaded
      this.#buffer = this.#media.addSourceBuffer(TYPE);
      this.#buffer.timestampOffset = -this.#base;
      this.#first = (at ?? this.edge() - NEAR) - this.#base;
      await this.#pump();
    } catch (fault) {
      if (!this.#closed.signal.aborted) this.#failed(fault);
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

  /** The Unix time up to which the station has sent. */
  edge() {
    return this.#edge && (this.#edge + 1) * SEGMENT + (performance.now() - this.#seen) / 1000;
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

  async #choose(playlist) {
    const lines = (await (await get(playlist, this.#closed.signal)).text()).split("\n");
    lines.forEach((line, index) => {
      const bits = /^#EXT-X-STREAM-INF:.*BANDWIDTH=(\d+)/.exec(line)?.[1];
      if (bits) this.#choices.push({ bits: Number(bits), list: new URL(lines[index + 1], playlist).href });
    });
    const first = this.#choices[0];
    this.#choices.sort((one, other) => one.bits - other.bits);
    this.#choice = navigator.connection?.saveData ? 0 : this.#choices.indexOf(first);
    if (!first) throw new Refused(`${playlist} lists no renditions`);
  }

  get #here() {
    return this.#ready ? this.#audio.currentTime : this.#first;
  }

  get #list() {
    return this.#choices[this.#choice].list;
  }

  /** Takes a playlist's segments down; the newest number. */
  #note(text) {
    let newest = 0;
    for (const [, place, number] of text.matchAll(/^.*?(seg\/\d+\/(\d+)\.m4s)$/gm)) {
      this.#known.set((newest = Number(number)), place);
    }
    return newest;
  }

  /** Reads the newest segments. */
  async #look() {
    this.#polled = performance.now();
    const answer = await get(this.#list, this.#closed.signal);
    if (this.#known.size > MOST_LISTED) this.#anew();
    const newest = this.#note(await answer.text());
    if (!newest) throw new Refused(`${this.#list} lists nothing`);
    if (newest <= this.#edge) return;
    this.#seen = performance.now();
    if (!this.#edge && !answer.headers.has("Age")) {
      // How old the newest one is already, by the station's clock, which is told to the second.
      const age = Date.parse(answer.headers.get("Date")) / 1000 + 0.5 - (newest + 1) * SEGMENT;
      this.#seen -= 1000 * Math.max(0, Math.min(SEGMENT, age || 0));
    }
    this.#edge = newest;
  }

  #anew() {
    this.#known.clear();
    this.#blocks.clear();
  }

  /** The first segment from `number` on that there is, or 0 when it has yet to be made. */
  async #find(number) {
    while (number <= this.#edge) {
      if (this.#known.has(number)) return number;
      const block = Math.floor((number * SEGMENT) / BLOCK) * BLOCK;
      if (number > (this.#blocks.get(block) ?? 0)) {
        const address = new URL(`range/${stamp(block)}/${stamp(block + BLOCK)}.m3u8`, this.#list).href;
        try {
          const text = await (await get(address, this.#moved.signal)).text();
          this.#blocks.set(block, Math.max(number, this.#note(text)));
        } catch (fault) {
          if (!(fault instanceof Refused)) throw fault;
          const { oldest } = await (await get(new URL("../window.json", this.#list).href, this.#moved.signal)).json();
          if (number * SEGMENT >= Date.parse(oldest) / 1000) this.#blocks.set(block, number);
          else number = Math.ceil(Date.parse(oldest) / 1000 / SEGMENT); // it is no longer kept
        }
      } else {
        // What a list leaves out was never made, or is gone: on to what follows.
        const next = [...this.#known.keys()].filter((one) => one > number);
        number = Math.min(...next, Math.ceil((block + BLOCK) / SEGMENT));
      }
    }
    return 0;
  }

  async #pump() {
    let trouble = 0;
    while (!this.#closed.signal.aborted) {
      const { signal } = this.#moved;
      try {
        const [begin, end] = this.#loaded();
        const wish = Math.floor((end + this.#base + 0.02) / SEGMENT);
        if (end - this.#here > AHEAD) await pause(500, signal);
        else if (wish > this.#edge) await this.#wait(signal);
        else {
          const number = await this.#find(wish);
          if (number && !signal.aborted) await this.#append(number, signal);
          if (number > wish) this.#hole = number;
          if (begin === end) this.#cross();
        }
        trouble = 0;
      } catch (fault) {
        if (this.#closed.signal.aborted || fault.name === "InvalidStateError") throw fault;
        if (signal.aborted) continue; // a seek came between
        if (fault.name === "QuotaExceededError") await this.#forget(this.#audio.currentTime - 20);
        if (fault instanceof Refused) this.#anew(); // removed meanwhile
        this.#change(-1);
        await pause(Math.min(4_000, 300 * 2 ** trouble++), signal); // the watch on the sound ends what lasts too long
      }
    }
  }

  /** What is loaded around the playhead, from and to; twice the playhead when nothing is. */
  #loaded() {
    const here = this.#here;
    const { buffered } = this.#buffer;
    for (let one = 0; one < buffered.length; one++) {
      const [start, end] = [buffered.start(one), buffered.end(one)];
      if (start - 0.05 <= here && here < end) return [start, end];
    }
    return [here, here];
  }

  /** Waits for the next segment: there is a new one each 1.92 seconds, and it is looked for when it is due. */
  async #wait(signal) {
    const now = performance.now();
    const due = this.#seen + SEGMENT * 1000 - now;
    await pause(due > 0 ? due + 30 : Math.max(50, 400 + this.#polled - now), signal);
    if (!signal.aborted) await this.#look();
  }

  /** At the end of what was made before a hole, goes on behind it. */
  #cross() {
    const start = this.#hole * SEGMENT - this.#base;
    if (!this.#hole || this.#loaded()[1] - this.#here > 0.3) return;
    if (this.#here < start) this.#audio.currentTime = this.#first = start + 0.001;
    this.#hole = 0;
  }

  /** Near live, plays a little slower while little is left: an engine that starts anew is not heard of then. */
  #pace() {
    const end = this.#loaded()[1];
    const left = end + this.#base > this.#edge * SEGMENT ? end - this.#audio.currentTime : AHEAD;
    const rate = left < (this.#audio.playbackRate === 1 ? SHORT : SHORT + 0.6) ? 0.92 : 1;
    if (this.#audio.playbackRate !== rate) this.#audio.playbackRate = rate;
  }

  async #append(number, signal) {
    const list = this.#list;
    if (this.#begun !== list) {
      const init = await get(new URL("init.mp4", list).href, signal);
      await this.#update("appendBuffer", await init.arrayBuffer());
      this.#begun = list;
    }
    const began = performance.now();
    const sound = await (await get(new URL(this.#known.get(number), list).href, signal)).arrayBuffer();
    await this.#update("appendBuffer", sound);
    this.#judge((SEGMENT * 1000) / Math.max(1, performance.now() - began));
    const old = this.#audio.currentTime - BEHIND;
    if (this.#buffer.buffered.start(0) < old - 30) await this.#forget(old);
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

  /** How many times faster than it plays a segment came: up after many quick ones, down after one slow one. */
  #judge(times) {
    this.#quick = times > 8 ? this.#quick + 1 : 0;
    if (times < 1.4) this.#change(-1);
    else if (this.#quick > 20 && !navigator.connection?.saveData) this.#change(1);
  }

  #change(step) {
    if (!this.#choices[this.#choice + step]) return;
    this.#choice += step; // the numbers are the same in each rendition
    this.#quick = 0;
  }
}

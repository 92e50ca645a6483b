// What the station's playlists say there is: renditions, the newest segment, and which ones the past still has.

import { get } from "./player-clock.js";
import { Titles } from "./player-titles.js";

export const SEGMENT = 1.92; // seconds. A segment's number times this is the Unix time at which it begins (air-files.md)
const BLOCK = 600; // seconds of the past that are listed at a time
const MOST_LISTED = 5_000;
const STALE = 12; // seconds without a new segment after which the station is sending nothing

const stamp = (seconds) => new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, "");

/** The renditions of a multivariant playlist, {bits, list} by their rate, and the place of the one to begin with. */
export async function renditions(playlist, signal) {
  const lines = (await (await get(playlist, { signal })).text()).split("\n");
  const found = [];
  lines.forEach((line, index) => {
    const bits = /^#EXT-X-STREAM-INF:.*BANDWIDTH=(\d+)/.exec(line)?.[1];
    if (bits) found.push({ bits: Number(bits), list: new URL(lines[index + 1], playlist).href });
  });
  if (!found.length) throw new Error(`${playlist} lists no renditions`);
  const [first] = found;
  found.sort((one, other) => one.bits - other.bits);
  return { choices: found, first: found.indexOf(first) };
}

/** The segments that are listed. Their numbers and places are the same in each rendition, so any `list` will do. */
export class Lists {
  newest = 0; // the number of the newest segment
  seen = 0; // when it was first seen, by performance.now()
  polled = 0;
  titles = new Titles();
  #age = NaN; // of the newest segment when it was last looked, by the station's clock; seconds
  #known = new Map(); // number → where it lies in a rendition's folder
  #blocks = new Map(); // first second of a block → up to which number it is listed

  place(number) {
    return this.#known.get(number);
  }

  /** The Unix time up to which the station has sent. */
  edge() {
    return this.newest && (this.newest + 1) * SEGMENT + Math.min(STALE, (performance.now() - this.seen) / 1000);
  }

  /** Whether nothing new has come for a while: then the end of the list is no news. */
  get stale() {
    return this.#age > STALE;
  }

  forget() {
    this.#known.clear();
    this.#blocks.clear();
  }

  /** Reads the newest segments. */
  async look(list, signal) {
    this.polled = performance.now();
    const answer = await get(list, { signal });
    if (this.#known.size > MOST_LISTED) this.forget();
    const newest = this.#note(await answer.text());
    if (!newest) throw new Error(`${list} lists nothing`);
    // How old the newest one is already, by the station's clock, which is told to the second.
    this.#age = Date.parse(answer.headers.get("Date")) / 1000 + 0.5 - (newest + 1) * SEGMENT;
    if (newest <= this.newest) return;
    this.seen = performance.now();
    if (!this.newest && !answer.headers.has("Age")) this.seen -= 1000 * Math.max(0, Math.min(SEGMENT, this.#age || 0));
    this.newest = newest;
  }

  /** The first segment from `number` on that there is, or 0 when it has yet to be made. */
  async find(number, list, signal) {
    while (number <= this.newest) {
      if (this.#known.has(number)) return number;
      const block = Math.floor((number * SEGMENT) / BLOCK) * BLOCK;
      if (number > (this.#blocks.get(block) ?? 0)) {
        try {
          const address = new URL(`range/${stamp(block)}/${stamp(block + BLOCK)}.m3u8`, list);
          this.#blocks.set(block, Math.max(number, this.#note(await (await get(address, { signal })).text())));
        } catch (fault) {
          if (!(fault.status < 500)) throw fault;
          const { oldest } = await (await get(new URL("../window.json", list), { signal })).json();
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

  /** Takes a playlist's segments down; the newest number. */
  #note(text) {
    let newest = 0;
    this.titles.note(text);
    for (const [, place, number] of text.matchAll(/^.*?(seg\/\d+\/(\d+)\.m4s)$/gm)) {
      this.#known.set((newest = Number(number)), place);
    }
    return newest;
  }
}

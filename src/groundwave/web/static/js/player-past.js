// What of a service can still be heard: its window, its programs and its outline. Loaded when the panel is opened or the
// past is heard.

import { get } from "./player-clock.js";

const HOUR = 3600;
const SPAN = 0.48; // seconds that one peak stands for
const FRESH = 60_000;

export class Past {
  oldest = 0; // Unix seconds
  programs = []; // {title, host, url, from, to}, in order
  #asked = -Infinity;
  #peaks = new Map(); // hour → bytes

  constructor(service) {
    this.service = service;
  }

  programAt(at) {
    return this.programs.find(({ from, to }) => from <= at && at < to) ?? null;
  }

  /** Asks the station what there is; at most once a minute. */
  async learn() {
    if (performance.now() - this.#asked < FRESH) return;
    this.#asked = performance.now();
    const { oldest, newest } = await (await get(`/live/${this.service.slug}/window.json`)).json();
    const [from, to] = [Date.parse(oldest) / 1000, Date.parse(newest) / 1000];
    const zone = new Intl.DateTimeFormat("en-CA", { timeZone: this.service.timezone }); // 2026-11-23
    const days = new Set();
    for (let at = from; at < to; at += 12 * HOUR) days.add(zone.format(at * 1000));
    days.add(zone.format(to * 1000));
    const found = await Promise.all(
      [...days].map(async (day) => (await get(`/api/v1/services/${this.service.slug}/schedule?day=${day}`)).json()),
    );
    const programs = found.flatMap(({ broadcasts }) => broadcasts);
    this.programs = programs
      .map((one) => ({ ...one, from: Date.parse(one.starts) / 1000, to: Date.parse(one.ends) / 1000 }))
      .filter((one, place, all) => one.to > from && all.findIndex((other) => other.from === one.from) === place);
    this.oldest = from;
  }

  /** The outlines of the hours in the window; the present one anew each time. */
  async outline(until) {
    const hours = [];
    for (let at = Math.floor(this.oldest / HOUR) * HOUR; at <= until; at += HOUR) {
      if (!this.#peaks.has(at) || at + HOUR > until) hours.push(at);
    }
    const read = async (at) => {
      const name = new Date(at * 1000).toISOString().replace(/[-T]|:.*/g, "");
      const answer = await get(`/live/${this.service.slug}/peaks/${name}.u8`);
      this.#peaks.set(at, new Uint8Array(await answer.arrayBuffer()));
    };
    await Promise.allSettled(hours.map(read));
  }

  /** The loudest between two times, from 0 to 1. */
  peak(from, to) {
    let loudest = 0;
    for (let at = from; at < to; at += SPAN) {
      const hour = Math.floor(at / HOUR) * HOUR;
      loudest = Math.max(loudest, this.#peaks.get(hour)?.[Math.floor((at - hour) / SPAN)] ?? 0);
    }
    return loudest / 255;
  }
}

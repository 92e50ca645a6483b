// What is on now and next: told of all services at once, then asked for again when a program ends or the station says so.

import { get, now } from "./player-clock.js";

const LIST = "/api/v1/services";
const LEAST_PAUSE = 20_000;
const NOTHING_KNOWN = 5 * 60_000;
const OLD_TRACK = 15 * 60_000;
const LONGEST = 2 ** 31 - 1; // setTimeout counts in 32 bits
const [EDGE, AT_ONCE] = [4_000, 1_500]; // a moment's spread, so that all players do not ask in the same second

const moment = (time) => Date.parse(time);

/** The programs of one service, as far as they are known. */
class Air {
  now = null;
  next = null;
  known = false;
  #track = null;

  constructor(service) {
    this.service = service;
  }

  /** "Title – Artist", where the station knows it. */
  get track() {
    const { title, artist, at } = this.#track ?? {};
    return title && !(now() - moment(at) > OLD_TRACK) ? [title, artist].filter(Boolean).join(" – ") : "";
  }

  /** When what is known ends, in milliseconds; null when nothing is. */
  get edge() {
    const edge = this.now?.ends ?? this.next?.starts;
    return edge ? moment(edge) : null;
  }

  tell({ now: on, next, track }) {
    [this.now, this.next, this.#track, this.known] = [on, next, track, true];
  }

  /** At the end of a program the next one is on, whatever the network says. True when that was so. */
  advance() {
    const over = this.now && moment(this.now.ends) <= now();
    const due = this.next && moment(this.next.starts) <= now();
    if (!over && !due) return false;
    this.now = due && moment(this.next.ends) > now() ? this.next : null;
    if (due) this.next = null;
    return true;
  }
}

/** The programs of all services. Calls `changed(air, anotherProgram)` whenever it knows better. */
export class Programs {
  #airs;
  #changed;
  #followed = false;
  #happenings = null; // once somebody listens
  #timer = 0;
  #asked = -Infinity;
  #asking = false;
  #again = false;
  #unsure = true;
  #closed = false;

  constructor(services, changed) {
    this.#airs = services.map((service) => new Air(service));
    this.#changed = changed;
  }

  of(slug) {
    return this.#airs.find(({ service }) => service.slug === slug);
  }

  /** Whether somebody listens and looks: then the station tells what is new. */
  async follow(on) {
    this.#followed = on && !this.#closed;
    if (this.#followed && !this.#happenings) {
      const { Happenings } = await import("./player-events.js");
      this.#happenings ??= new Happenings("/api/v1/events", () => this.learn(AT_ONCE));
    }
    this.#happenings?.follow(this.#followed);
  }

  close() {
    this.#closed = true;
    this.follow(false);
    clearTimeout(this.#timer);
  }

  /** Looks whether what is known still holds; asks the station when it does not. */
  look() {
    if (this.#closed) return;
    for (const air of this.#airs) {
      if (!air.advance()) continue;
      this.#unsure = true;
      this.#changed(air, true);
    }
    if (this.#unsure && Date.now() - this.#asked >= LEAST_PAUSE) this.learn(EDGE);
    else this.#wait();
  }

  /** Asks the station within `spread` milliseconds. */
  async learn(spread) {
    this.#again = this.#asking;
    if (this.#asking || this.#closed) return;
    this.#asking = true;
    this.#asked = Date.now();
    const services = await this.#fetch(spread).catch(() => null); // away for a moment: what is known stays
    this.#asking = false;
    if (this.#closed) return;
    if (services) this.#unsure = false;
    for (const said of services ?? []) this.#tell(this.of(said.slug), said);
    if (this.#again) this.learn(spread);
    else this.#wait();
  }

  async #fetch(spread) {
    if (spread) await new Promise((go) => setTimeout(go, Math.random() * spread));
    return (await (await get(LIST)).json()).services;
  }

  #tell(air, said) {
    if (!air) return;
    const [first, before] = [!air.known, air.now?.starts];
    air.tell(said);
    this.#unsure = air.advance() || this.#unsure;
    this.#changed(air, !first && before !== air.now?.starts);
  }

  #wait() {
    if (this.#closed) return;
    const edges = this.#airs.map(({ edge }) => edge);
    let pause = Math.min(...edges.map((edge) => (edge ? edge - now() : NOTHING_KNOWN)));
    if (this.#unsure) pause = Math.min(pause, this.#asked + LEAST_PAUSE - Date.now());
    if (edges.includes(null)) this.#unsure = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), Math.min(Math.max(pause, 50), LONGEST));
  }
}

// The station tells when what is on has changed (server-sent events); where that does not come through, it is asked.

const ROUND = 45_000;

/** Calls `ask` while it follows: at each word of the station, and each round when its words cannot be heard. */
export class Happenings {
  #address;
  #ask;
  #source = null;
  #timer = 0;

  constructor(address, ask) {
    this.#address = address;
    this.#ask = ask;
  }

  follow(on) {
    if (on === Boolean(this.#source)) return;
    if (on) return this.#open();
    this.#hush();
    this.#source.close();
    this.#source = null;
  }

  #open() {
    const source = (this.#source = new EventSource(this.#address));
    source.addEventListener("on-air", this.#ask);
    source.addEventListener("open", () => {
      this.#hush();
      this.#ask(); // what was new before
    });
    source.addEventListener("error", () => source === this.#source && this.#round());
    this.#round();
  }

  #round() {
    this.#timer ||= setInterval(() => {
      this.#ask();
      // All places may have been taken: then the browser has given up.
      if (this.#source.readyState === EventSource.CLOSED) this.#open();
    }, ROUND);
  }

  #hush() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }
}

// What is on now and next: from the page first, then from the schedule, asked when the present program ends.

const LEAST_PAUSE = 20_000;
const NOTHING_KNOWN = 5 * 60_000;
const LONGEST = 2 ** 31 - 1; // setTimeout counts in 32 bits

const moment = (time) => Date.parse(time);

/** The programs of one service. Calls `changed(anotherProgram)` whenever it knows better. */
export class Air {
  #address;
  #changed;
  #timer = 0;
  #asked = -Infinity;
  #asking = false;
  #unsure;
  #skew = 0;
  #closed = false;

  constructor(service, address, changed) {
    this.service = service;
    this.now = service.now;
    this.next = service.next;
    this.#unsure = !this.now && !this.next;
    this.#address = address;
    this.#changed = changed;
    if (this.#advance()) this.#unsure = true; // the page was made a while ago
    this.#wait();
  }

  /** The station's clock, in milliseconds: a listener's own may be minutes off. */
  time() {
    return Date.now() + this.#skew;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Looks whether what is known still holds; asks the station when it does not. */
  look() {
    if (this.#closed) return;
    if (this.#advance()) {
      this.#unsure = true;
      this.#changed(true);
    }
    if (this.#unsure && Date.now() - this.#asked >= LEAST_PAUSE) this.#ask();
    else this.#wait();
  }

  /** At the end of a program the next one is on, whatever the network says. */
  #advance() {
    const at = this.time();
    const over = this.now && moment(this.now.ends) <= at;
    const due = this.next && moment(this.next.starts) <= at;
    if (!over && !due) return false;
    this.now = due && moment(this.next.ends) > at ? this.next : null;
    if (due) this.next = null;
    return true;
  }

  #wait() {
    const edge = this.now?.ends ?? this.next?.starts;
    let pause = edge ? moment(edge) - this.time() : NOTHING_KNOWN;
    if (this.#unsure) pause = Math.min(pause, this.#asked + LEAST_PAUSE - Date.now());
    if (!edge) this.#unsure = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.look(), Math.min(Math.max(pause, 50), LONGEST));
  }

  async #ask() {
    if (this.#asking) return;
    this.#asking = true;
    this.#asked = Date.now();
    try {
      // A moment's spread, so that all players do not ask in the same second.
      await new Promise((go) => setTimeout(go, Math.random() * 4000));
      const answer = await fetch(this.#address, { signal: AbortSignal.timeout(10_000) });
      if (!answer.ok) throw new Error(`now: ${answer.status}`);
      const said = await answer.json();
      const skew = moment(said.at) - Date.now();
      this.#skew = Math.abs(skew) > 30_000 ? skew : 0;
      const before = this.now?.starts;
      this.now = said.now;
      this.next = said.next;
      this.#unsure = this.#advance();
      if (!this.#closed) this.#changed(before !== this.now?.starts);
    } catch {
      // Away for a moment: what is known stays, and the question is asked again.
    } finally {
      this.#asking = false;
    }
    if (!this.#closed) this.#wait();
  }
}

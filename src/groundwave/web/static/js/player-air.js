// What is on now and next: told once for all services, then asked of the station when the present program ends.

const LEAST_PAUSE = 20_000;
const NOTHING_KNOWN = 5 * 60_000;
const TRACK = 45_000; // where tracks are told, the next one is asked for
const OLD_TRACK = 15 * 60_000;
const LONGEST = 2 ** 31 - 1; // setTimeout counts in 32 bits

const moment = (time) => Date.parse(time);

/** The station's answer and what its clock showed. The answer may be a stored one: its clock is in the head. */
export async function ask(address) {
  const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const time = moment(answer.headers.get("Date")) + 1000 * (Number(answer.headers.get("Age")) || 0);
  return { said: await answer.json(), time };
}

/** The programs of one service. Calls `changed(anotherProgram)` whenever it knows better. */
export class Air {
  #address;
  #changed;
  #timer = 0;
  #asked = -Infinity;
  #asking = false;
  #unsure = true;
  #skew = 0;
  #closed = false;

  constructor(service, address, changed) {
    this.service = service;
    this.now = this.next = null;
    this.track = ""; // "Title – Artist", where the station knows it
    this.known = false;
    this.#address = address;
    this.#changed = changed;
  }

  /** What the station has answered, and when by its own clock. */
  tell({ now, next, track }, time) {
    const fresh = track?.title && !(time - moment(track.at) > OLD_TRACK);
    this.track = fresh ? [track.title, track.artist].filter(Boolean).join(" – ") : "";
    const skew = time - Date.now();
    this.#skew = Math.abs(skew) > 30_000 ? skew : 0;
    const before = this.now?.starts;
    const first = !this.known;
    this.now = now;
    this.next = next;
    this.known = true;
    this.#unsure = this.#advance();
    if (this.#closed) return;
    this.#changed(!first && before !== this.now?.starts);
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
    if (this.track) pause = Math.min(pause, TRACK);
    if (!edge || this.track) this.#unsure = true;
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
      const { said, time } = await ask(this.#address);
      this.tell(said, time);
    } catch {
      // Away for a moment: what is known stays, and the question is asked again.
    } finally {
      this.#asking = false;
    }
    if (!this.#closed) this.#wait();
  }
}

// What of a service can still be heard: its window, its programs and its outline, and the part of the player's panel
// that shows them. Loaded when the panel is opened or the past is heard.

const HOUR = 3600;
const SPAN = 0.48; // seconds that one peak stands for
const FRESH = 60_000;
const STEPS = { ArrowLeft: -15, ArrowDown: -15, ArrowRight: 15, ArrowUp: 15, PageDown: -300, PageUp: 300, j: -15, l: 30 };

async function get(address) {
  const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

export class Past {
  oldest = 0; // Unix seconds
  programs = []; // {title, host, url, from, to}, in order
  #service;
  #asked = -Infinity;
  #peaks = new Map(); // hour → bytes

  constructor(service) {
    this.service = this.#service = service;
  }

  programAt(at) {
    return this.programs.find(({ from, to }) => from <= at && at < to) ?? null;
  }

  /** Asks the station what there is; at most once a minute. */
  async learn() {
    if (performance.now() - this.#asked < FRESH) return;
    this.#asked = performance.now();
    const { oldest, newest } = await (await get(`/live/${this.#service.slug}/window.json`)).json();
    const [from, to] = [Date.parse(oldest) / 1000, Date.parse(newest) / 1000];
    const zone = new Intl.DateTimeFormat("en-CA", { timeZone: this.#service.timezone }); // 2026-11-23
    const days = new Set();
    for (let at = from; at < to; at += 12 * HOUR) days.add(zone.format(at * 1000));
    days.add(zone.format(to * 1000));
    const found = await Promise.all(
      [...days].map(async (day) => (await get(`/api/v1/services/${this.#service.slug}/schedule?day=${day}`)).json()),
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
      const answer = await get(`/live/${this.#service.slug}/peaks/${name}.u8`);
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

/** The panel's part. `player` has parts, words, heard(), edge(), go(at), clock(at), said(behind), past. */
export class Panel {
  #player;
  #dragged = false;
  #drawn = "";
  #listed = "";

  constructor(player, signal) {
    this.#player = player;
    const { scrub, startover, earlier } = player.parts;
    scrub.addEventListener("input", () => ((this.#dragged = true), this.#say(Number(scrub.value))), { signal });
    scrub.addEventListener("change", () => ((this.#dragged = false), this.#go(Number(scrub.value))), { signal });
    scrub.addEventListener("keydown", (event) => this.#key(event), { signal });
    startover.addEventListener("click", () => this.#go(player.past.programAt(this.#at)?.from ?? 0), { signal });
    earlier.addEventListener("click", ({ target }) => this.#pick(target.closest("button")), { signal });
    new ResizeObserver(() => this.#draw()).observe(player.parts.wave);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
      matchMedia(query).addEventListener("change", () => ((this.#drawn = ""), this.#draw()), { signal });
  }

  get #at() {
    return this.#player.heard() ?? this.#player.edge();
  }

  /** Asks what there is and shows it; hides all of it where nothing is kept. */
  async show() {
    const { past, parts } = this.#player;
    try {
      await past.learn();
      parts.past.hidden = false;
      this.tick();
      await past.outline(this.#player.edge());
      this.#drawn = "";
      this.tick();
    } catch {
      parts.past.hidden = !past.oldest;
    }
  }

  tick() {
    const { past, parts } = this.#player;
    if (!past?.oldest || parts.past.hidden) return;
    const edge = this.#player.edge();
    parts.scrub.min = Math.round(past.oldest);
    parts.scrub.max = Math.round(edge);
    if (!this.#dragged) {
      parts.scrub.value = Math.round(this.#at);
      this.#say(this.#at);
    }
    parts.oldest.textContent = this.#player.clock(past.oldest);
    this.#list(edge);
    this.#draw();
  }

  /** Says a place in words: "9:14 a.m., Morning Tide, 42 minutes behind live". */
  #say(at) {
    const { past, parts } = this.#player;
    const title = past.programAt(at)?.title ?? this.#player.service.name;
    const behind = this.#player.said(this.#player.edge() - at);
    parts.pastwhen.textContent = this.#player.clock(at);
    parts.pasttitle.textContent = title;
    parts.pastbehind.textContent = behind;
    parts.scrub.setAttribute("aria-valuetext", `${this.#player.clock(at)}, ${title}, ${behind}`);
    this.#draw(at);
  }

  #go(at) {
    const { past } = this.#player;
    this.#player.go(Math.max(at, past.oldest + 2));
    this.tick();
  }

  #key(event) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const { key } = event;
    if (key === "Home") this.#go(0);
    else if (key === "End") this.#player.go(null);
    else if (key === "k") this.#player.press();
    else if (STEPS[key]) this.#go(this.#at + STEPS[key]);
    else return;
    event.preventDefault();
    this.tick();
  }

  #pick(button) {
    if (button) this.#go(Number(button.dataset.from));
  }

  #list(edge) {
    const { past, parts } = this.#player;
    const heard = past.programAt(this.#at);
    const today = past.programs.filter(({ from, to }) => from < edge && to > past.oldest + 60).reverse();
    const listed = today.map(({ from }) => from).join() + heard?.from;
    if (listed === this.#listed) return;
    this.#listed = listed;
    const kept = document.activeElement?.dataset?.from;
    parts.earlier.replaceChildren(
      ...today.map(({ from, title }) => {
        const [item, button, time, name] = ["li", "button", "time", "span"].map((tag) => document.createElement(tag));
        Object.assign(button, { type: "button", className: "player-earlier" });
        button.dataset.from = from;
        if (from === heard?.from) button.setAttribute("aria-current", "true");
        time.dateTime = new Date(from * 1000).toISOString();
        time.textContent = this.#player.clock(from);
        name.textContent = title;
        button.append(time, " ", name);
        item.append(button);
        return item;
      }),
    );
    if (kept) parts.earlier.querySelector(`[data-from="${kept}"]`)?.focus();
  }

  /** The outline with what lies before `at` lit, and a line where each program begins. */
  #draw(at = this.#dragged ? Number(this.#player.parts.scrub.value) : this.#at) {
    const { past, parts } = this.#player;
    const { wave } = parts;
    const [width, height] = [wave.clientWidth, wave.clientHeight];
    if (!past?.oldest || !width) return;
    const [from, span] = [past.oldest, this.#player.edge() - past.oldest];
    const place = Math.round(((at - from) / span) * width);
    const drawn = `${width} ${place} ${Math.round((span / width) * Math.floor(Date.now() / 60_000))}`;
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const scale = devicePixelRatio || 1;
    wave.width = width * scale;
    wave.height = height * scale;
    const pen = wave.getContext("2d");
    pen.scale(scale, scale);
    const look = getComputedStyle(wave);
    const color = (name) => look.getPropertyValue(name).trim();
    for (let x = 0; x < width; x += 3) {
      const tall = Math.max(2, past.peak(from + (x / width) * span, from + ((x + 3) / width) * span) ** 2 * (height - 14));
      pen.fillStyle = color(x < place ? "--wave-heard" : "--wave");
      pen.fillRect(x, (height - tall) / 2, 2, tall);
    }
    pen.fillStyle = color("--wave-edge");
    for (const program of past.programs) {
      const x = Math.round(((program.from - from) / span) * width);
      if (x > 0 && x < width) pen.fillRect(x, 0, 1, height);
    }
  }
}

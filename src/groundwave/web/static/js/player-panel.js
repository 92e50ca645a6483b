// The part of the player's panel that shows the past: a scrubber over all that is kept, and earlier programs.

import * as sound from "./player-sound.js";

const STEPS = { ArrowLeft: -15, ArrowDown: -15, ArrowRight: 15, ArrowUp: 15, PageDown: -300, PageUp: 300, j: -15, l: 30 };

export class Panel {
  #tuner;
  #view;
  #parts;
  #dragged = false;
  #drawn = "";
  #listed = "";

  constructor(tuner, view, signal) {
    [this.#tuner, this.#view, this.#parts] = [tuner, view, view.parts];
    const { scrub, startover, earlier, wave } = view.parts;
    scrub.addEventListener("input", () => ((this.#dragged = true), this.#say(Number(scrub.value))), { signal });
    scrub.addEventListener("change", () => ((this.#dragged = false), this.#go(Number(scrub.value))), { signal });
    scrub.addEventListener("keydown", (event) => this.#key(event), { signal });
    startover.addEventListener("click", () => this.#go(tuner.past.programAt(this.#at)?.from ?? 0), { signal });
    earlier.addEventListener("click", ({ target }) => this.#pick(target.closest("button")), { signal });
    new ResizeObserver(() => this.#draw()).observe(wave);
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"])
      matchMedia(query).addEventListener("change", () => ((this.#drawn = ""), this.#draw()), { signal });
  }

  get #at() {
    return this.#tuner.heard() ?? sound.edge();
  }

  /** Asks what there is and shows it; hides all of it where nothing is kept. */
  async show() {
    const [past, parts] = [this.#tuner.past, this.#parts];
    try {
      await past.learn();
      parts.past.hidden = false;
      this.tick();
      await past.outline(sound.edge());
      this.#drawn = "";
      this.tick();
    } catch {
      parts.past.hidden = !past.oldest;
    }
  }

  tick() {
    const [past, parts] = [this.#tuner.past, this.#parts];
    if (!past?.oldest || parts.past.hidden) return;
    const edge = sound.edge();
    parts.scrub.min = Math.round(past.oldest);
    parts.scrub.max = Math.round(edge);
    if (!this.#dragged) {
      parts.scrub.value = Math.round(this.#at);
      this.#say(this.#at);
    }
    parts.oldest.textContent = this.#view.clock(past.oldest);
    this.#list(edge);
    this.#draw();
  }

  /** Says a place in words: "9:14 a.m., Morning Tide, 42 minutes behind live". */
  #say(at) {
    const [past, parts] = [this.#tuner.past, this.#parts];
    const title = past.programAt(at)?.title ?? this.#tuner.service.name;
    const behind = this.#view.behind(sound.edge() - at);
    parts.pastwhen.textContent = this.#view.clock(at);
    parts.pasttitle.textContent = title;
    parts.pastbehind.textContent = behind;
    parts.scrub.setAttribute("aria-valuetext", `${this.#view.clock(at)}, ${title}, ${behind}`);
    this.#draw(at);
  }

  #go(at) {
    const { past } = this.#tuner;
    this.#tuner.go(Math.max(at, past.oldest + 2));
    this.tick();
  }

  #key(event) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const { key } = event;
    if (key === "Home") this.#go(0);
    else if (key === "End") this.#tuner.go(null);
    else if (key === "k") this.#tuner.press();
    else if (STEPS[key]) this.#go(this.#at + STEPS[key]);
    else return;
    event.preventDefault();
    this.tick();
  }

  #pick(button) {
    if (button) this.#go(Number(button.dataset.from));
  }

  #list(edge) {
    const [past, parts] = [this.#tuner.past, this.#parts];
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
        time.textContent = this.#view.clock(from);
        name.textContent = title;
        button.append(time, " ", name);
        item.append(button);
        return item;
      }),
    );
    if (kept) parts.earlier.querySelector(`[data-from="${kept}"]`)?.focus();
  }

  /** The outline with what lies before `at` lit, and a line where each program begins. */
  #draw(at = this.#dragged ? Number(this.#parts.scrub.value) : this.#at) {
    const [past, parts] = [this.#tuner.past, this.#parts];
    const { wave } = parts;
    const [width, height] = [wave.clientWidth, wave.clientHeight];
    if (!past?.oldest || !width) return;
    const [from, span] = [past.oldest, sound.edge() - past.oldest];
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

/* Trimming with the ears: the times of the form are shown on the waveform, nudged by buttons, taken from the sound,
   and heard. The form is whole without this. */
(() => {
  const form = document.querySelector("[data-trim]");
  if (!form) return;
  const sound = form.querySelector("[data-sound]");
  const length = Number(form.dataset.keptSeconds);
  const DAY = 86400;

  const seconds = (text) => {
    const parts = /^\s*(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?\s*$/.exec(text);
    return parts ? parts[1] * 3600 + parts[2] * 60 + Number((parts[3] || "0").replace(",", ".")) : NaN;
  };
  const since = seconds(form.dataset.keptSince);
  const clock = (at) => {
    const tenths = Math.round((((since + at) % DAY) + DAY) % DAY * 10);
    const pad = (number) => String(number).padStart(2, "0");
    return `${pad(Math.floor(tenths / 36000))}:${pad(Math.floor(tenths / 600) % 60)}:${pad(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
  };
  const offset = (field) => {
    const at = seconds(field.value) - since;
    return at < -DAY / 2 ? at + DAY : at;
  };

  const fields = { start: form.querySelector("[name=start]"), end: form.querySelector("[name=end]") };
  const svg = form.querySelector("[data-wave] svg");
  const place = (at) => Math.max(0, Math.min(1000, (at / length) * 1000));

  const draw = () => {
    if (!svg) return;
    const begin = offset(fields.start);
    const end = offset(fields.end);
    if (!Number.isNaN(begin)) svg.querySelector("[data-off=before]").setAttribute("width", place(begin));
    if (!Number.isNaN(end)) svg.querySelector("[data-off=after]").setAttribute("x", place(end));
  };
  const set = (field, at) => {
    field.value = clock(Math.max(0, Math.min(length, at)));
    draw();
  };

  let stopAt = null;
  const hear = (from, until) => {
    stopAt = until;
    sound.currentTime = Math.max(0, from);
    sound.play();
  };
  sound.addEventListener("timeupdate", () => {
    if (svg) {
      for (const name of ["x1", "x2"]) svg.querySelector("[data-now]").setAttribute(name, place(sound.currentTime));
    }
    if (stopAt !== null && sound.currentTime >= stopAt) {
      stopAt = null;
      sound.pause();
    }
  });

  const button = (words, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-small button-secondary";
    made.textContent = words;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  for (const [name, field] of Object.entries(fields)) {
    const row = document.createElement("div");
    row.className = "desk-nudges";
    for (const step of [-5, -0.5, -0.1, 0.1, 0.5, 5]) {
      const words = `${step > 0 ? "+" : "−"}${Math.abs(step)} s`;
      row.append(button(words, `Move the ${name} by ${words}`, () => set(field, offset(field) + step)));
    }
    row.append(button("Here", `Put the ${name} where the sound is now`, () => set(field, sound.currentTime)));
    row.append(
      name === "start"
        ? button("Hear it", "Hear the first five seconds", () => hear(offset(field), offset(field) + 5))
        : button("Hear it", "Hear the last five seconds", () => hear(offset(field) - 5, offset(field))),
    );
    field.after(row);
    field.addEventListener("input", draw);
  }

  if (svg) {
    let held = null;
    const at = (event) => {
      const box = svg.getBoundingClientRect();
      return ((event.clientX - box.left) / box.width) * length;
    };
    svg.addEventListener("pointerdown", (event) => {
      const here = at(event);
      const near = (field) => Math.abs(offset(field) - here) / length;
      const closest = near(fields.start) <= near(fields.end) ? fields.start : fields.end;
      if (near(closest) > 0.02) {
        hear(here, null);
        return;
      }
      held = closest;
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => held && set(held, at(event)));
    svg.addEventListener("pointerup", () => (held = null));
    draw();
  }
})();

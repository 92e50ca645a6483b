/* Counts the characters of a headline and a teaser while they are written, and says when the length is good. */

const GOOD = { title: [40, 90], teaser: [90, 180] };

function guide(field, [least, most]) {
  const note = document.createElement("p");
  note.className = "help";
  note.setAttribute("aria-live", "polite");
  let waiting;

  const say = () => {
    const count = [...field.value.trim()].length;
    if (count === 0) note.textContent = "";
    else if (count < least) note.textContent = `${count} characters: ${least - count} more would make it clearer.`;
    else if (count > most) note.textContent = `${count} characters: ${count - most} over; search results and cards cut it.`;
    else note.textContent = `${count} characters: a good length.`;
  };

  field.insertAdjacentElement("afterend", note);
  // A pause before speaking, so that a screen reader is not interrupted at each key.
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(say, 400);
  });
  say();
}

function start() {
  if (!document.querySelector("#id_teaser")) return; // only a story has a teaser
  for (const [name, range] of Object.entries(GOOD)) {
    const field = document.querySelector(`#id_${name}`);
    if (field) guide(field, range);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();

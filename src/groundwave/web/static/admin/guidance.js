/* Counts the characters of a headline and a teaser while they are written, and says when the length is good.
   The ranges are those of newsroom/models/story.py: what search results and cards show whole. */

const GOOD = { title: [40, 90], teaser: [90, 180] };

// In the language of the editor's account.
const WORDS = {
  en: {
    short: (count, lacking) => `${count} characters: ${lacking} more would make it clearer.`,
    long: (count, over) => `${count} characters: ${over} over; search results and cards cut it.`,
    good: (count) => `${count} characters: a good length.`,
  },
  es: {
    short: (count, lacking) => `${count} caracteres: ${lacking} más lo harían más claro.`,
    long: (count, over) => `${count} caracteres: sobran ${over}; los buscadores y las tarjetas lo cortan.`,
    good: (count) => `${count} caracteres: buena longitud.`,
  },
};

function verdictOn(count, least, most) {
  const say = WORDS[document.documentElement.lang.slice(0, 2)] ?? WORDS.en;
  if (count === 0) return ["", ""];
  if (count < least) return ["short", say.short(count, least - count)];
  if (count > most) return ["long", say.long(count, count - most)];
  return ["good", say.good(count)];
}

function guide(field, [least, most]) {
  const seen = document.createElement("p");
  const heard = document.createElement("p");
  seen.className = "help desk-guide";
  seen.setAttribute("aria-hidden", "true");
  heard.className = "w-sr-only";
  heard.setAttribute("role", "status");
  let waiting;

  const say = () => {
    const [verdict, words] = verdictOn([...field.value.trim()].length, least, most);
    seen.dataset.verdict = verdict;
    seen.textContent = words;
    clearTimeout(waiting);
    // A pause before speaking, so that a screen reader is not interrupted at each key.
    waiting = setTimeout(() => { heard.textContent = words; }, 1000);
  };

  field.after(seen, heard);
  field.addEventListener("input", say);
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

/* Keeps the control room up to date. Parts are replaced only when they differ, not while a button is pressed, and the
   focus stays on the button of the same source: what an operator has their hand on must not show what was. */
const room = document.querySelector("[data-air-room]");
const lost = document.querySelector("[data-air-lost]");
const news = document.querySelector("[data-air-news]");
const EVERY = 2000;
let told = room ? words() : "";

async function look() {
  const answer = await fetch(room.dataset.airRoom, { headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(8000) });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of fresh.querySelectorAll("[data-air-part]")) {
    const old = document.getElementById(part.id);
    if (!old || plain(old) === plain(part)) continue;
    if (old.querySelector(":active")) continue;
    const at = old.contains(document.activeElement) ? hand(document.activeElement) : null;
    old.replaceWith(part);
    if (at) part.querySelector(at)?.focus();
  }
  if (told !== words()) news.textContent = told = words();
}

/* How the same button, or the same link, is found in what comes instead. */
function hand(element) {
  const source = element.form?.elements.source?.value;
  return source ? `form:has([name="source"][value="${source}"]) button` : element.id ? `#${element.id}` : `a[href="${element.getAttribute("href")}"]`;
}

/* What a screen reader is told when it changes: the headline and the alarms, and not the clock. */
function words() {
  return [...document.querySelectorAll("[data-air-told]")].map((one) => one.textContent.trim().replace(/\s+/g, " ")).join(" ");
}

/* A token of the form is another in each answer and changes nothing. */
function plain(part) {
  return part.outerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
}

async function keepLooking() {
  if (document.visibilityState === "visible") {
    try {
      await look();
      lost.hidden = true;
    } catch {
      lost.hidden = false;
    }
  }
  setTimeout(keepLooking, EVERY);
}

if (room) setTimeout(keepLooking, EVERY);

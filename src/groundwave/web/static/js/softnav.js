// Going from page to page without a page load, only while something plays: <main> is swapped and the player stays.
// Whatever is out of the ordinary is left to the browser.

import { isOn } from "./player-sound.js";

const OURS_ALONE = /^\/(admin|api|live|media|static|text|donate|checkout)(\/|$)|\.[a-z0-9]{2,5}$/i;
const HEAD = [
  'link[rel="canonical"]',
  'link[rel="alternate"]',
  'meta[name="description"]',
  'meta[name="robots"]',
  'meta[property]',
  'script[type="application/ld+json"]',
].join(",");
const PATIENCE = 10_000;

let active = false;
let going = null; // the AbortController of the page that is being fetched
let shown = location.pathname + location.search;
let key = history.state?.softnav ?? 0;
let lastKey = key;
const scrolled = new Map();

/** Called when sound starts; listens from then on and acts only while something is on. */
export function begin() {
  if (active) return;
  active = true;
  document.addEventListener("click", clicked);
  addEventListener("popstate", moved);
  addEventListener("scroll", () => scrolled.set(key, scrollY), { passive: true });
  addEventListener("pagehide", () => (history.scrollRestoration = "auto"));
  history.replaceState({ ...history.state, softnav: key }, "");
}

function clicked(event) {
  if (!isOn() || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = event.target.closest?.("a[href]");
  if (!link || link.hasAttribute("download") || link.dataset.hard !== undefined) return;
  if (link.target && link.target !== "_self") return;
  const to = new URL(link.href, location.href);
  if (to.origin !== location.origin || OURS_ALONE.test(to.pathname)) return;
  const here = to.pathname + to.search === location.pathname + location.search;
  if (here && to.hash) return; // an anchor on this page
  event.preventDefault();
  visit(to, { push: !here });
}

function moved() {
  const to = new URL(location.href);
  key = history.state?.softnav ?? 0;
  if (to.pathname + to.search === shown) {
    going?.abort();
    if (to.hash) document.getElementById(decodeURIComponent(to.hash.slice(1)))?.scrollIntoView();
    else scrollTo({ top: scrolled.get(key) ?? 0, behavior: "instant" });
    return;
  }
  visit(to, { push: false, top: scrolled.get(key) ?? 0 });
}

async function visit(to, { push, top = 0 }) {
  going?.abort();
  const mine = (going = new AbortController());
  document.documentElement.dataset.going = "";
  try {
    const patience = setTimeout(() => mine.abort("slow"), PATIENCE);
    const answer = await fetch(to, { signal: mine.signal, headers: { Accept: "text/html" } });
    const html = await answer.text();
    clearTimeout(patience);
    if (mine !== going) return;
    const at = new URL(answer.url || to);
    if (!answer.ok || at.origin !== location.origin || !answer.headers.get("Content-Type")?.startsWith("text/html"))
      throw new Error("not a page of ours");
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.querySelector("main") || !page.querySelector("station-player")) throw new Error("another kind of page");
    at.hash = to.hash;
    show(page, at, push, top);
  } catch {
    if (mine.signal.aborted && mine.signal.reason !== "slow") return; // another click came first
    if (to.href === location.href) location.reload();
    else location.href = to.href;
  } finally {
    if (mine === going) delete document.documentElement.dataset.going;
  }
}

function show(page, at, push, top) {
  history.scrollRestoration = "manual";
  if (push) {
    key = ++lastKey;
    history.pushState({ softnav: key }, "", at);
  } else if (at.href !== location.href) history.replaceState(history.state, "", at);
  shown = at.pathname + at.search;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const swap = () => {
    exchange(page);
    settle(at, top);
  };
  if (document.startViewTransition && !calm && !document.hidden) document.startViewTransition(swap);
  else swap();
}

/** Makes this document what `page` is, but for the player. */
function exchange(page) {
  const root = document.documentElement;
  const spoke = root.lang;
  document.title = page.title;
  root.lang = page.documentElement.lang;
  root.dir = page.documentElement.dir;
  root.className = page.documentElement.className;
  document.body.className = page.body.className;
  document.head.querySelectorAll(HEAD).forEach((old) => old.remove());
  document.head.append(...[...page.head.querySelectorAll(HEAD)].map((found) => document.importNode(found, true)));
  for (const sheet of page.head.querySelectorAll('link[rel="stylesheet"]')) {
    if (!document.querySelector(`link[rel="stylesheet"][href="${sheet.getAttribute("href")}"]`))
      document.head.append(document.importNode(sheet, true));
  }
  // Header and foot carry links that depend on the page; they are exchanged only when they differ.
  const chrome = (from) => [...from.body.children].filter((part) => !part.matches("main, station-player, script, [data-stays]"));
  const [old, fresh] = [chrome(document), chrome(page)];
  if (old.length === fresh.length) {
    old.forEach((part, index) => part.isEqualNode(fresh[index]) || part.replaceWith(document.importNode(fresh[index], true)));
  }
  document.querySelector("main").replaceWith(document.importNode(page.querySelector("main"), true));
  if (spoke !== root.lang) {
    const player = document.querySelector("station-player");
    player.replaceWith(document.importNode(page.querySelector("station-player"), true));
  }
  for (const script of page.querySelectorAll('script[type="module"][src]')) {
    const address = script.getAttribute("src");
    if (document.querySelector(`script[src="${address}"]`)) continue;
    const added = Object.assign(document.createElement("script"), { type: "module", src: address });
    document.head.append(added);
  }
  document.dispatchEvent(new CustomEvent("page:shown"));
}

/** Where a page load would leave the reader: at the top or the old place, with the heading in focus and spoken. */
function settle(at, top) {
  const heading = document.querySelector("main h1") ?? document.querySelector("main");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  const target = at.hash && document.getElementById(decodeURIComponent(at.hash.slice(1)));
  if (target && !top) target.scrollIntoView();
  else scrollTo({ top, behavior: "instant" });
  document.dispatchEvent(new CustomEvent("page:said", { detail: document.title }));
}

// The sound itself: one real <audio> that belongs to this module, so that nothing a page does can end it.
// No Web Audio: phones suspend that when the screen locks.

import { keepSetting, keepSound, keptSound, setting } from "./player-kept.js";
import { now } from "./player-clock.js";
import { feed, unready, waysFor } from "./player-ways.js";

const audio = new Audio();
audio.preload = "none";

const MOST_ATTEMPTS = 12; // about five minutes of trying
const LATE_TICKS = 2; // of two seconds each, before sound that does not move is said to be gone
const SILENT_TICKS = 4; // and before it is connected again
const CONNECT_TICKS = 8;
const NEAR = 12; // seconds behind live at which "forward" is "back to live"
const TRAVEL = 2; // seconds until what the station makes is there to be fetched
const ways = waysFor(audio);

export const events = new EventTarget();

/** What is asked for: {kind: "live", slug, hls, mp3, at} or {kind: "story", src, title, page}; null when nothing is.
 *  Live `at` a Unix time in seconds is the past; it is null at live. */
let wanted = null;
/** idle · connecting · playing · paused (a story) · reconnecting · failed */
let phase = "idle";
let attempt = 0;
let timer = 0;
let ticks = 0;
let lastTime = 0;
let heard = false; // whether this source has ever given sound
let source = null; // what feeds the element and knows its clock: a Source or a Native; null for what has no past
let tuned = new AbortController(); // until it is let go of

const tell = () => events.dispatchEvent(new Event("change"));

function enter(next) {
  if (phase === next) return;
  phase = next;
  if ("mediaSession" in navigator) {
    navigator.mediaSession.playbackState = isOn() ? "playing" : phase === "paused" ? "paused" : "none";
  }
  remember();
  tell();
}

export const state = () => ({ wanted, phase });
export const isOn = () => ["connecting", "playing", "reconnecting"].includes(phase);
export const isPast = () => wanted?.kind === "live" && wanted.at !== null;
export const position = () => audio.currentTime || 0;
export const canRewind = () => ways[0] !== "stream";

/** The Unix time in seconds of what is heard, or null where that is not known. */
export function heardAt() {
  if (wanted?.kind !== "live") return null;
  return (isOn() && source?.at()) || wanted.at;
}

/** The Unix time up to which the station has sent. */
export const edge = () => source?.edge() || now() / 1000 - TRAVEL;
/** What was playing at the moment that is heard; "" where that is not known. */
export const titleHeard = () => source?.titleAt(heardAt()) ?? "";
export const duration = () => (Number.isFinite(audio.duration) ? audio.duration : wanted?.length || 0);

/** Lets go of the connection: a paused live stream would go on loading, and come back late. */
function release() {
  clearTimeout(timer);
  tuned.abort();
  tuned = new AbortController();
  source?.close();
  source = null;
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
}

function connect() {
  clearTimeout(timer);
  ticks = 0;
  heard = false;
  enter(attempt ? "reconnecting" : "connecting");
  const { signal } = tuned;
  const still = (does) => (what) => signal.aborted || does(what);
  const late = wanted.kind === "live" && unready(ways[0]);
  if (late) return void late.then(still(connect), still(broken));
  if (wanted.kind === "story") audio.src = wanted.src;
  else {
    const failed = still((fault) => broken(fault.name === "TypeError" ? null : fault)); // no way there, or no connection
    feed(ways[0], audio, wanted, failed, signal).then((fed) => (signal.aborted ? fed?.close() : (source = fed)), still(broken));
  }
  audio.playbackRate = wanted.kind === "story" ? speed() : 1;
  if (wanted.kind === "story" && wanted.at) audio.currentTime = wanted.at;
  const refused = still(({ name }) => {
    if (name === "NotAllowedError") stop(); // the browser wants another press of the button
    else if (name !== "AbortError") broken();
  });
  audio.play().catch(refused);
}

/** `barred` is why this way of getting the sound cannot work, rather than that the connection broke. */
function broken(barred = null) {
  if (!wanted || phase === "failed" || phase === "idle") return;
  const at = wanted.kind === "story" ? position() : isPast() && heardAt();
  if (at) wanted.at = at;
  const elsewhere = wanted.kind === "live" && !heard && ways.length > 1 && (barred || audio.src.endsWith(".m3u8"));
  release();
  if (elsewhere) {
    // What is no longer kept, or never was, is no fault of the way; the other ways give the same sound.
    if (ways[0] !== "hls" || wanted.at === null) ways.shift();
    if (!canRewind() || ways[0] === "hls") wanted.at = null;
    connect();
    return;
  }
  if (!navigator.onLine) {
    enter("reconnecting"); // "online" goes on from here
    return;
  }
  attempt += 1;
  if (attempt > (wanted.kind === "story" ? 2 : MOST_ATTEMPTS)) {
    enter("failed");
    return;
  }
  enter("reconnecting");
  timer = setTimeout(connect, Math.min(30, 2 ** (attempt - 1)) * (750 + Math.random() * 500));
}

/** A service, live or from a Unix time in seconds on. */
export function playLive(service, at = null) {
  release();
  wanted = { kind: "live", slug: service.slug, hls: service.hls, mp3: service.mp3, at: canRewind() ? at : null };
  attempt = 0;
  connect();
}

/** To another time of the service that is tuned in; null is live. */
export function goTo(at) {
  if (wanted?.kind !== "live" || !canRewind()) return;
  wanted.at = at !== null && at > edge() - NEAR ? null : at;
  if (!isOn() || !source?.seek(wanted.at)) {
    release();
    attempt = 0;
    connect();
  }
  remember();
  tell();
}

/** Story audio, from `story.at` seconds on. */
export function playStory(story) {
  release();
  wanted = { kind: "story", ...story };
  attempt = 0;
  connect();
}

export function stop() {
  release();
  attempt = 0;
  if (wanted?.kind === "story") wanted = null;
  enter("idle");
  tell();
}

/** Live is let go of; the past keeps its place, without a connection meanwhile. */
export function pause() {
  if (isPast() && isOn()) {
    wanted.at = heardAt();
    release();
    enter("paused");
  } else if (wanted?.kind === "live") stop();
  else audio.pause();
}

export function resume() {
  if (phase === "paused" && wanted.kind === "story") audio.play().catch(() => broken());
  else if (wanted) {
    attempt = 0;
    connect();
  }
}

export function seek(seconds) {
  if (wanted?.kind !== "story") return;
  audio.currentTime = Math.max(0, Math.min(seconds, duration() || seconds));
  remember();
  tell();
}

// ---------------------------------------------------------------- what the browser says about the sound
audio.addEventListener("playing", () => {
  heard = true;
  ticks = 0;
  enter("playing");
});
audio.addEventListener("pause", () => {
  // Headphones pulled out, a key on the keyboard, another app: live is let go, a story waits.
  if (phase !== "playing" || audio.ended) return;
  if (wanted.kind === "live") pause();
  else enter("paused");
});
audio.addEventListener("ended", () => {
  if (wanted?.kind === "story") stop();
  else if (source?.end?.()) goTo(source.end()); // what follows
  else broken();
});
audio.addEventListener("error", () => audio.error && broken()); // none is left of what was let go of
audio.addEventListener("durationchange", tell);

setInterval(() => {
  if (!isOn() || !audio.getAttribute("src")) return;
  const moved = audio.currentTime !== lastTime;
  lastTime = audio.currentTime;
  ticks = moved ? 0 : ticks + 1;
  if (moved && phase === "playing") attempt = 0;
  if (ticks === LATE_TICKS && phase === "playing") enter("reconnecting"); // "playing" goes on from here
  if (ticks > (heard ? SILENT_TICKS : CONNECT_TICKS)) broken();
  else if (moved) remember();
}, 2000);

addEventListener("online", () => {
  if (phase !== "reconnecting" && phase !== "failed") return;
  release();
  attempt = 0;
  connect();
});

// ---------------------------------------------------------------- what outlives a page
function remember() {
  const at = wanted?.kind === "story" ? position() : isPast() ? heardAt() : null;
  keepSound(wanted && phase !== "idle" ? { ...wanted, at } : null);
}
addEventListener("pagehide", remember);
export const kept = keptSound();

export const speed = () => setting("speed", 1, 0.8, 2);
export function setSpeed(rate) {
  keepSetting("speed", rate);
  if (wanted?.kind === "story") audio.playbackRate = speed();
}
export const volume = () => setting("volume", 1, 0, 1);
export function setVolume(level) {
  keepSetting("volume", level);
  audio.volume = volume();
}
audio.volume = volume();

/** For tests, which listen to it, and for what the system is told. */
export const element = audio;

/** For tests and for the page's own meter: the true position of the element. */
export const clock = () => ({
  currentTime: audio.currentTime,
  paused: audio.paused,
  src: audio.src,
  heardAt: heardAt(),
  edge: edge(),
  way: ways[0],
});

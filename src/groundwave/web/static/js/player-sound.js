// The sound itself: one real <audio> that belongs to this module, so that nothing a page does can end it.
// No Web Audio: phones suspend that when the screen locks.

const audio = new Audio();
audio.preload = "none";

const MOST_ATTEMPTS = 7; // about a minute and a half of trying
const SILENT_TICKS = 4; // of two seconds each, before a live stream that does not move is connected again
const CONNECT_TICKS = 8;
const KEPT = "groundwave.sound";
const SEGMENT = 1.92;
const NEAR = 12; // seconds behind live at which "forward" is "back to live"
const plays = (type) => audio.canPlayType(type) !== "";
// The best first. WebKit seeks in growing HLS by itself; the others get sound from player-source.js where they can.
const ways = ["stream"];
if (plays("application/vnd.apple.mpegurl")) ways.unshift("hls");
if (self.MediaSource?.isTypeSupported('audio/mp4; codecs="mp4a.40.2"')) ways.splice(audio.getStartDate ? 1 : 0, 0, "source");

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
let source = null; // what feeds the element, when player-source.js does
let stretch = null; // {from, to} of the playlist of the past that the browser itself plays, in seconds; `to` null: now
let turn = 0;

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
  if (!isOn()) return wanted.at;
  if (source) return source.at() || wanted.at;
  if (stretch) return Math.floor(stretch.from / SEGMENT) * SEGMENT + audio.currentTime;
  const began = audio.getStartDate?.().getTime() / 1000;
  return began ? began + audio.currentTime : wanted.at;
}

/** The Unix time up to which the station has sent, where that is known. */
export const edge = () => source?.edge() || null;
export const duration = () => (Number.isFinite(audio.duration) ? audio.duration : wanted?.length || 0);

/** Lets go of the connection: a paused live stream would go on loading, and come back late. */
function release() {
  clearTimeout(timer);
  turn += 1;
  source?.close();
  source = stretch = null;
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
}

function connect() {
  clearTimeout(timer);
  ticks = 0;
  heard = false;
  enter(attempt ? "reconnecting" : "connecting");
  audio.src = wanted.kind === "story" ? wanted.src : tuned(wanted);
  audio.playbackRate = wanted.kind === "story" ? speed() : 1;
  if (wanted.kind === "story" && wanted.at) audio.currentTime = wanted.at;
  audio.play().catch((fault) => {
    if (fault.name === "NotAllowedError") stop(); // the browser wants another press of the button
    else if (fault.name !== "AbortError") broken();
  });
}

/** Where the sound of a service comes from, now or from `at` on. */
function tuned({ hls, mp3, at }) {
  if (!hls || ways[0] === "stream") return mp3;
  if (ways[0] === "source") {
    const media = new MediaSource();
    feed(media, turn);
    return URL.createObjectURL(media);
  }
  stretch = at === null ? null : stretchAround(at);
  if (!stretch) return hls;
  if (stretch.seeks) audio.addEventListener("loadedmetadata", () => (audio.currentTime = within(at)), { once: true });
  const stamp = (seconds) => new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
  return new URL(`range/${stamp(stretch.from)}/${stretch.to ? stamp(stretch.to) : "now"}.m3u8`, new URL(hls, location)).href;
}

/** The whole minutes around a time. Only WebKit seeks in a list that grows: others get one that has ended. */
function stretchAround(at) {
  const from = Math.floor(at / 60) * 60;
  const over = Math.floor((Date.now() / 1000 - 10) / 60) * 60;
  if (audio.getStartDate || over <= from) return { from, to: null, seeks: Boolean(audio.getStartDate) };
  return { from, to: Math.min(over, from + 3600), seeks: true };
}
const within = (at) => at - Math.floor(stretch.from / SEGMENT) * SEGMENT;

async function feed(media, mine) {
  const { playlist, at } = { playlist: wanted.hls, at: wanted.at };
  try {
    const { Source } = await import("./player-source.js");
    if (mine !== turn) return;
    source = new Source(audio, media, (fault) => mine === turn && broken(fault.name === "TypeError" ? null : fault));
    source.start(playlist, at);
  } catch (fault) {
    if (mine === turn) broken(fault);
  }
}

/** `barred` is why this way of getting the sound cannot work, rather than that the connection broke. */
function broken(barred = null) {
  if (!wanted || phase === "failed" || phase === "idle") return;
  const at = wanted.kind === "story" ? position() : isPast() && heardAt();
  if (at) wanted.at = at;
  const elsewhere = wanted.kind === "live" && !heard && ways.length > 1 && (barred || audio.src.endsWith(".m3u8"));
  release();
  if (elsewhere) {
    ways.shift(); // the others give the same sound
    if (!canRewind()) wanted.at = null;
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
  wanted.at = at !== null && edge() && at > edge() - NEAR ? null : at;
  if (phase === "idle" || phase === "paused" || !source?.seek(wanted.at)) {
    const stays = stretch && wanted.at >= stretch.from && wanted.at < (stretch.to ?? Infinity) && stretch.seeks;
    if (stays && isOn()) audio.currentTime = within(wanted.at);
    else {
      release();
      attempt = 0;
      connect();
    }
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
  else if (stretch?.to) goTo(stretch.to); // what follows
  else broken();
});
audio.addEventListener("error", () => audio.getAttribute("src") && broken());
audio.addEventListener("durationchange", tell);

setInterval(() => {
  if (!isOn() || !audio.getAttribute("src")) return;
  const moved = audio.currentTime !== lastTime;
  lastTime = audio.currentTime;
  ticks = moved ? 0 : ticks + 1;
  if (moved && phase === "playing") attempt = 0;
  if (ticks > (heard ? SILENT_TICKS : CONNECT_TICKS)) broken();
  else if (moved) remember();
}, 2000);

addEventListener("online", () => {
  if (phase !== "reconnecting" && phase !== "failed") return;
  attempt = 0;
  connect();
});

// ---------------------------------------------------------------- what outlives a page
function remember() {
  try {
    if (!wanted || phase === "idle") sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify({ ...wanted, at: wanted.kind === "story" ? position() : isPast() ? heardAt() : null }));
  } catch {} // storage is switched off: nothing to resume then
}
addEventListener("pagehide", remember);

/** What played when the last page of this tab was left, or null. */
export function remembered() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    return kept && ["live", "story"].includes(kept.kind) ? kept : null;
  } catch {
    return null;
  }
}
export const kept = remembered();

function setting(name, otherwise) {
  try {
    const found = parseFloat(localStorage.getItem(`groundwave.${name}`));
    return Number.isFinite(found) ? found : otherwise;
  } catch {
    return otherwise;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(`groundwave.${name}`, value);
  } catch {}
}

export const speed = () => Math.min(2, Math.max(0.8, setting("speed", 1)));
export function setSpeed(rate) {
  keep("speed", rate);
  if (wanted?.kind === "story") audio.playbackRate = speed();
}
export const volume = () => Math.min(1, Math.max(0, setting("volume", 1)));
export function setVolume(level) {
  keep("volume", level);
  audio.volume = volume();
}
audio.volume = volume();

// ---------------------------------------------------------------- lock screen, headset, keyboard
/** Tells the system what plays. `past` is what can be rewound, {oldest, newest, at} in Unix seconds, or null. */
export function announce({ title, artist, album, artwork, past }) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({ title, artist, album, artwork: artwork ? [{ src: artwork }] : [] });
  const story = wanted?.kind === "story";
  const go = (seconds) => (story ? seek(seconds) : goTo(past.oldest + seconds));
  const at = () => (story ? position() : heardAt() - past.oldest);
  const moves = story || past;
  const actions = {
    play: resume,
    pause,
    stop,
    seekbackward: moves ? ({ seekOffset }) => go(at() - (seekOffset || 15)) : null,
    seekforward: moves ? ({ seekOffset }) => go(at() + (seekOffset || 30)) : null,
    seekto: moves ? ({ seekTime }) => go(seekTime) : null,
  };
  for (const [action, answer] of Object.entries(actions)) {
    try {
      session.setActionHandler(action, answer);
    } catch {} // an action this browser does not know
  }
  try {
    const length = story ? duration() : past ? past.newest - past.oldest : 0;
    if (length && (story || heardAt())) {
      session.setPositionState({
        duration: length,
        playbackRate: audio.playbackRate,
        position: Math.max(0, Math.min(at(), length)),
      });
    } else session.setPositionState();
  } catch {}
}

/** For tests, which listen to it. */
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

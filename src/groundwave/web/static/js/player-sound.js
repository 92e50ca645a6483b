// The sound itself: one real <audio> that belongs to this module, so that nothing a page does can end it.
// No Web Audio: phones suspend that when the screen locks.

const audio = new Audio();
audio.preload = "none";

const MOST_ATTEMPTS = 7; // about a minute and a half of trying
const SILENT_TICKS = 4; // of two seconds each, before a live stream that does not move is connected again
const CONNECT_TICKS = 8;
const KEPT = "groundwave.sound";
const NATIVE_HLS = audio.canPlayType("application/vnd.apple.mpegurl") !== "";

export const events = new EventTarget();

/** What is asked for: {kind: "live", slug, hls, mp3} or {kind: "story", src, title, page}; null when nothing is. */
let wanted = null;
/** idle · connecting · playing · paused (a story) · reconnecting · failed */
let phase = "idle";
let attempt = 0;
let timer = 0;
let ticks = 0;
let lastTime = 0;
let heard = false; // whether this source has ever given sound
let hlsWorks = NATIVE_HLS;

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
export const position = () => audio.currentTime || 0;
export const duration = () => (Number.isFinite(audio.duration) ? audio.duration : wanted?.length || 0);

/** Lets go of the connection: a paused live stream would go on loading, and come back late. */
function release() {
  clearTimeout(timer);
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
}

function connect() {
  clearTimeout(timer);
  ticks = 0;
  heard = false;
  enter(attempt ? "reconnecting" : "connecting");
  audio.src = wanted.kind === "story" ? wanted.src : hlsWorks && wanted.hls ? wanted.hls : wanted.mp3;
  audio.playbackRate = wanted.kind === "story" ? speed() : 1;
  if (wanted.kind === "story" && wanted.at) audio.currentTime = wanted.at;
  audio.play().catch((fault) => {
    if (fault.name === "NotAllowedError") stop(); // the browser wants another press of the button
    else if (fault.name !== "AbortError") broken();
  });
}

function broken() {
  if (!wanted || phase === "failed" || phase === "idle") return;
  if (wanted.kind === "story") wanted.at = position() || wanted.at;
  const usedHls = audio.src.endsWith(".m3u8");
  release();
  if (usedHls && !heard) {
    hlsWorks = false; // the plain stream is the same sound
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

export function playLive(service) {
  release();
  wanted = { kind: "live", slug: service.slug, hls: service.hls, mp3: service.mp3 };
  attempt = 0;
  connect();
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

export function pause() {
  if (wanted?.kind === "live") stop();
  else audio.pause();
}

export function resume() {
  if (phase === "paused") audio.play().catch(broken);
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
  if (wanted.kind === "live") stop();
  else enter("paused");
});
audio.addEventListener("ended", () => (wanted?.kind === "story" ? stop() : broken()));
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
    else sessionStorage.setItem(KEPT, JSON.stringify({ ...wanted, at: wanted.kind === "story" ? position() : 0 }));
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
/** Tells the system what plays. Seeking is offered for stories only: live has no past here. */
export function announce({ title, artist, album, artwork }) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({ title, artist, album, artwork: artwork ? [{ src: artwork }] : [] });
  const story = wanted?.kind === "story";
  const actions = {
    play: resume,
    pause,
    stop,
    seekbackward: story ? ({ seekOffset }) => seek(position() - (seekOffset || 15)) : null,
    seekforward: story ? ({ seekOffset }) => seek(position() + (seekOffset || 30)) : null,
    seekto: story ? ({ seekTime }) => seek(seekTime) : null,
  };
  for (const [action, answer] of Object.entries(actions)) {
    try {
      session.setActionHandler(action, answer);
    } catch {} // an action this browser does not know
  }
  try {
    if (story && duration()) {
      session.setPositionState({
        duration: duration(),
        playbackRate: audio.playbackRate,
        position: Math.min(position(), duration()),
      });
    } else session.setPositionState();
  } catch {}
}

/** For tests and for the page's own meter: the true position of the element. */
export const clock = () => ({ currentTime: audio.currentTime, paused: audio.paused, src: audio.src });

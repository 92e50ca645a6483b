// Lock screen, headset, keyboard: what the system is told of the sound, and what it may ask for.

import * as sound from "./player-sound.js";

/** Tells the system what plays. `past` is what can be rewound, {oldest, newest} in Unix seconds, or null. */
export function announce({ title, artist, album, artwork, past }) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({ title, artist, album, artwork: artwork ? [{ src: artwork }] : [] });
  const story = sound.state().wanted?.kind === "story";
  const go = (seconds) => (story ? sound.seek(seconds) : sound.goTo(past.oldest + seconds));
  const at = () => (story ? sound.position() : (sound.heardAt() ?? past.newest) - past.oldest);
  const moves = story || past;
  const actions = {
    play: sound.resume,
    pause: sound.pause,
    stop: sound.stop,
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
    const length = story ? sound.duration() : past ? past.newest - past.oldest : 0;
    if (length && (story || sound.heardAt())) {
      session.setPositionState({
        duration: length,
        playbackRate: sound.element.playbackRate,
        position: Math.max(0, Math.min(at(), length)),
      });
    } else session.setPositionState();
  } catch {}
}

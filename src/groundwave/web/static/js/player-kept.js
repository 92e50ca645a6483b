// What outlives a page: what played, for this tab; how loud and how fast, for this browser.

const KEPT = "groundwave.sound";

/** Keeps what plays, or forgets it (null). */
export function keepSound(what) {
  try {
    if (what) sessionStorage.setItem(KEPT, JSON.stringify(what));
    else sessionStorage.removeItem(KEPT);
  } catch {} // storage is switched off: nothing to resume then
}

/** What played when the last page of this tab was left, or null. */
export function keptSound() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    return kept && ["live", "story"].includes(kept.kind) ? kept : null;
  } catch {
    return null;
  }
}

/** A number that was set, within its bounds. */
export function setting(name, otherwise, least, most) {
  let found = NaN;
  try {
    found = parseFloat(localStorage.getItem(`groundwave.${name}`));
  } catch {}
  return Math.min(most, Math.max(least, Number.isFinite(found) ? found : otherwise));
}

export function keepSetting(name, value) {
  try {
    localStorage.setItem(`groundwave.${name}`, value);
  } catch {}
}

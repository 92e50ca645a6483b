// Which rendition is loaded next. Pure: told what each segment cost, it answers what to take, or how long to wait for one.

const [TIGHT, SPARE] = [1.15, 1.7]; // times its own rate: with less a rendition is left, with more it is tried
const TRIAL = 20; // seconds before a better one is tried; twice as many each time that it soon proved too much
const LONGEST_TRIAL = 640;
const SETTLED = 300; // seconds after which it has proved itself
const AMPLE = 16; // seconds loaded with which slowness is waited out
const [QUICK, STEADY] = [0.6, 0.15]; // how much the newest segment counts, of two memories
const [LEAST_WAIT, MOST_WAIT, SHARE] = [2.5, 8, 0.6]; // seconds; of what is loaded

/** What is known at first, at the `place` of a rendition in the list of all. */
export const begin = (place) => ({ place, quick: 0, steady: 0, since: null, trial: TRIAL, rose: false });

/** What is known after a segment of `bits` came in `took` seconds, with `loaded` seconds ahead of the playhead. `rates`
 *  are the renditions' bits a second, in order; `at` is a clock in seconds; who is `thrifty` never goes up. */
export function judge(known, { rates, bits, took, loaded, at, thrifty = false }) {
  const cost = took / bits;
  const quick = known.since === null ? cost : known.quick + QUICK * (cost - known.quick);
  const steady = known.since === null ? cost : known.steady + STEADY * (cost - known.steady);
  const rate = 1 / Math.max(quick, steady);
  const since = known.since ?? at;
  const next = { ...known, quick, steady, since };
  const { place, rose, trial } = known;
  const changed = (to, more) => ({ ...next, place: to, since: at, ...more });
  if (place && rate < TIGHT * rates[place] && loaded < AMPLE) {
    const fits = rates.findLastIndex((one) => rate >= TIGHT * one);
    return changed(Math.max(0, fits), { rose: false, trial: at - since > SETTLED ? TRIAL : rose ? longer(known) : trial });
  }
  const tried = !thrifty && at - since >= trial && rate > SPARE * rates[place + 1]; // past the last there is none
  return tried ? changed(place + 1, { rose: true }) : next;
}

/** What is known after a segment did not come at all. */
export const fail = (known, at) => ({ ...giveUp(known, at), place: Math.max(0, known.place - 1) });

/** What is known after a segment did not come in time. */
export const giveUp = (known, at) => ({ ...known, place: 0, since: at, rose: false, trial: longer(known) });

const longer = ({ trial }) => Math.min(LONGEST_TRIAL, 2 * trial);

/** Seconds after which a segment is given up for one of a smaller rendition. */
export const patience = ({ place }, loaded) => (place ? Math.min(MOST_WAIT, Math.max(LEAST_WAIT, SHARE * loaded)) : Infinity);

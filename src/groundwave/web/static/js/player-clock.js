// The station's clock: a listener's own may be minutes off, so each answer of the station is looked at for the time.

const DOUBT = 2_000; // the head of an answer tells whole seconds, and so does its age

let skew = 0;

/** Unix time in milliseconds, by the station's clock. */
export const now = () => Date.now() + skew;

/** Gets an address of the station, and the time. Throws for what it refuses. */
export async function get(address) {
  const sent = Date.now();
  const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(10_000) });
  const way = (Date.now() - sent) / 2;
  // The answer may be a stored one: then it says how old it is.
  const told = Date.parse(answer.headers.get("Date")) + 1000 * (Number(answer.headers.get("Age")) || 0);
  const off = told + 500 - sent - way;
  if (told) skew = Math.abs(off) > DOUBT + way ? off : 0;
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

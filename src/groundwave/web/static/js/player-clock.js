// The station's clock: a listener's own may be minutes off, so each answer of the station is looked at for the time.

const DOUBT = 2_000; // the head of an answer tells whole seconds, and so does its age

let skew = 0;

/** Unix time in milliseconds, by the station's clock. */
export const now = () => Date.now() + skew;

/** Gets an address of the station, and the time; what never changes may be a `kept` answer. Throws for what it refuses,
 *  with the `status`: under 500 another try would not help, where a broken connection may come back. */
export async function get(address, { signal, kept = false } = {}) {
  const sent = Date.now();
  const patience = AbortSignal.timeout(10_000);
  const answer = await fetch(address, {
    cache: kept ? "default" : "no-cache",
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  });
  const way = (Date.now() - sent) / 2;
  // The answer may be a stored one: then it says how old it is.
  const told = Date.parse(answer.headers.get("Date")) + 1000 * (Number(answer.headers.get("Age")) || 0);
  const off = told + 500 - sent - way;
  if (told && !kept) skew = Math.abs(off) > DOUBT + way ? off : 0;
  if (!answer.ok) throw Object.assign(new Error(`${address}: ${answer.status}`), { status: answer.status });
  return answer;
}

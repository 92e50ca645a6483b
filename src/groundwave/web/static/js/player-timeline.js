// Where a moment lies in a list that the browser plays by itself: media time goes on over a hole, the wall's clock does not.

/** The stretches of sound in a media playlist, in order: {media, at, length} in seconds; `at` is a Unix time.
 *  A segment with EXT-X-GAP has its place and no sound; each EXT-X-PROGRAM-DATE-TIME sets the clock (RFC 8216, 4.3.2). */
export function stretches(playlist) {
  const found = [];
  let [media, at, length, gap] = [0, NaN, 0, false];
  for (const line of playlist.split(/\r?\n/)) {
    const [, tag, value] = /^#(EXT[A-Z-]*):?(.*)/.exec(line) ?? [];
    if (tag === "EXT-X-PROGRAM-DATE-TIME") at = Date.parse(value) / 1000;
    else if (tag === "EXTINF") length = parseFloat(value);
    else if (tag === "EXT-X-GAP") gap = true;
    else if (line && line[0] !== "#") {
      const last = found.at(-1);
      const goesOn = last && [last.media - media, last.at - at].every((since) => Math.abs(since + last.length) < 0.05);
      if (goesOn && !gap) last.length += length;
      else if (!gap) found.push({ media, at, length });
      media += length;
      at += length;
      gap = false;
    }
  }
  return found;
}

/** The Unix time of a media time; undefined where there is no list. */
export function momentAt(found, media) {
  const one = found.findLast((stretch) => stretch.media <= media + 0.001) ?? found[0];
  return one && one.at + media - one.media;
}

/** The media time of a moment. One that falls into a hole is where sound goes on; one after the end is as far on. */
export function mediaAt(found, at) {
  const one = found.find((stretch) => at < stretch.at + stretch.length) ?? found.at(-1);
  return one && one.media + Math.max(0, at - one.at);
}

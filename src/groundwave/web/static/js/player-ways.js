// How a service's sound gets into the element: by segments (player-source.js), the browser's own HLS, or the stream.

let Native = null; // what plays the browser's own HLS
const loadNative = async () => ({ Native } = await import("./player-native.js"));

/** The ways of this browser, the best first. WebKit seeks in HLS that grows; others get segments where they can. */
export function waysFor(audio) {
  const ways = ["stream"];
  if (audio.canPlayType("application/vnd.apple.mpegurl")) ways.unshift("hls");
  if (self.MediaSource?.isTypeSupported('audio/mp4; codecs="mp4a.40.2"')) ways.splice(audio.getStartDate ? 1 : 0, 0, "source");
  if (ways[0] === "hls") loadNative(); // in time for the press: a browser lets only that make sound
  return ways;
}

/** A promise of what has yet to be loaded for this way; null when there is nothing. */
export const unready = (way) => (way === "hls" && !Native ? loadNative() : null);

/** Gives `audio` a service's sound at once, now or from a Unix time `at` on. Answers with what feeds the element and
 *  knows its clock; null for what has no past, or when the signal came first. `failed(fault)`: nothing more will come. */
export async function feed(way, audio, { hls, mp3, at }, failed, signal) {
  if (!hls || way === "stream") {
    audio.src = mp3;
    return null;
  }
  if (way === "hls") return new Native(audio, hls, at);
  const media = new MediaSource();
  audio.src = URL.createObjectURL(media);
  const { Source } = await import("./player-source.js");
  if (signal.aborted) return null;
  const source = new Source(audio, media, failed);
  source.start(hls, at);
  return source;
}

// What was playing then: the titles in a playlist's date ranges (air-files.md; RFC 8216, 4.3.2.7).

const LASTS = 15 * 60; // seconds, where no other follows

export class Titles {
  #said = new Map(); // Unix time in seconds → "Title – Artist"

  /** Takes a playlist's titles down. */
  note(playlist) {
    for (const [line] of playlist.matchAll(/^#EXT-X-DATERANGE:.*\bCLASS="title".*$/gm)) {
      const told = Object.fromEntries([...line.matchAll(/([A-Z0-9-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
      const words = [told["X-TITLE"], told["X-ARTIST"]].filter(Boolean).join(" – ");
      this.#said.set(Date.parse(told["START-DATE"]) / 1000, words);
    }
  }

  /** What was playing at a Unix time; "" where nobody said. */
  at(moment) {
    const begun = Math.max(...[...this.#said.keys()].filter((at) => at <= moment));
    return moment - begun < LASTS ? this.#said.get(begun) : "";
  }
}

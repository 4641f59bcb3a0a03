// Sign language: what somebody says is in their picture, so nothing may shrink it, cover it, or cut its edges off.

/** @typedef {import('./protocol.js').State} State */
/** @typedef {import('./protocol.js').Person} Person */

/**
 * Whose pictures stay large and together on this page: everybody else who signs or interprets signing, and the person one
 * came to meet. Empty where nobody signs.
 * @param {State} state
 * @param {Person[]} people those shown
 * @param {Person} [wanted]
 */
export function pinned(state, people, wanted) {
  const signing = people.filter(person => person.signs);
  if (!signing.length && !state.you.signs) return [];
  const order = ['child', 'family', 'carer', 'interpreter'];
  return people.filter(person => person.signs || person === wanted).sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

/**
 * Pictures a second of each feed, over a few seconds; for those who sign, too few are a fault (EN 301 549, 6.5).
 */
export class FrameRates {
  /** @type {Map<string, {time: number, frames: number}[]>} */
  #counts = new Map();

  /**
   * @param {string} seat
   * @param {number} frames decoded so far
   * @param {number} time in milliseconds
   */
  note(seat, frames, time) {
    const counts = this.#counts.get(seat) ?? [];
    if (frames < (counts.at(-1)?.frames ?? 0)) counts.length = 0;
    counts.push({ time, frames });
    while (counts.length > 2 && time - counts[1].time >= WINDOW_MILLISECONDS) counts.shift();
    this.#counts.set(seat, counts);
  }

  /**
   * Whether this feed has been too slow to read signs in for a whole window.
   * @param {string} seat
   */
  isSlow(seat) {
    const counts = this.#counts.get(seat) ?? [];
    const [first, last] = [counts[0], counts.at(-1)];
    if (!first || !last || last.time - first.time < WINDOW_MILLISECONDS) return false;
    return (last.frames - first.frames) * 1000 / (last.time - first.time) < SIGNING_RATE;
  }

  clear() { this.#counts.clear(); }
}

const WINDOW_MILLISECONDS = 5000;
/** Pictures a second: 20 are good; one less may be the clock's (domain.md, section 10). */
const SIGNING_RATE = 19;

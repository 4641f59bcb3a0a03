// Whose connection is weak, in words that nobody can take for disinterest.
import { h, update } from './dom.js';

/**
 * A line for the page; empty while all is well.
 * @param {Element} place
 * @param {import('./protocol.js').State} state
 * @param {import('./media.js').Media} media
 * @param {import('./words.js').Say} say
 */
export function showWeak(place, state, media, say) {
  const lines = weakLines(state, media, say);
  update(place, lines, () => lines.map(line => h('p', { class: 'weak' }, line)));
}

/**
 * @param {import('./protocol.js').State} state
 * @param {import('./media.js').Media} media
 * @param {import('./words.js').Say} say
 * @returns {string[]}
 */
export function weakLines(state, media, say) {
  if (!state.media.isOpen) return [];
  return state.people.filter(person => person.place === 'room').flatMap(person => {
    const name = person.shownName;
    if (!person.isConnected) return [say('weakGone', { name })];
    if (media.stalled.has(person.seat)) return [say('weakSlow', { name })];
    return person.signs && media.rates.isSlow(person.seat) ? [say('weakSigning', { name })] : [];
  }).slice(0, 2);
}

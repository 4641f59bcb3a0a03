// Whose connection is weak, in words that nobody can take for disinterest.
import { h, update } from './dom.js';

/**
 * A line for the page; empty while all is well.
 * @param {Element} place
 * @param {import('./protocol.js').State} state
 * @param {Set<string>} stalled seats whose picture stands still
 * @param {import('./words.js').Say} say
 */
export function showWeak(place, state, stalled, say) {
  const lines = weakLines(state, stalled, say);
  update(place, lines, () => lines.map(line => h('p', { class: 'weak' }, line)));
}

function weakLines(state, stalled, say) {
  if (!state.media.isOpen) return [];
  return state.people.filter(person => person.place === 'room').flatMap(person => {
    const name = person.shownName;
    if (!person.isConnected) return [say('weakGone', { name })];
    return stalled.has(person.seat) ? [say('weakSlow', { name })] : [];
  }).slice(0, 2);
}

// Whose connection is weak, in words that nobody can take for disinterest.
import { h, update } from './dom.js';
import { isOver, shownPeople } from './protocol.js';

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
 * The same of one's own connection only: where pictures are nobody's duty, one that is not there says nothing.
 * @param {Element} place
 * @param {import('./media.js').Media | null} media
 * @param {import('./words.js').Say} say
 */
export function showOwn(place, media, say) {
  const lines = media?.care?.lines(say) ?? [];
  update(place, lines, () => lines.map(line => h('p', { class: 'weak' }, line)));
}

/**
 * @param {import('./protocol.js').State} state
 * @param {import('./media.js').Media} media
 * @param {import('./words.js').Say} say
 * @returns {string[]}
 */
export function weakLines(state, media, say) {
  if (!state.media.isOpen || isOver(state)) return [];
  const own = media.care?.lines(say) ?? [];
  return [...own, ...shownPeople(state).flatMap(person => {
    const name = person.shownName;
    if (!person.isConnected) return [say('weakGone', { name })];
    const hears = person.receivesPoorly ? say('weakStillHere', { name }) : say('weakHears', { name });
    if (person.picture === 'paused') return [`${say('weakPaused', { name })} ${hears}`];
    if (media.stalled.has(person.seat)) return [say('weakSlow', { name })];
    if (person.signs && media.rates.isSlow(person.seat)) return [say('weakSigning', { name })];
    return person.picture === 'small' ? [`${say('weakSmall', { name })} ${hears}`] : [];
  })].slice(0, 2);
}

// Says a change once to those who listen to the page instead of looking at it.
import { h } from './dom.js';

// There before anything is said: a region that comes with its text is often not read out.
const polite = h('div', { class: 'unseen', role: 'status' });
const urgent = h('div', { class: 'unseen', role: 'alert' });
document.body.append(polite, urgent);
let said = '';

/**
 * Nothing, once the page goes on to a screen of its own: what was said is not true any more.
 * @param {string} text the same text again is not said again
 * @param {boolean} [isUrgent] interrupts what is being read
 */
export function announce(text, isUrgent = false) {
  if (text === said) return;
  said = text;
  (isUrgent ? polite : urgent).textContent = '';
  (isUrgent ? urgent : polite).textContent = text;
}

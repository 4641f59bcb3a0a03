// The last page of a family member, and of a child and who sits beside her: thanks, what comes next, a place for words.
import { h, place } from './dom.js';
import { feelings } from './feelings.js';
import { get, post } from './protocol.js';
import { calm, languageChoice, stateWord } from './screens.js';
import { chosen, dayIn } from './words.js';

/**
 * @typedef {{role: string, shownName: string, language: string, companion?: string, supervisor: string, next?: string,
 *   help: {name: string, telephone: string}, mayFeel: boolean, mayWrite: boolean}} After
 */

/**
 * What the server tells this seat after the end; null if it has nothing to tell.
 * @param {string} seat
 * @returns {Promise<After | null>}
 */
export async function afterwards(seat) {
  try {
    const after = await get(`/api/after?seat=${encodeURIComponent(seat)}`);
    after.help.telephone = after.help.telephone.replaceAll(' ', '\u00a0');
    return after;
  } catch {
    return null;
  }
}

/**
 * The whole page.
 * @param {string} seat
 * @param {After} after
 */
export function afterPage(seat, after) {
  const say = chosen(after.language);
  document.documentElement.lang = say.language;
  return after.role === 'child' ? childsPage(seat, after, say) : familysPage(seat, after, say);
}

/** The faces, and the carer's box: below whatever the child reads at the end. */
export function childsParts(seat, after, say) {
  const name = after.shownName;
  return [
    after.mayFeel ? feelings(seat, say, say('feelAfter')) : null,
    after.mayWrite ? h('details', { class: 'for-carer' },
      h('summary', {}, say('carerTitle', { companion: after.companion ?? say('grownUp') })),
      box(seat, say, say('carerQuestion', { name }), [say('carerHelp'), say('someoneToAsk', after.help)], after.help)) : null,
  ].filter(Boolean);
}

function childsPage(seat, after, say) {
  const screen = calm({ title: after.next ? say('doneNext', { next: dayIn(after.next, say) }) : say('doneChild'), word: stateWord('Finished', say), extra: childsParts(seat, after, say) });
  screen.classList.add('after', 'child');
  return screen;
}

function familysPage(seat, after, say) {
  const { help, supervisor, next } = after;
  const screen = calm({
    title: say('finishedTitle'),
    word: stateWord('Finished', say),
    texts: [say('thanks'), next ? say('nextTime', { next: dayIn(next, say) }) : null],
    extra: [h('div', { class: 'after-parts' },
      h('section', {}, h('h2', {}, say('noteTitle')), h('p', {}, say('noteText', { ...help, supervisor }))),
      after.mayWrite ? h('section', {}, h('h2', {}, say('ownTitle')), box(seat, say, say('ownQuestion'), [say('ownHelp', help)], help)) : null,
      h('section', {}, h('h2', {}, say('complainTitle')), h('p', {}, say('complainText', help))),
      h('p', { class: 'soft' }, say('closePage')))],
  });
  screen.classList.add('after');
  const choice = languageChoice(say, after.language, () => screen.replaceWith(afterPage(seat, after)));
  if (choice) screen.prepend(choice);
  return screen;
}

/** One question, one box. What was typed stays until it is saved. */
function box(seat, say, question, helps, help) {
  const id = `words-${seat}`;
  const text = /** @type {HTMLTextAreaElement} */ (h('textarea', { id, rows: 4, maxlength: 2000, 'aria-describedby': `${id}-help` }));
  const answer = h('p', { role: 'status', class: 'answer-line' });
  const button = /** @type {HTMLButtonElement} */ (h('button', { type: 'submit', class: 'primary' }, say('save')));
  const key = `draft ${seat}`;
  text.value = sessionStorage.getItem(key) ?? '';
  text.addEventListener('input', () => sessionStorage.setItem(key, text.value));
  return h('form', { class: 'words-box', onsubmit: async event => {
    event.preventDefault();
    if (!text.value.trim()) {
      answer.textContent = say('emptyBox');
      return text.focus();
    }
    button.disabled = true;
    try {
      await post('/api/afterword', { seat, text: text.value.trim() });
      sessionStorage.removeItem(key);
      text.value = '';
      place(answer, []);
      answer.textContent = say('saved');
    } catch {
      answer.textContent = say('notSaved', help);
    }
    button.disabled = false;
  } }, h('label', { for: id }, question), h('p', { class: 'soft', id: `${id}-help` }, helps.join(' ')), text, button, answer);
}

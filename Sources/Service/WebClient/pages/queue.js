// The lead's queue: which sessions to look at and why, by what is due first; "seen" is an entry with a name.
import { h, place } from './dom.js';
import { policies } from './policies.js';
import { get, post } from './protocol.js';
import { calm } from './screens.js';

/**
 * @typedef {{rule: string, title: string, sentence: string, entries: number[]}} Finding
 * @typedef {{name: string, time: string, grade?: string, words: string}} Look
 * @typedef {object} Row
 * @property {{day: string, from: string, to: string, title?: string}} session
 * @property {string} seat
 * @property {string} due
 * @property {boolean} isOpen
 * @property {boolean} isOverdue
 * @property {boolean} needsSecondReader
 * @property {Finding[]} findings
 * @property {Look[]} looks
 * @property {string[]} [told]
 * @typedef {{reader: string, rows: Row[], others: number, ending?: string[]}} Queue
 */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const seat = location.hash.slice(1);
const GRADES = [['', 'No grade, only seen'], ['outstanding', 'Outstanding'], ['good', 'Good'],
  ['requiresImprovement', 'Requires improvement to be good'], ['inadequate', 'Inadequate']];

addEventListener('hashchange', () => location.reload());
load();

async function load() {
  try {
    show(await get(`/api/queue?seat=${encodeURIComponent(seat)}`));
  } catch (error) {
    place(main, [calm({ title: 'The queue can’t be shown now', texts: [/** @type {Error} */ (error).message],
      extra: [h('div', { class: 'actions' }, h('button', { type: 'button', onclick: load }, 'Try again'))] })]);
  }
}

/**
 * @param {Queue} queue
 * @param {string} [said] what has just been done
 */
function show(queue, said = '') {
  const open = queue.rows.filter(row => row.isOpen), seen = queue.rows.filter(row => !row.isOpen);
  place(main, [h('div', { class: 'review-sheet queue' },
    h('header', {},
      h('h1', {}, 'To look at'),
      h('p', { class: 'lead' }, `${queue.reader}: ${count(open.length)}, what is due first at the top`),
      h('div', { class: 'row screen-only' },
        h('a', { class: 'queue-link', href: `/api/statistics?seat=${encodeURIComponent(seat)}`, target: '_blank', rel: 'noopener' }, 'In numbers'),
        h('button', { type: 'button', onclick: load }, 'Read it again'), h('button', { type: 'button', onclick: () => print() }, 'Print'))),
    h('p', { role: 'status', class: said ? 'card' : 'soft' }, said),
    queue.ending?.length ? h('section', { class: 'card', 'aria-labelledby': 'ending' }, h('h2', { id: 'ending' }, 'For somebody to decide'), h('ul', { class: 'reasons' }, ...queue.ending.map(text => h('li', {}, text)))) : null,
    open.length ? null : h('p', { class: 'card' }, 'Nothing is waiting for you. That is worth knowing too.'),
    open.length ? h('h2', {}, 'Waiting for you') : null,
    ...open.map(row => card(row, queue)),
    seen.length ? h('h2', {}, 'Seen') : null,
    ...seen.map(row => card(row, queue)),
    queue.others ? h('p', { class: 'soft' }, `${queue.others} more ${queue.others === 1 ? 'is' : 'are'} for other readers.`) : null,
    policies(seat))]);
}

const count = (/** @type {number} */ number) => number === 1 ? '1 session' : `${number} sessions`;

/**
 * @param {Row} row
 * @param {Queue} queue
 */
function card(row, queue) {
  const { session, findings, looks } = row;
  const name = `${session.title ?? 'Session'}, ${session.day}`;
  return h('section', { class: `card queue-row${row.isOverdue ? ' overdue' : ''}`, 'aria-label': name },
    h('h3', {}, name, ' ', h('span', { class: 'soft' }, `${session.from} to ${session.to}`)),
    row.isOpen ? h('p', { class: 'due' }, row.isOverdue ? h('strong', {}, 'Overdue. ') : null, row.isOverdue ? 'It was due by ' : 'Look at it by ', h('strong', {}, row.due), '.') : null,
    row.needsSecondReader ? h('p', {}, h('strong', {}, 'A second reader is needed, '), 'because the first found it inadequate.') : null,
    h('ul', { class: 'reasons' }, ...findings.map(finding => h('li', {},
      h('strong', {}, finding.title), h('span', {}, ': ', finding.sentence, ' '),
      finding.entries.length ? h('span', { class: 'entries soft' }, `Log ${finding.entries.length === 1 ? 'entry' : 'entries'} ${finding.entries.join(', ')}`) : null))),
    row.told?.length ? h('ul', { class: 'looks' }, ...row.told.map(text => h('li', {}, text))) : null,
    looks.length ? h('ul', { class: 'looks' }, ...looks.map(look => h('li', {}, `${look.name} looked at it on ${look.time}.`,
      look.grade ? ` ${look.grade}.` : '', look.words ? ` “${look.words}”` : ''))) : null,
    h('p', {}, h('a', { href: `/review#${row.seat}` }, `Open the timeline of ${session.day}`)),
    row.isOpen ? form(row, queue, name) : null);
}

/**
 * @param {Row} row
 * @param {Queue} queue
 * @param {string} name
 */
function form(row, queue, name) {
  const grade = /** @type {HTMLSelectElement} */ (h('select', { id: `grade-${row.seat}` }, ...GRADES.map(([value, text]) => h('option', { value }, text))));
  const words = /** @type {HTMLTextAreaElement} */ (h('textarea', { id: `words-${row.seat}`, rows: 2, maxlength: 2000 }));
  const problem = h('p', { role: 'alert', class: 'problem' });
  const button = /** @type {HTMLButtonElement} */ (h('button', { type: 'button', onclick: async () => {
    button.disabled = true;
    try {
      const answer = await post('/api/review', { seat: row.seat, grade: grade.value || null, words: words.value.trim() });
      show(answer, `Written into the log of ${name}, with your name: ${queue.reader}.`);
      main.querySelector('h1')?.scrollIntoView();
    } catch (error) {
      problem.textContent = `${/** @type {Error} */ (error).message} What you wrote is still here.`;
      button.disabled = false;
    }
  } }, `I have looked at it: ${queue.reader}`));
  return h('details', { class: 'screen-only' }, h('summary', {}, 'I have looked at it'),
    h('div', { class: 'field' }, h('label', { for: grade.id }, 'How good was the work?'), grade),
    h('div', { class: 'field' }, h('label', { for: words.id }, 'What follows from it (may stay empty)'), words),
    problem, button);
}

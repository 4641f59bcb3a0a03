// The ladder of interventions, gentlest first: one tap on the rung, one on the reason.
import { isForCarers, isForTwo } from './desk-carers.js';
import { h, update } from './dom.js';

/** @typedef {import('./protocol.js').State} State */

export class LadderPart {
  #ask; #acts;
  #title = h('h2', { id: 'ladder' }, 'Step in');
  #rungs = h('div', { class: 'rungs', role: 'group', 'aria-labelledby': 'ladder' });
  #why = h('div', { class: 'why' });
  #status = h('p', { class: 'soft', role: 'status' });
  #told = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', id: 'told' }));
  #rung = '';
  element = h('section', { class: 'card ladder', 'aria-labelledby': 'ladder' }, this.#title, this.#rungs, this.#why, this.#status);

  /**
   * @param {(type: string, members?: object) => Promise<boolean>} ask
   * @param {Record<string, () => void>} acts what a rung does besides being written down
   */
  constructor(ask, acts) {
    this.#ask = ask;
    this.#acts = acts;
  }

  /** @param {State} state */
  show(state) {
    const mayAll = state.may.includes('intervene');
    const isOpen = ['live', 'held'].includes(state.phase);
    if (!mayAll) this.#rung = '';
    this.element.hidden = !mayAll || !isOpen && !this.#rung;
    // After the end only the reason for the last step can still be given.
    this.#rungs.hidden = !isOpen;
    this.#title.textContent = isOpen ? 'Step in' : 'Your last step';
    const isCarers = isForCarers(state);
    const may = { hold: state.may.includes('hold'), end: state.may.includes('end'), privateWord: Boolean(state.writesTo?.length) };
    update(this.#rungs, [may, this.#rung], () => RUNGS.filter(([rung]) => rung !== 'privateWord' || !isForTwo(state)).map(([rung, word, hint], index) => h('button', {
      type: 'button', class: 'rung', 'data-key': rung, 'aria-pressed': String(rung === this.#rung),
      disabled: may[/** @type {keyof typeof may} */ (rung)] === false, onclick: () => this.#step(rung, state),
    }, h('span', { class: 'step', 'aria-hidden': 'true' }, String(index + 1)), h('span', {}, word, h('small', {}, hint)))));
    update(this.#why, this.#rung, () => this.#rung ? [
      h('p', {}, h('strong', {}, 'Why? '), 'One tap writes it down.'),
      isCarers ? null : h('label', { class: 'tick', for: 'told' }, this.#told, h('span', {}, 'The child was told why')),
      h('div', { class: 'chips', role: 'group', 'aria-label': 'Why' },
        ...REASONS.filter(([reason]) => !isCarers || !CHILDS.includes(reason)).map(([reason, word]) => h('button', { type: 'button', class: 'chip', 'data-key': reason, onclick: () => this.#write(reason, state) }, word))),
    ] : []);
  }

  /** Acts first; the reason comes after. */
  #step(rung, state) {
    this.#rung = this.#rung === rung ? '' : rung;
    this.#status.textContent = '';
    this.#told.checked = false;
    this.show(state);
    if (this.#rung) this.#acts[rung]?.();
  }

  async #write(reason, state) {
    const rung = this.#rung;
    if (!await this.#ask('intervene', { rung, reason, childTold: this.#told.checked })) return;
    this.#rung = '';
    this.#status.textContent = 'Written down.';
    this.show(state);
  }
}

const RUNGS = [
  ['prompt', 'Prompt', 'you prompted: note it'], ['privateWord', 'Private word', 'to one adult'], ['speak', 'Speak', 'so that all hear'],
  ['hold', 'Pause', 'at once'], ['end', 'End', 'for today'],
];
/** What only happens where a child is. */
const CHILDS = ['childUpset', 'place'];
const REASONS = [
  ['topic', 'Topic kept for elsewhere'], ['language', 'Not understood'], ['childUpset', 'Child upset'], ['place', 'Shows where the child lives'],
  ['conduct', 'What somebody did or said'], ['unplannedPerson', 'Somebody not expected'], ['technical', 'Technical'], ['other', 'Another reason'],
];

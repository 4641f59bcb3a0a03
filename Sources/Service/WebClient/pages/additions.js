// After signing: what was added to a record and how a manager found it, and adding to it. The record itself stays as it is.
import { h, icon } from './dom.js';
import { get, post } from './protocol.js';

/**
 * @typedef {{author: string, time: string, isLate: boolean, reason: string, text: string, entry: number}} Addendum
 * @typedef {{author: string, time: string, verdict: 'agrees' | 'asksForAddendum', reason: string, entry: number, isOpen: boolean}} Check
 * @typedef {{isSigned: boolean, last?: string, addenda: Addendum[], checks: Check[], addsAs?: string, checksAs?: string, whyNoCheck?: string}} AdditionsAnswer
 */

export class Additions {
  element = h('section', { class: 'additions' });
  #seat;
  #said = h('p', { role: 'status', class: 'soft' });

  /** @param {string} seat */
  constructor(seat) {
    this.#seat = seat;
    this.load();
  }

  async load() {
    try {
      this.#show(await get(`/api/additions?seat=${encodeURIComponent(this.#seat)}`));
    } catch (error) {
      this.element.replaceChildren(h('p', {}, `${/** @type {Error} */ (error).message} `, h('button', { type: 'button', onclick: () => this.load() }, 'Try again')));
    }
  }

  /**
   * @param {AdditionsAnswer} answer
   * @param {string} [said] what has just been done
   */
  #show(answer, said = '') {
    if (!answer.isSigned) {
      this.element.replaceChildren();
      return;
    }
    const { addenda, checks } = answer;
    const open = checks.find(check => check.isOpen);
    this.#said.textContent = said;
    this.element.replaceChildren(
      h('h3', { tabindex: '-1' }, 'Since it was signed'),
      this.#said,
      addenda.length || checks.length ? h('ol', { class: 'added' }, ...inOrder(addenda, checks)) : h('p', { class: 'soft' }, 'Nothing was added, and nobody has checked it yet.'),
      open && answer.addsAs ? h('p', { class: 'notice' }, h('strong', {}, `${open.author} asks for something to be added: `), open.reason) : '',
      answer.addsAs ? this.#addForm(answer, open) : '',
      answer.checksAs ? this.#checkForm(answer) : '',
      answer.whyNoCheck ? h('p', { class: 'soft' }, `You can’t check it yourself: ${answer.whyNoCheck}`) : '');
  }

  /**
   * @param {AdditionsAnswer} answer
   * @param {Check | undefined} open
   */
  #addForm(answer, open) {
    const reason = /** @type {HTMLInputElement} */ (h('input', { id: 'add-reason', type: 'text', maxlength: 500, required: true, autocomplete: 'off' }));
    const text = /** @type {HTMLTextAreaElement} */ (h('textarea', { id: 'add-text', rows: 4, maxlength: 8000, required: true, 'aria-describedby': 'add-help' }));
    if (open) reason.value = `${open.author.split(',')[0]} asked for it.`;
    const problem = h('p', { role: 'alert', class: 'problem' });
    const form = h('form', { novalidate: true, onsubmit: event => {
      event.preventDefault();
      problem.textContent = !reason.value.trim() ? 'Please say why something has to be added.' : !text.value.trim() ? 'Please write what is to be added.' : '';
      if (problem.textContent) return void (reason.value.trim() ? text : reason).focus();
      this.#send(form, problem, '/api/record/addendum', { reason: reason.value.trim(), text: text.value.trim(), after: answer.last }, `Added under your name, ${answer.addsAs}. It can’t be changed any more.`);
    } },
    h('p', { id: 'add-help' }, 'The record stays as it was signed. What you add stands after it, with your name and the time, and can’t be changed either.'),
    h('div', { class: 'field' }, h('label', { for: 'add-reason' }, 'Why something has to be added'), reason),
    h('div', { class: 'field' }, h('label', { for: 'add-text' }, 'What is to be added'), text),
    problem, h('button', { type: 'submit' }, icon('check'), h('span', {}, `Add it as ${answer.addsAs}`)));
    const details = /** @type {HTMLDetailsElement} */ (h('details', { class: 'screen-only' }, h('summary', {}, 'Add something to this record'), form));
    details.open = Boolean(open);
    return details;
  }

  /** @param {AdditionsAnswer} answer */
  #checkForm(answer) {
    const radio = (/** @type {string} */ value, /** @type {string} */ text) => h('label', { class: 'tick' }, h('input', { type: 'radio', name: 'check-verdict', value }), h('span', {}, text));
    const reason = /** @type {HTMLTextAreaElement} */ (h('textarea', { id: 'check-reason', rows: 2, maxlength: 500 }));
    const problem = h('p', { role: 'alert', class: 'problem' });
    const form = h('form', { novalidate: true, onsubmit: event => {
      event.preventDefault();
      const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector('input:checked'));
      problem.textContent = !chosen ? 'Please choose one.' : chosen.value === 'asksForAddendum' && !reason.value.trim() ? 'Please say what is missing.' : '';
      if (problem.textContent) return void (chosen ? reason : /** @type {HTMLElement} */ (form.querySelector('input'))).focus();
      this.#send(form, problem, '/api/record/check', { verdict: chosen?.value, reason: reason.value.trim(), after: answer.last }, `Written down under your name, ${answer.checksAs}.`);
    } },
    h('p', {}, 'Your check stands beside the record, under your own name. It changes nothing in it.'),
    h('fieldset', { class: 'places' }, h('legend', {}, 'What do you find?'), radio('agrees', 'I agree with it'), radio('asksForAddendum', 'Something has to be added')),
    h('div', { class: 'field' }, h('label', { for: 'check-reason' }, 'Why (may stay empty if you agree)'), reason),
    problem, h('button', { type: 'submit' }, icon('check'), h('span', {}, `Check it as ${answer.checksAs}`)));
    return h('details', { class: 'screen-only' }, h('summary', {}, 'Check this record'), form);
  }

  async #send(form, problem, path, body, said) {
    const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
    button.disabled = true;
    try {
      this.#show(await post(path, { seat: this.#seat, ...body }), said);
      /** @type {HTMLElement | null} */ (this.element.querySelector('h3'))?.focus();
    } catch (error) {
      problem.textContent = `${/** @type {Error} */ (error).message} What you wrote is still here.`;
      button.disabled = false;
    }
  }
}

/**
 * As it came, the oldest first.
 * @param {Addendum[]} addenda
 * @param {Check[]} checks
 */
function inOrder(addenda, checks) {
  const items = [...addenda.map((one, index) => ({ entry: one.entry, item: addendumItem(one, index) })), ...checks.map(one => ({ entry: one.entry, item: checkItem(one) }))];
  return items.sort((one, other) => one.entry - other.entry).map(({ item }) => item);
}

/**
 * @param {Addendum} addendum
 * @param {number} index
 */
function addendumItem({ author, time, isLate, reason, text, entry }, index) {
  return h('li', {}, h('strong', {}, `Addendum ${index + 1}, by ${author}`), h('p', { class: 'soft' }, `${time}, entry ${entry} of the log`),
    isLate ? h('p', {}, h('strong', {}, 'Written late: '), 'more than 24 hours after the session.') : null,
    h('p', {}, `Why: ${reason}`), h('blockquote', { dir: 'auto' }, text));
}

/** @param {Check} check */
function checkItem({ author, time, verdict, reason, entry, isOpen }) {
  const found = verdict === 'agrees' ? 'agrees with it' : 'asks for something to be added';
  return h('li', {}, h('strong', {}, `${author}, ${found}`), h('p', { class: 'soft' }, `${time}, entry ${entry} of the log${isOpen ? ', nobody has answered yet' : ''}`),
    reason ? h('p', {}, `“${reason}”`) : null);
}

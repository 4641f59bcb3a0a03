// A word for one adult alone: a calm card to read; and for an interpreter a line to whisper to the supervisor.
import { h, icon, update } from './dom.js';
import { Refused } from './protocol.js';
import { refusalIn } from './words.js';

/** @typedef {import('./protocol.js').State} State */

export class PrivateWords {
  #connection; #say;
  #card = h('div', { class: 'word-card-place', 'aria-live': 'polite' });
  #open = h('div', { class: 'row' });
  #buttons = h('div', { class: 'row' });
  #text = /** @type {HTMLTextAreaElement} */ (h('textarea', { id: 'whisper', rows: '2', maxlength: '280' }));
  #problem = h('p', { class: 'soft', role: 'status' });
  #form;
  #isWriting = false;
  #to = '';
  element;

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {import('./words.js').Say} say
   */
  constructor(connection, say) {
    this.#connection = connection;
    this.#say = say;
    this.#form = h('form', { class: 'whisper', onsubmit: event => { event.preventDefault(); this.#send(); } },
      h('label', { for: 'whisper' }, ''), this.#text, this.#buttons);
    this.element = h('div', { class: 'private-words', role: 'group' }, this.#card, this.#open, this.#form, this.#problem);
  }

  /** @param {State} state */
  show(state) {
    const say = this.#say;
    const word = (state.words ?? []).find(word => word.to === state.you.seat && !word.isRead);
    const reader = state.writesTo?.[0];
    this.#to = reader?.seat ?? '';
    this.element.hidden = !word && !reader;
    this.element.setAttribute('aria-label', say('wordsLabel'));
    update(this.#buttons, '', () => [h('button', { type: 'submit', class: 'primary' }, say('whisperSend')),
      h('button', { type: 'button', class: 'plain', onclick: () => this.#write(false) }, say('whisperClose'))]);
    update(this.#card, word, () => word ? [h('section', { class: 'word-card', 'aria-labelledby': 'word-from' },
      h('h2', { id: 'word-from' }, say('wordFrom', { name: word.fromName })),
      h('p', { lang: '' }, word.text),
      h('button', { type: 'button', class: 'primary', 'data-key': 'read', onclick: () => this.#read(word.number) }, icon('check'), h('span', {}, say('wordRead'))))] : []);
    this.#form.hidden = !reader || !this.#isWriting;
    update(this.#open, [reader?.shownName, this.#isWriting, say.language], () => reader && !this.#isWriting
      ? [h('button', { type: 'button', 'data-key': 'whisper', onclick: () => this.#write(true) }, icon('note'), h('span', {}, say('whisper', { name: reader.shownName })))] : []);
    /** @type {HTMLElement} */ (this.#form.querySelector('label')).textContent = say('whisperLabel', { name: reader?.shownName ?? '' });
  }

  #write(isWriting) {
    this.#isWriting = isWriting;
    this.#problem.textContent = '';
    if (this.#connection.state) this.show(this.#connection.state);
    if (isWriting) this.#text.focus();
    else /** @type {HTMLElement | null} */ (this.#open.querySelector('button'))?.focus();
  }

  async #read(number) {
    try { await this.#connection.request('readPrivateWord', { number }); } catch { /* The card stays, to press again. */ }
  }

  async #send() {
    const text = this.#text.value.trim();
    if (!text || !this.#to) return this.#text.focus();
    try {
      await this.#connection.request('privateWord', { seat: this.#to, text });
      this.#text.value = '';
      this.#write(false);
      this.#problem.textContent = this.#say('whisperSent');
    } catch (error) {
      this.#problem.textContent = error instanceof Refused ? refusalIn(error.message, this.#say) : '';
    }
  }
}

// What supervisors, colleagues and interpreters write each other: private words, and the talk afterwards.
import { isForCarers, isForTwo } from './desk-carers.js';
import { h, icon, update } from './dom.js';
import { DebriefTalk } from './talk.js';

/** @typedef {import('./protocol.js').State} State */
/** @typedef {(type: string, members?: object) => Promise<boolean>} Ask */

/** The desk's private words: whom to, what, and what was said so far. */
export class WordsPart {
  #ask;
  #to = '';
  #readers = h('div', { class: 'chips', role: 'group', 'aria-label': 'To whom' });
  #text = /** @type {HTMLTextAreaElement} */ (h('textarea', { id: 'word', rows: '2', maxlength: '280' }));
  #form;
  #thread = h('ol', { class: 'thread' });
  element;

  /** @param {Ask} ask */
  constructor(ask) {
    this.#ask = ask;
    this.#form = h('form', { onsubmit: event => { event.preventDefault(); this.#send(); } },
      this.#readers,
      h('label', { for: 'word' }, 'Only they read it, as you write it: nobody translates it. It is in the log'),
      this.#text,
      h('div', { class: 'row' }, h('button', { type: 'submit' }, icon('note'), h('span', {}, 'Send'))));
    this.element = h('section', { class: 'card words', 'aria-labelledby': 'words' }, h('h2', { id: 'words' }, 'Private words'), this.#thread, this.#form);
  }

  /** @param {State} state */
  show(state) {
    const readers = state.writesTo ?? [];
    if (!readers.some(reader => reader.seat === this.#to)) this.#to = readers[0]?.seat ?? '';
    this.element.hidden = !readers.length && !state.words?.length;
    this.#form.hidden = !readers.length;
    this.element.classList.toggle('unread', (state.words ?? []).some(word => word.to === state.you.seat && !word.isRead));
    update(this.#readers, [readers, this.#to], () => readers.map(reader => h('button', {
      type: 'button', class: 'chip', 'data-key': reader.seat, 'aria-pressed': String(reader.seat === this.#to),
      onclick: () => { this.#to = reader.seat; this.show(state); this.#text.focus(); },
    }, `To ${reader.shownName}`)));
    update(this.#thread, [state.words, state.you.seat], () => (state.words ?? []).map(word => wordRow(word, state, this.#ask)));
  }

  focus() {
    this.#text.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** The words stay until they are sent. */
  async #send() {
    const text = this.#text.value.trim();
    if (!text || !this.#to) return this.#text.focus();
    if (await this.#ask('privateWord', { seat: this.#to, text })) this.#text.value = '';
  }
}

function wordRow(word, state, ask) {
  const isMine = word.from === state.you.seat;
  const isForMe = word.to === state.you.seat;
  return h('li', { class: isForMe && !word.isRead ? 'new' : '' },
    h('p', {}, h('time', {}, word.time), ' ', h('strong', {}, isMine ? `You to ${word.toName}` : isForMe ? word.fromName : `${word.fromName} to ${word.toName}`)),
    h('p', {}, word.text),
    isForMe && !word.isRead
      ? h('button', { type: 'button', 'data-key': `read ${word.number}`, onclick: () => ask('readPrivateWord', { number: word.number }) }, icon('check'), h('span', {}, 'I have read it'))
      : h('small', {}, word.isRead ? 'read' : 'not read yet'));
}

/** The staff's talk after the family has gone: in writing, and with sound and picture. */
export class DebriefPart {
  #ask; #aloud;
  #intro = h('div', {});
  #prompts = h('div', { class: 'chips', role: 'group', 'aria-label': 'To think about' });
  #thread = h('ol', { class: 'thread', 'aria-live': 'polite' });
  #text = /** @type {HTMLTextAreaElement} */ (h('textarea', { id: 'debrief-text', rows: '3', maxlength: '2000' }));
  #form;
  element;

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {Ask} ask
   */
  constructor(connection, ask) {
    this.#ask = ask;
    this.#aloud = new DebriefTalk(connection, ask);
    this.#form = h('form', { onsubmit: event => { event.preventDefault(); this.#send(); } },
      this.#prompts,
      h('label', { for: 'debrief-text' }, 'Your words'),
      this.#text,
      h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, 'Say it')));
    this.element = h('section', { class: 'card debrief', 'aria-labelledby': 'debrief' }, h('h2', { id: 'debrief' }, 'Talk it over'), this.#intro, this.#aloud.element, this.#thread, this.#form);
  }

  /** @param {State} state */
  show(state) {
    const may = verb => state.may.includes(verb);
    this.#aloud.show(state);
    this.#aloud.element.hidden = !state.debrief;
    // Where there were only two, there is nobody to talk it over with.
    this.element.hidden = !state.debrief && (!may('openDebrief') || isForTwo(state));
    const [who, isCarers] = [isForCarers(state) ? 'Everybody else' : 'The family', isForCarers(state)];
    update(this.#prompts, isCarers, () => PROMPTS.filter(prompt => !isCarers || prompt !== CHILDS)
      .map(prompt => h('button', { type: 'button', class: 'chip', onclick: () => this.#begin(prompt) }, prompt)));
    this.#form.hidden = !may('discuss');
    update(this.#intro, [Boolean(state.debrief), may('openDebrief'), may('discuss'), isCarers], () => state.debrief
      ? [h('p', {}, may('discuss') ? `${who} has gone. What you write here ${isCarers ? 'only you and your colleague' : 'supervisor, colleague and interpreter'} read; it is in the log.` : 'The talk is over.')]
      : [h('p', {}, `A talk with your colleague${isCarers ? '' : ' and the interpreter'}, in writing or with sound and picture, while it is fresh. ${who} has gone and is not part of it.`),
        h('button', { type: 'button', 'data-key': 'openDebrief', onclick: () => this.#ask('openDebrief') }, 'Open the talk')]);
    update(this.#thread, state.debrief?.words, () => (state.debrief?.words ?? []).map(word => h('li', {},
      h('p', {}, h('time', {}, word.time), ' ', h('strong', {}, word.name)), h('p', {}, word.text))));
  }

  /** @param {string} prompt */
  #begin(prompt) {
    if (!this.#text.value.startsWith(prompt)) this.#text.value = `${prompt} ${this.#text.value}`;
    this.#text.focus();
  }

  async #send() {
    const text = this.#text.value.trim();
    if (!text) return this.#text.focus();
    if (await this.#ask('discuss', { text })) this.#text.value = '';
    this.#text.focus();
  }
}

const CHILDS = 'How was it for the child?';
const PROMPTS = ['What went well?', CHILDS, 'What was hard for us?', 'What do we do next time?'];

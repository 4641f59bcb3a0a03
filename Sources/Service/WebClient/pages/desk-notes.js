// Notes: one tap stamps the time.
import { isForCarers } from './desk-carers.js';
import { h, icon, update } from './dom.js';

export class NotesPart {
  #ask;
  #list = h('ol', { class: 'note-list', reversed: true });
  #chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Quick notes' });
  #why = h('div', { class: 'why', role: 'status' });
  #text = /** @type {HTMLTextAreaElement} */ (h('textarea', { id: 'note', rows: '2', maxlength: '2000', onkeydown: event => this.#keys(event) }));
  #form;
  element;

  /** @param {(type: string, members: object) => Promise<boolean>} ask */
  constructor(ask) {
    this.#ask = ask;
    this.#form = h('form', { onsubmit: event => { event.preventDefault(); this.#send('note'); } },
      h('label', { for: 'note' }, 'What you see and hear ', h('small', { class: 'keyboard' }, 'Ctrl + Enter adds it')),
      this.#text,
      h('div', { class: 'row' },
        h('button', { type: 'submit' }, icon('note'), h('span', {}, 'Add note')),
        h('button', { type: 'button', class: 'concern', onclick: () => this.#send('concern') }, icon('flag'), h('span', {}, 'Flag as a concern'))));
    this.#chips.append(...CHIPS.map(text => h('button', { type: 'button', class: 'chip', onclick: () => this.#ask('note', { text }) }, text)));
    this.element = h('section', { class: 'card notes', 'aria-labelledby': 'notes' },
      h('h2', { id: 'notes' }, 'Notes'), this.#why, this.#chips, this.#form, this.#list);
  }

  /**
   * @param {import('./protocol.js').State} state
   * @param {boolean} isEnded
   */
  show(state, isEnded) {
    const mayNote = state.may.includes('note');
    this.element.hidden = !state.notes || state.you.role === 'colleague' && !state.notes.length;
    this.#form.hidden = !mayNote;
    // Before it begins nothing of this can have happened: only one's own words.
    this.#chips.hidden = !mayNote || !['live', 'held'].includes(state.phase) || isForCarers(state);
    if (isEnded || !mayNote) this.withdrawPauseReasons();
    update(this.#list, [state.notes, isEnded], () => [...(state.notes ?? [])].reverse().map(note => h('li', { class: note.kind },
      h('time', {}, note.time), h('span', {}, note.kind === 'concern' ? [icon('flag'), h('strong', {}, 'Concern: ')] : null, note.text),
      h('small', { title: 'Number in the log' }, `no. ${note.entry}`))));
  }

  /** After a pause: one tap says why, as a note. */
  offerPauseReasons() {
    this.#why.replaceChildren(h('p', {}, h('strong', {}, 'Paused. '), 'Why? One tap writes it down.'),
      h('div', { class: 'chips' }, ...PAUSES.map(text => h('button', {
        type: 'button', class: 'chip',
        onclick: async () => { if (await this.#ask('note', { text: `Reason for the pause: ${text}` })) this.withdrawPauseReasons(); },
      }, text))));
  }

  withdrawPauseReasons() { this.#why.replaceChildren(); }

  #keys(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#send('note');
    }
  }

  /** The words stay until they are written down. */
  async #send(type) {
    const text = this.#text.value.trim();
    if (!text) {
      this.#text.focus();
      return;
    }
    if (await this.#ask(type, { text })) this.#text.value = '';
    this.#text.focus();
  }
}

const CHIPS = ['Laughing together', 'Playing', 'Singing or a story', 'Showed something made', 'Comforted', 'Child quiet', 'Interpreter asked to repeat', 'Prompted gently', '5-minute warning given', 'Goodbye said'];
const PAUSES = ['somebody who was not planned', 'the child was upset', 'what somebody did or said', 'the language was not understood', 'technical trouble'];

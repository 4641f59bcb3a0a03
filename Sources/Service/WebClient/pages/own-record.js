// After a supervision: the carer reads the record, adds her own words, and signs or says what she sees differently.
import { h, icon, update } from './dom.js';
import { nature } from './nature.js';
import { get, post } from './protocol.js';
import { recordLink } from './desk-record.js';
import { calm, stateWord } from './screens.js';
import { refusalIn } from './words.js';

export class OwnRecord {
  #seat; #say; #message;
  element = h('div', { class: 'own-record' });

  /**
   * @param {string} seat
   * @param {import('./words.js').Say} say
   * @param {string} message what the server said at the end
   */
  constructor(seat, say, message) {
    this.#seat = seat;
    this.#say = say;
    this.#message = message;
    this.#look();
  }

  async #look() {
    let record;
    try {
      record = await get(`/api/own-record?seat=${encodeURIComponent(this.#seat)}`);
    } catch (error) {
      update(this.element, String(error), () => [calm({ title: this.#say('finishedTitle'), texts: [this.#message, refusalIn(/** @type {Error} */ (error).message, this.#say)], word: stateWord('Finished', this.#say) })]);
      setTimeout(() => this.#look(), POLL_MILLISECONDS * 2);
      return;
    }
    this.#show(record);
    if (record.state === 'writing') setTimeout(() => this.#look(), POLL_MILLISECONDS);
  }

  #show(record) {
    const say = this.#say;
    const { worker } = record;
    update(this.element, [record.state, say.language], () => {
      switch (record.state) {
        case 'writing': {
          const screen = calm({ title: say('writingTitle', { worker }), texts: [say('writingText')], word: stateWord('Finished', say), picture: false });
          screen.prepend(nature());
          return [screen];
        }
        case 'ready': return [h('div', { class: 'sheet' }, stateWord('Finished', say),
          h('h1', { tabindex: '-1' }, say('recordTitle')), h('p', { class: 'lead' }, say('ownLead', { worker })),
          ...this.#sections(record.sections), ...this.#form())];
        default: return this.#signed();
      }
    });
    /** @type {HTMLElement | null} */ (this.element.querySelector('h1'))?.focus();
  }

  #sections(sections) {
    return sections.map(({ title, fields }) => h('section', { class: 'record-section', lang: 'en' }, h('h2', {}, title),
      h('dl', { class: 'written' }, ...fields.map(field => h('div', {}, h('dt', {}, field.title), h('dd', {}, field.value || h('span', { class: 'soft' }, this.#say('nothing'))))))));
  }

  #form() {
    const say = this.#say;
    const words = /** @type {HTMLTextAreaElement} */ (h('textarea', { id: 'own-words', rows: '4', maxlength: '4000', 'aria-describedby': 'own-help' }));
    const problem = h('p', { class: 'notice strong', role: 'alert' });
    problem.hidden = true;
    const radio = view => h('label', { class: 'tick' }, h('input', { type: 'radio', name: 'view', value: view }), h('span', {}, say(view === 'agrees' ? 'ownAgrees' : 'ownDisagrees')));
    const form = h('form', { onsubmit: async event => {
      event.preventDefault();
      const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name=view]:checked'));
      problem.hidden = Boolean(chosen);
      problem.textContent = say('ownChoose');
      if (!chosen) return;
      try {
        await post('/api/own-record/sign', { seat: this.#seat, view: chosen.value, words: words.value.trim() });
        this.#show({ state: 'signed' });
      } catch (error) {
        problem.textContent = refusalIn(/** @type {Error} */ (error).message, say);
        problem.hidden = false;
      }
    } },
    h('fieldset', { class: 'places' }, h('legend', {}, say('ownView')), radio('agrees'), radio('disagrees')),
    h('div', { class: 'field own-field' }, h('label', { for: 'own-words' }, say('ownWords')), h('p', { id: 'own-help', class: 'soft' }, say('ownWordsHelp')), words),
    problem, h('button', { type: 'submit', class: 'primary big' }, icon('check'), h('span', {}, say('ownSign'))));
    return [form];
  }

  #signed() {
    const say = this.#say;
    const screen = calm({ title: say('ownSigned'), texts: [say('ownKept')], picture: false,
      extra: [h('p', {}, h('a', { href: recordLink('/records/signed', this.#seat), target: '_blank', rel: 'noopener' }, say('ownOpen'))), h('p', {}, say('closePage'))] });
    screen.prepend(nature());
    return [screen];
  }
}

const POLL_MILLISECONDS = 4000;

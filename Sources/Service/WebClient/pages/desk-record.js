// The contact record, on the same screen after the end: mostly written already.
import { Additions } from './additions.js';
import { recordWords } from './desk-carers.js';
import { h, icon, update } from './dom.js';
import { get, post, Refused } from './protocol.js';

/**
 * @typedef {{key: string, number: number, title: string, help?: string, source: string, value: string, isRequired: boolean, entry?: number, basis?: string, version?: number}} Field
 * @typedef {{key: string, title: string, yours: string, theirs: string, version: number, sentence: string}} Conflict
 * @typedef {{isSigned: boolean, awaits?: string, isLate: boolean, sections: {title: string, fields: Field[]}[], problems: string[], facts?: string, conflicts?: Conflict[], signed?: {file: string, entry: number, hash: string}}} Record_
 */

export class RecordPart {
  element = h('section', { class: 'record', 'aria-labelledby': 'record' });
  #status = h('p', { class: 'soft', role: 'status' });
  #problems = h('div', { class: 'problems', tabindex: '-1' });
  #sections = h('div');
  #foot = h('div', { class: 'record-foot' });
  #seat = '';
  /** @type {Map<string, string>} what was written and not saved yet */
  #unsaved = new Map();
  #timer = 0;
  /** @type {Map<string, number>} which version of each field this page has read */
  #read = new Map();
  /** @type {Map<string, HTMLTextAreaElement>} */
  #areas = new Map();
  /** @type {Map<string, HTMLElement>} where it is told that somebody else wrote the same field */
  #choices = new Map();
  /** @type {Promise<unknown>} one save after the other: a page must not be its own rival */
  #saving = Promise.resolve();
  /** What the log says in the record as it is shown, by title, and its fingerprint: nobody signs what they have not read. */
  #shown = /** @type {Map<string, string>} */ (new Map());
  #facts = '';
  #words = recordWords(undefined);
  isShown = false;

  #time;

  /** @param {() => string} time of day, by the session's clock */
  constructor(time) {
    this.#time = time;
    this.element.hidden = true;
  }

  /**
   * @param {string} seat
   * @param {string} [kind]
   */
  async open(seat, kind) {
    if (this.isShown) return;
    this.#words = recordWords(kind);
    this.isShown = true;
    this.#seat = seat;
    this.element.hidden = false;
    this.element.replaceChildren(
      h('h2', { id: 'record', class: 'title', tabindex: '-1' }, 'The record'),
      h('p', { class: 'lead' }, this.#words.lead),
      this.#status, this.#sections, this.#problems, this.#foot);
    /** @type {HTMLElement | null} */ (this.element.querySelector('h2'))?.focus();
    await this.#load();
    addEventListener('beforeunload', event => { if (this.#unsaved.size) event.preventDefault(); });
  }

  async #load() {
    try {
      this.#show(await get(`/api/record?seat=${encodeURIComponent(this.#seat)}`));
    } catch (error) {
      this.#status.replaceChildren(`${/** @type {Error} */ (error).message} `, h('button', { type: 'button', onclick: () => this.#load() }, 'Try again'));
    }
  }

  /** @param {Record_} record */
  #show(record) {
    if (record.signed) {
      this.#signed(record.signed, 'This record is signed.');
      return;
    }
    this.#status.textContent = record.isSigned ? '' : record.isLate ? 'This record is late. Please write it now.' : 'Saved as you write.';
    this.#sections.replaceChildren(...record.sections.map(section => this.#section(section, record.isSigned)));
    this.#facts = record.facts ?? '';
    this.#shown = new Map(record.sections.flatMap(section => section.fields).filter(field => field.source !== 'human').map(field => [field.title, field.value]));
    this.#learn(record);
    this.#showProblems(record.problems);
    update(this.#foot, [record.isSigned, record.awaits], () => record.isSigned ? record.awaits ? this.#waiting(record.awaits) : [h('p', { class: 'notice' }, 'This record is signed.'), new Additions(this.#seat).element] : [
      h('p', {}, this.#words.oath),
      this.#button(),
    ]);
  }

  /** Signed once; the other signature comes from the carer's own page. */
  #waiting(name) {
    return [h('h3', {}, icon('check'), ' Signed by you'),
      h('p', {}, `${name} reads it next on her own page. She adds her own words if she likes, and signs or says what she sees differently. Then it is kept.`),
      h('button', { type: 'button', 'data-key': 'again', onclick: () => this.#load() }, `Has ${name} signed?`)];
  }

  #button() {
    return h('button', { type: 'button', class: 'primary big', 'data-key': 'sign', onclick: event => this.#sign(event.currentTarget) }, icon('check'), h('span', {}, 'Sign the record'));
  }

  #section({ title, fields }, isSigned) {
    /** @type {HTMLElement[]} */
    const parts = [];
    for (const field of fields) {
      if (field.source === 'human' && !isSigned) {
        parts.push(this.#field(field));
        continue;
      }
      // Facts that follow each other stand in one list.
      let list = parts.at(-1);
      if (list?.localName !== 'dl') parts.push(list = h('dl', { class: 'written' }));
      list.append(h('div', {}, h('dt', {}, field.title),
        h('dd', {}, field.value || h('span', { class: 'soft' }, 'nothing'), basis(field))));
    }
    return h('section', { class: 'record-section' }, h('h3', {}, title), ...parts);
  }

  /** @param {Field} field */
  #field(field) {
    const id = `field-${field.key}`;
    const help = field.help ? `${id}-help` : undefined;
    const area = /** @type {HTMLTextAreaElement} */ (h('textarea', {
      id, rows: '2', maxlength: '8000', 'aria-describedby': help, required: field.isRequired,
      oninput: () => this.#changed(field.key, area.value), onblur: () => this.#save(),
    }));
    area.value = field.value;
    const choice = h('div', { class: 'choice' });
    this.#areas.set(field.key, area);
    this.#choices.set(field.key, choice);
    return h('div', { class: 'field' }, choice,
      h('label', { for: id }, field.title, field.isRequired ? null : h('small', {}, 'if there is something to say')),
      help ? h('p', { id: help, class: 'soft' }, field.help) : null,
      area,
      // “None” is chosen, never left blank; where it is an answer, the help says so.
      field.help?.includes('“none”') ? h('button', { type: 'button', class: 'chip', onclick: () => { area.value = 'none'; this.#changed(field.key, 'none'); this.#save(); } }, 'None', h('span', { class: 'unseen' }, `: ${field.title}`)) : null);
  }

  #changed(key, value) {
    this.#unsaved.set(key, value);
    this.#status.textContent = 'Writing…';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), 1500);
  }

  /** Saves what is not saved; words written meanwhile are not lost. */
  #save() {
    clearTimeout(this.#timer);
    const saving = this.#saving.then(() => this.#saveNow());
    this.#saving = saving;
    return saving;
  }

  async #saveNow() {
    if (!this.#unsaved.size) return true;
    const fields = Object.fromEntries(this.#unsaved);
    const base = Object.fromEntries(Object.keys(fields).map(key => [key, this.#read.get(key) ?? 0]));
    try {
      const record = await post('/api/record', { seat: this.#seat, fields, base });
      for (const [key, value] of Object.entries(fields)) if (this.#unsaved.get(key) === value) this.#unsaved.delete(key);
      this.#learn(record);
      this.#status.textContent = record.conflicts?.length ? 'Saved. Somebody else wrote here too: please choose what stays.' : `Saved at ${this.#time()}.`;
      this.#showProblems(record.problems);
      return true;
    } catch (error) {
      this.#status.replaceChildren(`Not saved: ${/** @type {Error} */ (error).message} Your words are still here. `,
        h('button', { type: 'button', onclick: () => this.#save() }, 'Save again'));
      return false;
    }
  }

  /**
   * Takes in what others wrote; where both wrote, asks.
   * @param {Record_} record
   */
  #learn({ sections, conflicts = [] }) {
    for (const { key, value, version } of sections.flatMap(section => section.fields)) {
      const area = this.#areas.get(key);
      const isRival = conflicts.some(conflict => conflict.key === key);
      // Where both wrote, this page goes on with its older version until its writer has chosen.
      if (version !== undefined && !isRival) this.#read.set(key, version);
      if (area && !isRival && !this.#unsaved.has(key) && area !== document.activeElement && area.value !== value) area.value = value;
    }
    for (const [key, place] of this.#choices) {
      const conflict = conflicts.find(one => one.key === key);
      update(place, conflict ? [conflict.yours, conflict.theirs, conflict.version] : null, () => conflict ? this.#choice(conflict) : []);
    }
  }

  /** @param {Conflict} conflict */
  #choice({ key, yours, theirs, version, sentence, title }) {
    const keep = (/** @type {string} */ text) => {
      const area = this.#areas.get(key);
      if (area) area.value = text;
      this.#read.set(key, version);
      this.#unsaved.set(key, text);
      this.#save();
      area?.focus();
    };
    const button = (/** @type {string} */ text, /** @type {string} */ kept) => h('button', { type: 'button', onclick: () => keep(kept) }, text, h('span', { class: 'unseen' }, `: ${title}`));
    return [h('div', { class: 'notice', role: 'alert' }, h('p', {}, sentence),
      h('dl', {}, h('dt', {}, 'Stands there now'), h('dd', {}, theirs || h('span', { class: 'soft' }, 'nothing')), h('dt', {}, 'Yours'), h('dd', {}, yours || h('span', { class: 'soft' }, 'nothing'))),
      h('div', { class: 'row' }, button('Keep what stands there', theirs), button('Keep mine', yours), button('Keep both', `${theirs}\n${yours}`)))];
  }

  async #sign(button) {
    button.disabled = true;
    try {
      if (!await this.#save()) return;
      this.#signed(await post('/api/record/sign', { seat: this.#seat, facts: this.#facts }));
    } catch (error) {
      const problems = error instanceof Refused && error.problems.length ? error.problems : [/** @type {Error} */ (error).message];
      if (error instanceof Refused && error.code === 'notNow') problems.push(...await this.#news());
      this.#showProblems(problems);
      this.#problems.focus();
    } finally {
      button.disabled = false;
    }
  }

  /** Shows the record as it is now, and says what is new in it. */
  async #news() {
    const before = this.#shown;
    await this.#load();
    return [...this.#shown].filter(([title, value]) => before.get(title) !== value).map(([title, value]) => `${title}: ${value}`);
  }

  #showProblems(problems = []) {
    update(this.#problems, problems, () => problems.length ? [h('h3', {}, 'Before you can sign'), h('ul', {}, ...problems.map(text => h('li', {}, text)))] : []);
  }

  /**
   * @param {{file: string, entry: number, hash: string, awaits?: string}} answer
   * @param {string} [title]
   */
  #signed({ file, entry, hash, awaits }, title = 'Signed. Thank you.') {
    if (awaits) {
      this.#load();
      return;
    }
    this.element.replaceChildren(
      h('h2', { class: 'title', id: 'record', tabindex: '-1' }, icon('check'), title),
      h('p', {}, h('a', { href: recordLink(file, this.#seat), target: '_blank', rel: 'noopener' }, 'Open the signed record')),
      h('h3', {}, 'What happens next'),
      h('ol', {}, ...this.#words.next.map(text => h('li', {}, text))),
      h('p', { class: 'soft' }, `Entry ${entry} of the log, fingerprint ${hash.slice(0, 16)}…`),
      new Additions(this.#seat).element);
    /** @type {HTMLElement | null} */ (this.element.querySelector('h2'))?.focus();
  }
}

/**
 * Where the signed record is read, by this seat; only a path of this origin becomes a link.
 * @param {string} path
 * @param {string} seat
 */
export function recordLink(path, seat) {
  const isPath = /^\/[\w./-]*$/.test(path) && !path.startsWith('//');
  return isPath ? `${path}?seat=${encodeURIComponent(seat)}` : '/';
}

/**
 * Where a fact comes from; one press shows the log's own words.
 * @param {Field} field
 */
function basis(field) {
  return field.basis
    ? h('details', { class: 'basis' }, h('summary', {}, h('small', {}, from(field)), h('span', { class: 'unseen' }, `: ${field.title}`)), h('small', {}, field.basis))
    : h('small', {}, from(field));
}

/** @param {Field} field */
function from(field) {
  const sources = { auto: 'from the log', plan: 'from the plan', derived: 'worked out from plan and log', human: 'written by you' };
  const source = sources[/** @type {keyof typeof sources} */ (field.source)] ?? field.source;
  return field.entry ? `${source}, entry ${field.entry}` : source;
}

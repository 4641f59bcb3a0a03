// What the log says now, in sentences. That this page reads it is in the log too.
import { h, update } from '/app/dom.js';
import { get, post, Refused } from '/app/protocol.js';

export class LogPanel {
  #reader = '';
  #list = h('ol', { 'aria-live': 'polite', 'aria-relevant': 'additions' });
  #since = -1;
  #last = -1;

  #plan; #begunAnew;

  /**
   * @param {string} plan of the session
   * @param {() => void} begunAnew another run of the program answers
   */
  constructor(plan, begunAnew) {
    this.#plan = plan;
    this.#begunAnew = begunAnew;
    this.element = h('section', { class: 'log', 'aria-labelledby': 'log', tabindex: '0' }, h('h2', { id: 'log' }, 'What the log says'), this.#list);
  }

  /** From now on what is new is marked. */
  mark() { this.#since = this.#last; }

  async read() {
    try {
      if (!this.#reader) ({ reader: this.#reader } = await post(`/api/demo/log?plan=${encodeURIComponent(this.#plan)}`, {}));
      const { entries } = await get(`/api/demo/log?reader=${encodeURIComponent(this.#reader)}`);
      const told = entries.filter(entry => !QUIET.includes(entry.type)).reverse();
      this.#last = told[0]?.sequence ?? -1;
      update(this.#list, [told, this.#since], () => told.map(entry => h('li', { class: `${entry.type}${entry.sequence > this.#since && this.#since >= 0 ? ' new' : ''}`, 'data-type': entry.type },
        h('time', {}, entry.time), h('strong', {}, entry.sentence),
        entry.policies.length ? h('code', {}, entry.policies.join(', ')) : null)));
    } catch (error) {
      // Another run of the program knows nobody of this one: everything here is of the last.
      if (!this.#reader || !(error instanceof Refused) || error.code === 'lost') return;
      this.#reader = '';
      this.#begunAnew();
    }
  }
}

/** Not worth a newcomer's while. */
const QUIET = ['linkIssued', 'mediaFact', 'seatTaken'];

// "I'm struggling": a carer's own worker is told, and nobody here.
import { h, update } from './dom.js';
import { post } from './protocol.js';
import { helpFor } from './screens.js';

export class Support {
  #say; #seat;
  #step = 'closed';
  #worker = '';
  element = h('div', { class: 'support' });

  /**
   * @param {string} seat
   * @param {import('./words.js').Say} say
   */
  constructor(seat, say) {
    this.#seat = seat;
    this.#say = say;
    if (sessionStorage.getItem(`asked ${seat}`)) this.#step = 'done';
  }

  /** @param {string | undefined} worker whose call it would be; undefined: nobody's */
  show(worker) {
    this.#worker = worker ?? '';
    if (worker) sessionStorage.setItem(`worker ${this.#seat}`, worker);
    this.element.hidden = !worker;
    this.#draw();
    return this.element;
  }

  #draw() {
    const say = this.#say;
    const worker = this.#worker;
    update(this.element, [this.#step, worker, say.language], () => {
      switch (this.#step) {
        case 'asking': return [h('div', { class: 'ask', role: 'group', 'aria-labelledby': 'struggling' },
          h('h2', { id: 'struggling' }, say('strugglingTitle', { worker })),
          h('p', {}, say('strugglingText', { worker })),
          h('div', { class: 'actions equal' },
            h('button', { type: 'button', onclick: () => this.#tell() }, say('strugglingYes', { worker })),
            h('button', { type: 'button', onclick: () => this.#go('closed') }, say('strugglingNo'))))];
        case 'done': return [h('p', { class: 'notice', role: 'status' }, say('strugglingDone', { worker }))];
        case 'failed': return [h('p', { class: 'notice strong', role: 'alert' }, say('strugglingFailed', helpFor(this.#seat) ?? {})), this.#button()];
        default: return [this.#button()];
      }
    });
  }

  #button() {
    return h('button', { type: 'button', class: 'plain', 'data-key': 'struggling', onclick: () => this.#go('asking') }, this.#say('struggling'));
  }

  #go(step) {
    this.#step = step;
    this.#draw();
    /** @type {HTMLElement | null} */ (this.element.querySelector('button'))?.focus();
  }

  async #tell() {
    try {
      await post('/api/support', { seat: this.#seat });
      sessionStorage.setItem(`asked ${this.#seat}`, 'yes');
      this.#go('done');
    } catch {
      this.#go('failed');
    }
  }
}

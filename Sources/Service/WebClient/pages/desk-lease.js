// The lease meter: full while the server knows that the supervisor sees and hears; it drains before a pause.
import { h, icon, update } from './dom.js';
import { isOver } from './protocol.js';

export class LeaseMeter {
  #bar = h('span', { class: 'lease-bar' });
  #text = h('p', { class: 'lease-text' });
  #track = h('div', { class: 'lease-track', role: 'meter', 'aria-label': 'The server knows that you see and hear', 'aria-valuemin': '0', 'aria-valuemax': '100' }, this.#bar);
  element = h('div', { class: 'lease' }, this.#track, this.#text);
  /** Milliseconds, and when they were so. */
  #remaining = 0;
  #limit = 4000;
  #since = 0;
  #isDraining = false;
  #advice = '';
  #isLive = false;

  /** @param {import('./protocol.js').State} state */
  follow(state) {
    const lease = state.lease;
    this.element.hidden = !lease || state.you.role === 'colleague' || isOver(state);
    if (!lease) return;
    this.#isLive = state.phase === 'live';
    this.#limit = lease.limit;
    // Beats come each second, so a healthy lease is never half empty.
    const isLate = lease.remaining < lease.limit / 2;
    this.#isDraining = isLate || lease.isHidden || !lease.sees || !lease.hears;
    this.#remaining = this.#isDraining ? lease.remaining : lease.limit;
    this.#since = performance.now();
    this.#advice = lease.isHidden ? 'Come back to this page.'
      : !this.#isLive ? 'Not known yet that you see and hear.'
      : isLate && lease.sees ? 'Nothing has reached the server for a moment.'
      : !lease.sees && !lease.hears ? 'No picture and no sound reach you.'
      : !lease.sees ? 'No picture reaches you.'
      : !lease.hears ? 'No sound reaches you. Is the sound on?' : '';
    this.tick();
  }

  lose() {
    if (!this.#isDraining) {
      this.#since = performance.now();
      this.#remaining = this.#limit;
    }
    this.#isDraining = true;
    this.#advice = 'The connection is lost.';
    this.tick();
  }

  tick() {
    if (this.element.hidden) return;
    const age = performance.now() - this.#since;
    if (!this.#isDraining && age > SILENT_MILLISECONDS) {
      this.#isDraining = true;
      this.#advice = 'Nothing comes from the server.';
    }
    const gone = this.#isDraining ? age : 0;
    const left = Math.max(0, this.#remaining - gone);
    const percent = Math.round(100 * left / this.#limit);
    this.#bar.style.inlineSize = `${percent}%`;
    this.#track.setAttribute('aria-valuenow', String(percent));
    this.element.classList.toggle('draining', this.#isDraining);
    const seconds = Math.ceil(left / 1000);
    const text = !this.#isDraining ? (this.#isLive ? 'You see and hear' : 'Your page is ready to see and hear')
      : !this.#isLive ? this.#advice
      : left > 0 ? `${this.#advice} Pause in ${seconds} s` : `${this.#advice} Paused`;
    update(this.#text, [text, this.#isDraining], () => [icon(this.#isDraining ? 'question' : 'eye'), h('span', {}, text)]);
  }
}

/** The server tells the desk twice a second, or each 1.5 s when nothing changes. */
const SILENT_MILLISECONDS = 2500;

// One person's own page in a pane: their link, then whatever that page goes on to.
import { h, icon, svg } from '/app/dom.js';

/** @typedef {{name: string, note: string, role: string, seat: string, link: string}} Person */

export class Pane {
  #screen = h('div', { class: 'screen' });
  #listen; #enlarge;
  /** @type {HTMLIFrameElement | null} */
  #frame = null;

  /**
   * @param {Person} person
   * @param {string} place where in the grid
   * @param {{listen: (pane: Pane) => void, enlarge: (pane: Pane) => void}} wishes
   */
  constructor(person, place, wishes) {
    this.person = person;
    const { name } = person;
    this.#listen = h('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': `Listen at ${name}’s page`, title: 'Listen here', onclick: () => wishes.listen(this) }, icon('ear'));
    this.#enlarge = h('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': `Make ${name}’s page larger`, title: 'Larger', onclick: () => wishes.enlarge(this) },
      svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: 'M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7' })));
    this.element = h('section', { class: 'pane', 'data-name': name, 'data-place': place, 'aria-label': `${name}’s page` },
      h('header', {}, h('h2', {}, name, ' ', h('small', {}, NOTES[name] ?? NOTES[person.role] ?? person.role)), this.#listen, this.#enlarge),
      this.#screen);
    this.open();
  }

  get name() { return this.person.name; }
  get isOpen() { return this.#frame !== null; }

  /** Their page's document; null while there is none. */
  get document() {
    const page = this.#frame?.contentDocument ?? null;
    return page?.readyState === 'loading' ? null : page;
  }

  /** `join`, `room` or `desk`; empty while there is none. */
  get where() { return this.#frame?.contentWindow?.location.pathname.slice(1) ?? ''; }

  /** The state of the session as their page says it: waiting, ready, live, paused, finished; or empty. */
  get word() {
    const word = this.document?.querySelector('.word');
    return word?.className.replace('word', '').trim() ?? '';
  }

  /** Their link; or, once they have their seat, the page that they had come to. */
  open() {
    const kept = sessionStorage.getItem(`pane ${this.person.seat}`);
    const src = kept ? `/${kept}#${this.person.seat}` : this.person.link;
    this.#frame = /** @type {HTMLIFrameElement} */ (h('iframe', { name: this.name, title: `${this.name}’s page`, src }));
    this.#screen.replaceChildren(this.#frame);
  }

  /** As if their window were closed. */
  close() {
    this.#frame = null;
    this.#screen.replaceChildren(h('div', { class: 'closed' }, h('p', {}, `${this.name}’s page is closed.`),
      h('button', { type: 'button', onclick: () => this.open() }, 'Open it again')));
  }

  /** Presses something in their page, as they would; false if it is not there. */
  press(selector) {
    const found = /** @type {HTMLButtonElement | null} */ (this.document?.querySelector(selector) ?? null);
    if (!found || found.disabled) return false;
    found.click();
    return true;
  }

  /** Remembers where they are, and lets only one pane sound. */
  tend(isHeard) {
    const { where } = this;
    if (['room', 'desk'].includes(where)) sessionStorage.setItem(`pane ${this.person.seat}`, where);
    this.#listen.setAttribute('aria-pressed', String(isHeard));
    for (const video of this.document?.querySelectorAll('video') ?? []) {
      video.muted = !isHeard || Boolean(video.closest('.self'));
    }
  }

  set isLarge(isLarge) {
    this.element.classList.toggle('large', isLarge);
    this.#enlarge.setAttribute('aria-pressed', String(isLarge));
  }

  set isTaken(isTaken) { this.element.classList.toggle('taken', isTaken); }
}

/** @type {Record<string, string>} */
const NOTES = { supervisor: 'supervises', family: 'mum', interpreter: 'interprets', carer: 'carer', Amina: '7 years old', Leo: '10, signs', Jo: 'mum, signs', Grace: 'supervising social worker', Tom: 'facilitator' };

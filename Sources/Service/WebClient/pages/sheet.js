// On a phone the work beside the pictures is a sheet over their foot: one thumb opens it, and Pause and End stay below it.
import { h, icon, update } from './dom.js';

/** Puts a handle on the desk's right side; without room for a sheet the handle is not shown (app.css). */
export class Sheet {
  #side; #desk;
  #wasBegun = false;
  handle = h('button', { type: 'button', class: 'sheet-handle', onclick: () => this.open(!this.isOpen) });

  /**
   * @param {HTMLElement} side what opens
   * @param {HTMLElement} desk what it belongs to
   */
  constructor(side, desk) {
    this.#side = side;
    this.#desk = desk;
    side.prepend(this.handle);
    // Whoever comes by keyboard sees where they are; under a thumb nothing may move.
    side.addEventListener('focusin', event => {
      const control = /** @type {HTMLElement} */ (event.target);
      if (control !== this.handle && control.matches(':focus-visible')) this.open(true);
    });
    this.open(true);
  }

  get isOpen() { return this.#desk.classList.contains('sheet-open'); }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.#desk.classList.toggle('sheet-open', isOpen);
    this.handle.setAttribute('aria-expanded', String(isOpen));
    update(this.handle, isOpen, () => [icon(isOpen ? 'cross' : 'note'), h('span', {}, 'Notes, people, plan')]);
    if (!isOpen) this.#side.scrollTop = 0;
  }

  /**
   * Before the beginning there is more to do than to see; from then on it is the other way about.
   * @param {boolean} isBegun
   */
  follow(isBegun) {
    if (isBegun !== this.#wasBegun) this.open(!isBegun);
    this.#wasBegun = isBegun;
  }
}

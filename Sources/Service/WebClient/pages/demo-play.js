// Plays people: presses in their panes what they would press, one thing at a time, until everybody is together.

import { turnOf } from './demo-turn.js';

/** @typedef {import('./demo-pane.js').Pane} Pane */

export class Play {
  #timer = 0;
  /** @type {Pane[]} */
  #panes = [];
  /** @type {Pane | undefined} */
  #taken;
  #tell; #done;

  /**
   * @param {(text: string) => void} tell
   * @param {() => void} done
   */
  constructor(tell, done) {
    this.#tell = tell;
    this.#done = done;
  }

  get isOn() { return this.#timer !== 0; }

  /**
   * @param {Pane[]} panes those to play
   * @param {Pane} [taken] whose turn is said instead
   */
  start(panes, taken) {
    this.stop();
    this.#panes = panes;
    this.#taken = taken;
    this.#timer = setInterval(() => this.#step(), STEP_MILLISECONDS);
    this.#step();
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#done();
  }

  #step() {
    for (const pane of this.#panes) if (!pane.isOpen) pane.open();
    const words = this.#panes.map(pane => pane.word);
    if (words.every(word => word === 'live')) {
      this.#tell(TOGETHER);
      return this.stop();
    }
    if (words.some(word => word === 'finished')) {
      this.#tell(OVER);
      return this.stop();
    }
    const moves = this.#panes.map(pane => move(pane)).filter(Boolean);
    const turn = this.#taken ? turnOf(this.#taken) : '';
    if (moves.length || turn) this.#tell([...moves, turn ? `Waiting for you: ${turn}.` : ''].filter(Boolean).join(' '));
    else this.#tell(this.#taken ? `The others go on by themselves; ${this.#taken.name}’s turn comes again.` : 'One moment: they wait for each other.');
  }
}

/**
 * One press, if there is one to make now; what it was.
 * @param {Pane} pane
 */
function move(pane) {
  const page = pane.document;
  const { name } = pane;
  if (!page) return '';
  pane.press('button.tap');
  switch (pane.where) {
    case 'join': {
      const step = /** @type {HTMLElement | null} */ (page.querySelector('[data-step]'))?.dataset.step ?? '';
      for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (page.querySelectorAll('[data-step] input[type=checkbox]:not(:checked)'))) box.click();
      const isPressed = pane.press('[data-step] [data-play]') || pane.press('[data-step] .actions button.primary') || pane.press('[data-step] .choices button') || pane.press('[data-step] .actions button');
      return isPressed ? `${name} ${STEPS[step] ?? 'goes on'}.` : '';
    }
    case 'desk':
      // What is paused or over is for people to decide about.
      if (['live', 'paused', 'finished'].includes(pane.word)) return '';
      return pane.press('.now [data-key=next]') ? `${name} presses the next button.` : '';
    default: return '';
  }
}

/** @type {Record<string, string>} */
const STEPS = { cover: 'says who is with the child', start: 'opens the link', rules: 'reads the ground rules', camera: 'sees to the camera', feelings: 'says how it is' };
const STEP_MILLISECONDS = 700;
export const OVER = 'This session is over. “Start again” begins the next one.';
export const TOGETHER = 'They are together. Now try something, or go on by yourself.';

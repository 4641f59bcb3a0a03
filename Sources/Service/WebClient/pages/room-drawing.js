// The page that child, family and interpreter draw on together. It is never kept: neither here nor anywhere else.
import { h, icon, update } from './dom.js';

/** In the order of the crayons; `ink` is the text's own colour on the white page. */
const COLOURS = { ink: '#26211b', red: '#c22f22', orange: '#c96a00', green: '#1f7a3d', blue: '#1f5fbf', purple: '#7a3fa8' };
/** The most points of one message, and how often one goes. */
const MOST_POINTS = 64;
const SEND_MILLISECONDS = 200;

export class Drawing {
  #connection; #say;
  #canvas = /** @type {HTMLCanvasElement} */ (h('canvas', { width: 1000, height: 1000 }));
  #pen;
  #mayDraw;
  #crayons = h('div', { class: 'crayons-place' });
  /** @type {keyof typeof COLOURS} */
  #colour = 'blue';
  /** Points drawn and not sent yet, x and y by turns. @type {number[]} */
  #points = [];
  #timer = 0;
  #isDown = false;
  /** Whether this person wants to see the page; undefined: they have not said. @type {boolean | undefined} */
  #wish;
  #hasBegun = false;

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {import('./words.js').Say} say
   * @param {{mayDraw?: boolean, changed?: () => void}} [options]
   */
  constructor(connection, say, { mayDraw = true, changed = () => {} } = {}) {
    this.#connection = connection;
    this.#say = say;
    this.changed = changed;
    this.#pen = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    this.#canvas.setAttribute('role', 'img');
    this.#mayDraw = mayDraw;
    this.element = h('section', { class: 'drawing' }, h('div', { class: 'paper' }, this.#canvas), this.#crayons);
    this.button = h('button', { type: 'button', class: 'draw', 'aria-pressed': 'false', onclick: () => this.#toggle() });
    if (mayDraw) this.#listen();
    connection.addEventListener('message', event => {
      const message = /** @type {CustomEvent} */ (event).detail;
      if (message.type === 'stroke') this.#line(message.colour, message.points);
    });
    // The server tells a page that comes back everything again.
    connection.addEventListener('lost', () => this.clear());
  }

  /** Whether the page stands open before this person. */
  get isOpen() { return this.#hasBegun && this.#wish !== false; }

  /** @param {import('./protocol.js').State} state */
  follow(state) {
    this.#hasBegun = state.isDrawing === true;
    if (['ended', 'writtenUp', 'notHeld'].includes(state.phase)) this.clear();
    const say = this.#say;
    for (const one of [this.element, this.#canvas]) one.setAttribute('aria-label', say('drawingPage'));
    if (this.#mayDraw) update(this.#crayons, '', () => [this.#makeCrayons()]);
    const word = this.isOpen ? say('drawClose') : say('draw');
    if (this.button.textContent !== word) this.button.replaceChildren(icon('pencil'), h('span', {}, word));
    this.button.setAttribute('aria-pressed', String(this.isOpen));
    this.button.hidden = !this.#hasBegun && !state.may.includes('draw');
  }

  clear() {
    this.#points = [];
    this.#isDown = false;
    this.#pen.clearRect(0, 0, 1000, 1000);
  }

  async #toggle() {
    this.#wish = !this.isOpen;
    if (!this.#hasBegun) await this.#connection.request('draw').catch(() => {});
    this.changed();
  }

  // Drawing

  #makeCrayons() {
    const say = this.#say;
    const buttons = Object.entries(COLOURS).map(([name, colour]) => {
      const key = /** @type {keyof typeof COLOURS} */ (name);
      const button = h('button', { type: 'button', class: 'crayon', 'aria-pressed': String(key === this.#colour), 'aria-label': say(`colour ${name}`), title: say(`colour ${name}`),
        onclick: () => {
          this.#colour = key;
          for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
        } });
      button.style.setProperty('--crayon', colour);
      return button;
    });
    return h('div', { class: 'crayons', role: 'group', 'aria-label': say('colours') }, ...buttons);
  }

  #listen() {
    const canvas = this.#canvas;
    canvas.addEventListener('pointerdown', event => {
      canvas.setPointerCapture(event.pointerId);
      this.#isDown = true;
      const [x, y] = this.#place(event);
      // A tap is a dot.
      this.#points = [x, y];
      this.#add(x, y, true);
      this.#timer ||= setInterval(() => this.#send(), SEND_MILLISECONDS);
    });
    canvas.addEventListener('pointermove', event => {
      if (!this.#isDown) return;
      for (const one of event.getCoalescedEvents?.() ?? [event]) this.#add(...this.#place(one));
    });
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      canvas.addEventListener(type, () => {
        if (!this.#isDown) return;
        this.#isDown = false;
        this.#send();
        this.#points = [];
        clearInterval(this.#timer);
        this.#timer = 0;
      });
    }
  }

  /** @returns {[number, number]} */
  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    const within = (value, size) => Math.min(1000, Math.max(0, Math.round(value / size * 1000)));
    return [within(event.clientX - box.left, box.width), within(event.clientY - box.top, box.height)];
  }

  #add(x, y, isDot = false) {
    const points = this.#points;
    const [lastX, lastY] = points.slice(-2);
    if (!isDot && lastX !== undefined && Math.hypot(x - lastX, y - (lastY ?? y)) < 4) return;
    if (lastX !== undefined) this.#line(this.#colour, [lastX, lastY ?? y, x, y]);
    points.push(x, y);
    if (points.length >= MOST_POINTS * 2) this.#send();
  }

  /** The last point stays, so that the next piece goes on from it. */
  #send() {
    if (this.#points.length < 4) return;
    this.#connection.stroke(this.#colour, this.#points);
    this.#points = this.#points.slice(-2);
  }

  #line(colour, points) {
    const pen = this.#pen;
    pen.strokeStyle = COLOURS[/** @type {keyof typeof COLOURS} */ (colour)] ?? COLOURS.ink;
    pen.lineWidth = 14;
    pen.lineCap = pen.lineJoin = 'round';
    pen.beginPath();
    for (let index = 0; index + 1 < points.length; index += 2) pen.lineTo(points[index], points[index + 1]);
    pen.stroke();
  }
}

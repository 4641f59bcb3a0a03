// One person's picture, sound and name; without a picture, their letter.
import { h } from './dom.js';
import { stillOf } from './portrait.js';

/** Shows a stream only while it is told to; never a frozen frame. */
export class Face {
  #video = /** @type {HTMLVideoElement} */ (h('video', { autoplay: true, playsinline: true }));
  #letter = h('span', { class: 'letter', 'aria-hidden': 'true' });
  #name = h('figcaption');
  /** @type {MediaStream | null} */
  #stream = null;

  /** @param {{isSelf?: boolean, kind?: string}} [options] */
  constructor(options = {}) {
    const { isSelf = false, kind = 'tile' } = options;
    this.isSelf = isSelf;
    this.#video.muted = isSelf;
    this.element = h('figure', { class: `face ${kind}${isSelf ? ' self' : ''}` }, this.#letter, this.#name);
  }

  /**
   * @param {string} name
   * @param {string} [more] beside the name
   */
  call(name, more = '') {
    this.#letter.textContent = [...name][0] ?? '';
    this.#name.replaceChildren(h('span', {}, name), ...(more ? [' ', h('small', {}, more)] : []));
    this.#video.setAttribute('aria-label', name);
  }

  /** @param {string} kind */
  set kind(kind) { this.element.className = `face ${kind}${this.isSelf ? ' self' : ''}${this.#stream ? ' on' : ''}${this.element.classList.contains('veiled') ? ' veiled' : ''}`; }

  /** @param {MediaStream | null} stream null: the letter, and silence */
  show(stream) {
    if (stream === this.#stream) return;
    this.#stream = stream;
    this.#video.srcObject = stream;
    this.element.classList.toggle('on', stream !== null);
    if (stream) {
      this.element.prepend(this.#video);
      this.play();
    } else {
      this.#video.remove();
    }
  }

  /**
   * The letter instead of the picture; the sound goes on.
   * @param {boolean} isVeiled
   */
  veil(isVeiled) { this.element.classList.toggle('veiled', isVeiled); }

  /** A small JPEG of what is shown now, in base64; null while nothing is. */
  still() { return this.#stream ? stillOf(this.#video) : null; }

  /** Browsers may want a tap before they play sound. */
  play() {
    this.#video.play().catch(error => {
      if (error.name === 'NotAllowedError') this.element.dispatchEvent(new CustomEvent('needstap', { bubbles: true }));
    });
  }
}

/**
 * Who is beside the main face, the supervisor first.
 * @param {import('./protocol.js').Person[]} people
 */
export function inOrder(people) {
  const order = ['supervisor', 'interpreter', 'carer', 'family', 'child'];
  return [...people].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

/** The faces of a page, one for each seat, made once. */
export class Faces {
  /** @type {Map<string, Face>} */
  #faces = new Map();

  /**
   * @param {string} seat
   * @param {boolean} [isSelf]
   */
  at(seat, isSelf = false) {
    let face = this.#faces.get(seat);
    if (!face) this.#faces.set(seat, face = new Face({ isSelf }));
    return face;
  }

  /** Nobody is seen or heard. */
  blank() { for (const face of this.#faces.values()) face.show(null); }

  play() { for (const face of this.#faces.values()) face.play(); }
}

// What happens to the device: calls, lock screens, other programs. Told to the log as facts; mended where it can be.
import { h, update } from './dom.js';
import { cameraTrouble } from './trouble.js';

/** @typedef {import('./protocol.js').Connection} Connection */
/** @typedef {import('./media.js').Media} Media */

/**
 * Tells the server when the page goes out of sight or comes back, and when camera or microphone do. Of each, the
 * latest waits for the connection.
 * @param {Connection} connection
 * @param {Media} media
 */
export function tellOfDevice(connection, media) {
  /** @type {Map<string, string>} */
  const waiting = new Map();
  const tell = () => {
    for (const [kind, fact] of waiting) if (connection.deviceFact(fact)) waiting.delete(kind);
  };
  const last = new Map([['page', 'shown']]);
  // Both ways in which a page goes may be told by the browser; it goes once.
  const note = (kind, fact) => {
    if (last.get(kind) === fact) return;
    last.set(kind, fact);
    waiting.set(kind, fact);
    tell();
  };
  const look = () => note('page', document.visibilityState === 'visible' ? 'shown' : 'hidden');
  document.addEventListener('visibilitychange', look);
  // Some browsers say nothing but this when the page goes.
  addEventListener('pagehide', () => note('page', 'hidden'));
  media.addEventListener('device', event => {
    const { kind, isThere } = /** @type {CustomEvent} */ (event).detail;
    const name = kind === 'video' ? 'camera' : 'microphone';
    note(name, isThere ? `${name}Back` : `${name}Ended`);
  });
  connection.addEventListener('state', tell);
}

/** A bar across the head of the page, so that Stop and Leave stay in reach: what is wrong with camera or sound, and the one button that mends it. */
export class DeviceBar {
  #bar = h('div', { class: 'notice bar', role: 'alert' });
  #media; #say; #help; #hasPicture; #signs;
  /** @type {any} why the camera did not open */
  #error = null;
  #spoken = '';

  /**
   * @param {Media} media
   * @param {() => import('./words.js').Say} say
   * @param {{name: string, telephone: string} | null} help
   * @param {() => boolean} [hasPicture] whether the person wants to be seen
   * @param {() => boolean} [signs] whether what they say is in their picture
   */
  constructor(media, say, help, hasPicture = () => true, signs = () => false) {
    this.#media = media;
    this.#say = say;
    this.#help = help;
    this.#hasPicture = hasPicture;
    this.#signs = signs;
    media.addEventListener('device', () => this.#look());
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && media.hasLostTracks) this.turnOn(); });
  }

  /** Turns camera and microphone on, or on again; says what to do if that fails. */
  async turnOn() {
    try {
      await this.#media.open(this.#hasPicture(), this.#signs());
      this.#hide();
      this.#error = null;
    } catch (error) {
      this.#error = error;
      await this.speak();
    }
  }

  /** Says why the camera is off, anew once it is known whose language it is. */
  async speak() {
    const say = this.#say();
    if (!this.#error || this.#spoken === say.language && this.#bar.isConnected) return;
    this.#spoken = say.language;
    const parts = await cameraTrouble(this.#error, say, this.#help);
    const title = parts[0]?.textContent ?? '';
    this.#show([`no ${title}`], () => [h('p', {}, title), h('details', {}, h('summary', {}, say('showHow')), ...parts.slice(1)), this.#button('tryAgain')]);
  }

  #look() {
    if (!this.#media.hasLostTracks) return this.#hide();
    this.#show(['gone'], () => [h('p', {}, this.#say()('cameraGone')), this.#button('cameraGoneAgain')]);
  }

  #button(key) {
    return h('button', { type: 'button', class: 'primary', onclick: () => this.turnOn() }, this.#say()(key));
  }

  #show(value, build) {
    if (this.#media.isStopped) return;
    document.body.append(this.#bar);
    update(this.#bar, [...value, this.#say().language], build);
  }

  #hide() { this.#bar.remove(); }
}

// The rooms of carers. Supervision: the other's face, and the list beside it. Respite: small soft pictures before a
// quiet country, nothing that counts, nothing that must be done.
import { announce } from './announce.js';
import { h, icon, place, update } from './dom.js';
import { Faces, inOrder } from './face.js';
import { nature } from './nature.js';
import { OwnRecord } from './own-record.js';
import { isOver, lookingSupervisor, Refused } from './protocol.js';
import { calm, languageChoice, stateWord } from './screens.js';
import { SharedList } from './shared-list.js';
import { Support } from './support.js';
import { showOwn } from './weak.js';
import { chosen, isBengali, ownLanguage, refusalIn } from './words.js';

/** @typedef {import('./protocol.js').State} State */

export class CarerRoom {
  #connection; #media; #say; #seat; #isRespite;
  #screen;
  #top = h('header', { class: 'state' });
  #others = h('div', { class: 'circle' });
  #quiet = h('div', { class: 'quiet-place' });
  #weak = h('div', { class: 'own-weak', role: 'status' });
  #controls = h('footer', { class: 'controls' });
  #language = h('div', { class: 'language-place' });
  #list; #support;
  #isAsking = false;
  /** @type {HTMLElement | null} */
  #after = null;
  faces = new Faces();
  isDone = false;

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {import('./media.js').Media} media
   * @param {import('./words.js').Say} say
   * @param {string} seat
   * @param {string} kind
   */
  constructor(connection, media, say, seat, kind) {
    this.#connection = connection;
    this.#media = media;
    this.#say = say;
    this.#seat = seat;
    this.#isRespite = kind === 'virtualRespite';
    this.#screen = h('section', { class: this.#isRespite ? 'room-carer respite' : 'room-carer' });
    this.#list = new SharedList((type, members) => this.#ask(type, members), say);
    this.#support = new Support(seat, say);
    sessionStorage.setItem(`kind ${seat}`, kind);
  }

  /**
   * The screen for a snapshot.
   * @param {State} state
   * @returns {HTMLElement}
   */
  show(state) {
    const say = this.#say;
    if (isOver(state) || state.you.place === 'gone') return this.after(state.sentence);
    const isOpen = state.media.isOpen && state.you.place === 'room';
    this.#showControls(state);
    this.#list.show(state);
    const support = this.#support.show(this.#isRespite ? state.you.ownWorker : undefined);
    showOwn(this.#weak, isOpen ? this.#media : null, say);
    update(this.#language, state.you.language, () => [languageChoice(say, state.you.language, () => this.#connection.speak())]);
    const foot = [this.#weak, this.#controls, ...(this.#isRespite ? [support] : []), this.#language];
    if (!isOpen) {
      this.faces.blank();
      this.#showQuiet(state);
      place(this.#screen, [this.#quiet, ...(state.list && state.phase !== 'held' ? [this.#list.element] : []), ...foot]);
      return this.#screen;
    }
    update(this.#top, [state.word, state.sentence], () => [h('h1', { class: 'unseen' }, say(this.#isRespite ? 'virtualRespite' : 'carerSupervision')),
      stateWord(state.word, say), h('p', { class: 'sentence', role: 'status' }, state.sentence)]);
    const people = inOrder(state.people.filter(person => person.place === 'room'));
    place(this.#others, [...people.map(person => this.#face(person)), this.#self(state, 'soft')]);
    this.#others.dataset.count = String(people.length + 1);
    place(this.#screen, [this.#top, this.#others, ...(state.list ? [this.#list.element] : []), ...foot, ...(this.#isRespite ? [this.#ground] : [])]);
    return this.#screen;
  }

  #ground = /** @type {any} */ (nature('wide'));

  /** After the end; it stays, whatever comes. */
  after(message) {
    this.faces.blank();
    this.#after ??= afterCarers(this.#isRespite ? 'virtualRespite' : 'carerSupervision', this.#seat, this.#say, message);
    return this.#after;
  }

  #showQuiet(state) {
    const say = this.#say;
    const isWaiting = state.you.place === 'waiting';
    const hasPicture = Boolean(this.#media.local?.getVideoTracks().length);
    update(this.#quiet, [state.phase, state.word, state.sentence, state.you.place, hasPicture, lookingSupervisor(state)], () => {
      const watcher = lookingSupervisor(state);
      const screen = calm({
        title: say(state.phase === 'held' && !isWaiting ? 'Paused' : this.#isRespite ? 'virtualRespite' : isWaiting ? 'waitingTitle' : 'carerSupervision'),
        word: stateWord(state.word, say),
        texts: [h('p', { role: 'status', lang: isBengali(state.sentence) ? 'bn' : 'en' }, state.sentence)],
        picture: false,
        extra: isWaiting && hasPicture ? [this.#self(state, 'preview'), watcher ? h('p', {}, say('seen', { name: watcher })) : null] : [],
      });
      screen.prepend(nature());
      return [screen];
    });
    if (isWaiting && hasPicture) this.#self(state, 'preview');
  }

  #face(person) {
    const say = this.#say;
    const face = this.faces.at(person.seat);
    face.kind = person.signs ? 'soft pinned' : 'soft';
    const role = person.role === 'supervisor' ? say(this.#isRespite ? 'facilitator' : 'worker') : '';
    face.call(person.shownName, person.isConnected ? role : say('notHere'));
    face.show(this.#media.streams.get(person.seat) ?? null);
    face.veil(this.#media.stalled.has(person.seat));
    return face.element;
  }

  #self(state, kind) {
    const face = this.faces.at(state.you.seat, true);
    face.kind = kind;
    face.call(state.you.shownName, kind === 'preview' ? '' : this.#say('you'));
    face.show(this.#media.local);
    face.veil(!this.#media.local?.getVideoTracks().length);
    return face.element;
  }

  /** Null once it is done, else why it is not. */
  async #ask(type, members) {
    try {
      await this.#connection.request(type, members);
      return null;
    } catch (error) {
      return error instanceof Refused ? refusalIn(error.message, this.#say) : String(error);
    }
  }

  // Controls

  #showControls(state) {
    const say = this.#say;
    const media = this.#media;
    const hasPicture = Boolean(media.local?.getVideoTracks().length);
    const mayWithdraw = state.may.includes('withdraw');
    update(this.#controls, [hasPicture, media.isMuted, Boolean(media.local), mayWithdraw, this.#isAsking, say.language], () => this.#isAsking ? [
      h('div', { class: 'ask', role: 'group', 'aria-labelledby': 'ask' },
        h('h2', { id: 'ask' }, say('withdrawTitle')), h('p', {}, say('withdrawText')),
        h('div', { class: 'actions equal' },
          h('button', { type: 'button', onclick: () => this.#goFor('withdraw', say('withdrawnTitle')) }, say('withdrawYes')),
          h('button', { type: 'button', onclick: () => this.#asking(false) }, say('withdrawNo')))),
    ] : [
      this.#isRespite && media.local ? h('button', { type: 'button', 'data-key': 'camera', onclick: () => media.camera(!hasPicture).catch(() => {}) }, icon('eye'), h('span', {}, say(hasPicture ? 'cameraOffNow' : 'cameraOnNow'))) : null,
      media.local ? h('button', { type: 'button', 'data-key': 'sound', onclick: () => media.mute(!media.isMuted) }, icon('microphone'), h('span', {}, say(media.isMuted ? 'soundOnNow' : 'soundOffNow'))) : null,
      h('button', { type: 'button', 'data-key': 'leave', onclick: () => this.#goFor('leave', say('leftTitle')) }, icon('door'), h('span', {}, say('leave'))),
      mayWithdraw ? h('button', { type: 'button', class: 'plain', 'data-key': 'withdraw', onclick: () => this.#asking(true) }, say('withdraw')) : null,
    ]);
  }

  #asking(isAsking) {
    this.#isAsking = isAsking;
    if (this.#connection.state) this.show(this.#connection.state);
    /** @type {HTMLElement | null} */ (this.#controls.querySelector('button'))?.focus();
  }

  /** Off first, then told; told again until it is heard. Who left may come back. */
  #goFor(type, title) {
    const say = this.#say;
    this.isDone = true;
    announce('');
    this.#media.stop();
    this.faces.blank();
    const back = type === 'leave' ? [h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => location.reload() }, say('comeBack')))] : [];
    const screen = calm({ title, texts: [say('leftText'), say('closePage')], picture: false, extra: [...back, this.#support.element] });
    screen.prepend(nature());
    const main = document.getElementById('main');
    if (main) place(main, [screen]);
    /** @type {HTMLElement | null} */ (screen.querySelector('h1'))?.focus();
    const done = () => { this.#connection.removeEventListener('state', tell); this.#connection.close(); };
    const tell = () => { this.#connection.request(type).then(done, () => {}); };
    this.#connection.addEventListener('state', tell);
    if (this.#connection.state) tell();
  }
}

/**
 * What a carer sees after the end.
 * @param {string} kind
 * @param {string} seat
 * @param {import('./words.js').Say} say
 * @param {string} message
 */
export function afterCarers(kind, seat, say, message) {
  const whole = h('div', { class: 'after-carers' });
  const show = now => {
    const choice = languageChoice(now, ownLanguage.of(seat), () => {
      const other = chosen(ownLanguage.of(seat));
      document.documentElement.lang = other.language;
      show(other);
    });
    whole.replaceChildren(...[choice, kind === 'carerSupervision' ? new OwnRecord(seat, now, message).element : hourOver(seat, now)].filter(one => one !== null));
  };
  show(say);
  return whole;
}

function hourOver(seat, say) {
  const support = new Support(seat, say);
  const screen = calm({ title: say('hourOver'), texts: [say('goGently'), say('closePage')], word: stateWord('Finished', say), picture: false,
    extra: [support.show(sessionStorage.getItem(`worker ${seat}`) ?? undefined)] });
  screen.prepend(nature());
  return screen;
}

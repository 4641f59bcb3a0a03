// The staff's talk with sound and picture, after the family has gone: a camera and connections of its own, on only while this person is in it.
import { h, icon, place, update } from './dom.js';
import { Faces } from './face.js';
import { Media } from './media.js';
import { cameraProblem } from './screens.js';
import { isInTalk } from './protocol.js';

/** @typedef {import('./protocol.js').State} State */
/** @typedef {import('./staff.js').Ask} Ask */

export class DebriefTalk {
  #connection; #ask;
  /** @type {Media | null} */
  #media = null;
  #faces = new Faces();
  #problem = '';
  #intro = h('div', {});
  #pictures = h('div', { class: 'talk-faces' });
  #buttons = h('div', { class: 'row' });
  #alert = h('div', { role: 'alert' });
  element = h('div', { class: 'talk' }, this.#intro, this.#alert, this.#pictures, this.#buttons);

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {Ask} ask
   */
  constructor(connection, ask) {
    this.#connection = connection;
    this.#ask = ask;
  }

  /** @param {State} state */
  show(state) {
    const may = verb => state.may.includes(verb);
    const talk = state.talk?.kind === 'debrief' ? state.talk : undefined;
    const isIn = talk !== undefined && isInTalk(state);
    if (isIn && !this.#media) this.#turnOn();
    if (!isIn) this.#turnOff();
    this.#media?.apply(state);
    const others = (talk?.people ?? []).filter(person => person.seat !== state.you.seat).map(person => person.shownName);
    update(this.#intro, [isIn, others, may('joinDebrief'), state.media.isOpen], () => [
      isIn ? h('p', {}, others.length ? `You and ${others.join(' and ')} see and hear each other. Nobody of the family is here. Nothing is recorded.` : 'You are in. The others can join you from their own pages. Nothing is recorded.')
        : others.length ? h('p', {}, `${others.join(' and ')} ${others.length > 1 ? 'are' : 'is'} talking, with sound and picture.`)
          : may('joinDebrief') ? h('p', {}, 'You can also talk with sound and picture. Only supervisor, colleague and interpreter can be in it, each by their own press.') : null,
    ]);
    update(this.#alert, this.#problem, () => [this.#problem ? h('p', { class: 'notice strong' }, this.#problem, ' ', h('button', { type: 'button', onclick: () => this.#turnOn() }, 'Try again')) : null]);
    this.#show(state, isIn);
    update(this.#buttons, [may('joinDebrief'), may('leaveTalk'), may('endTalk'), others.length, isIn, this.#media?.isMuted], () => [
      may('joinDebrief') ? h('button', { type: 'button', class: 'primary', 'data-key': 'joinDebrief', onclick: () => this.#ask('joinDebrief') }, icon('play'),
        h('span', {}, others.length ? 'Join with sound and picture' : 'Talk with sound and picture')) : null,
      isIn ? h('button', { type: 'button', 'data-key': 'mute', 'aria-pressed': String(this.#media?.isMuted ?? false), onclick: () => this.#mute() }, this.#media?.isMuted ? 'Turn my sound on' : 'Turn my sound off') : null,
      may('leaveTalk') ? h('button', { type: 'button', 'data-key': 'leaveTalk', onclick: () => this.#ask('leaveTalk') }, icon('door'), h('span', {}, 'Leave the talk')) : null,
      may('endTalk') && talk ? h('button', { type: 'button', 'data-key': 'endTalk', onclick: () => this.#ask('endTalk') }, icon('end'), h('span', {}, 'End it for everybody')) : null,
    ]);
  }

  #show(state, isIn) {
    if (!isIn) {
      this.#faces.blank();
      return place(this.#pictures, []);
    }
    const faces = state.talk.people.map(person => {
      const isSelf = person.seat === state.you.seat;
      const face = this.#faces.at(person.seat, isSelf);
      const stream = isSelf ? this.#media?.local : this.#media?.streams.get(person.seat);
      face.call(person.shownName, isSelf ? 'you' : stream ? '' : 'connecting');
      face.show(stream ?? null);
      face.veil(!isSelf && this.#media?.stalled.has(person.seat) === true);
      return face.element;
    });
    place(this.#pictures, faces);
  }

  async #turnOn() {
    this.#media?.stop();
    const media = new Media(this.#connection, { isAfterEnd: true });
    this.#media = media;
    this.#problem = '';
    for (const type of ['change', 'progress']) media.addEventListener(type, () => { if (this.#connection.state && media === this.#media) this.show(this.#connection.state); });
    try {
      await media.open();
    } catch (error) {
      if (media !== this.#media) return;
      this.#problem = cameraProblem(error, key => CAMERA[/** @type {keyof typeof CAMERA} */ (key)]);
    }
    if (this.#connection.state) this.show(this.#connection.state);
  }

  #turnOff() {
    this.#problem = '';
    const media = this.#media;
    this.#media = null;
    media?.stop();
  }

  #mute() {
    this.#media?.mute(!this.#media.isMuted);
    if (this.#connection.state) this.show(this.#connection.state);
  }
}

const CAMERA = {
  cameraDenied: 'The browser did not let this page use camera and microphone. Allow it beside the address.',
  cameraBusy: 'The camera is in use elsewhere. Close other calls.',
  cameraMissing: 'No camera and microphone were found on this device.',
  cameraUnsupported: 'This browser can’t make video calls.',
};

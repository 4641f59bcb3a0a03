// A child's room: the face they came to see, small faces of who else is here, three buttons. Nothing that must be read.
import { h, icon, place, update } from './dom.js';
import { announce } from './announce.js';
import { afterwards, childsParts } from './after.js';
import { Faces, inOrder } from './face.js';
import { feelings } from './feelings.js';
import { isInTalk, isOver, lookingSupervisor, shownPeople } from './protocol.js';
import { Drawing } from './room-drawing.js';
import { calm, stateWord, languageChoice } from './screens.js';
import { pinned } from './signing.js';
import { showWeak } from './weak.js';

/** @typedef {import('./protocol.js').State} State */

export class ChildRoom {
  #connection; #media; #say;
  #screen = h('section', { class: 'room-child' });
  #top = h('header', { class: 'state' });
  #main = h('div', { class: 'main-face' });
  #others = h('div', { class: 'others' });
  #pins = h('div', { class: 'pins' });
  #buttons = h('div', { class: 'child-buttons' });
  #together = h('div', { class: 'together' });
  #ready; #talkButtons;
  #feelings;
  #drawing;
  #weak = h('div', { class: 'weak-place', role: 'status' });
  #quiet = h('div', { class: 'quiet-place' });
  faces = new Faces();
  /** Once the child has stopped, nothing the server says brings anything back. */
  isDone = false;
  /** @type {string | undefined} */
  companion;

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {import('./media.js').Media} media
   * @param {import('./words.js').Say} say
   */
  constructor(connection, media, say) {
    this.#connection = connection;
    this.#media = media;
    this.#say = say;
    this.#ready = h('button', { type: 'button', class: 'ready primary', onclick: () => this.#sayReady() }, say('ready'));
    this.#talkButtons = h('div', { class: 'talk-buttons' });
    this.#feelings = feelings(connection.state?.you.seat ?? '', say, say('feelBefore'));
    this.#drawing = new Drawing(connection, say, { changed: () => { if (connection.state && !this.isDone) this.show(connection.state); } });
    this.#makeButtons();
    const seat = connection.state?.you.seat ?? '';
    if (sessionStorage.getItem(`stopped ${seat}`)) this.stop();
  }

  /**
   * The screen for a snapshot.
   * @param {State} state
   * @returns {HTMLElement}
   */
  show(state) {
    this.companion = state.you.companion;
    const say = this.#say;
    const isDone = isOver(state) || state.you.place === 'gone';
    const talks = isInTalk(state);
    update(this.#top, [state.word, state.sentence, talks], () => [h('h1', { class: 'unseen' }, say('familyTime')), stateWord(state.word, say), h('p', { class: 'sentence' }, state.sentence), talks ? this.#talkButtons : null]);
    this.#drawing.follow(state);
    const isBreakOffered = state.may.includes('break');
    this.#break.hidden = !isBreakOffered;
    this.#notOK.hidden = !['live', 'held'].includes(state.phase) || state.you.place !== 'room';
    if (isDone || !state.media.isOpen || state.you.place !== 'room') {
      this.faces.blank();
      this.#screen.classList.remove('signing');
      const isWaiting = !isDone && state.you.place === 'waiting';
      const name = lookingSupervisor(state);
      update(this.#quiet, [state.phase, state.word, state.sentence, state.you, name, state.may.includes('ready'), state.talk], () => [calm({
        title: isDone ? state.sentence : state.phase === 'held' && !isWaiting ? say(state.word) : say('waitingChild'),
        texts: isDone ? [] : [isInTalk(state) ? this.#coming(state) : state.sentence],
        word: state.phase === 'held' && !isWaiting ? null : stateWord(state.word, say),
        picture: !isWaiting,
        extra: isWaiting ? [this.#self(state, 'preview'), name ? h('p', {}, say('seenChild', { name })) : null, this.#feelings, languageChoice(say, state.you.language)]
          : [this.#talkOffer(state), state.may.includes('ready') ? this.#ready : null],
      })]);
      if (isWaiting) this.#self(state, 'preview');
      place(this.#screen, isDone ? [this.#quiet] : [this.#quiet, this.#buttons]);
      return this.#screen;
    }
    showWeak(this.#weak, state, this.#media, say);
    const people = shownPeople(state);
    const wanted = people.find(person => person.role === 'family') ?? people[0];
    const pins = pinned(state, people, wanted);
    this.#screen.classList.toggle('signing', pins.length > 0);
    place(this.#pins, pins.map(person => this.#face(person, 'pinned')));
    place(this.#main, pins.length ? [this.#pins] : wanted ? [this.#face(wanted, 'big')] : []);
    const rest = inOrder(people.filter(person => person !== wanted && !pins.includes(person)));
    place(this.#others, [...this.#companionFace(state), ...rest.map(person => this.#face(person, 'round')), this.#self(state, 'round')]);
    const isDrawing = this.#drawing.isOpen;
    place(this.#together, isDrawing ? [this.#main, this.#drawing.element] : []);
    update(this.#talkButtons, [talks, state.may.includes('ready')], () => talks ? [state.may.includes('ready') ? this.#ready : null, this.#endButton()] : []);
    place(this.#screen, [this.#top, this.#weak, ...(talks || this.#drawing.button.hidden ? [] : [this.#drawing.button]), isDrawing && !talks ? this.#together : this.#main, this.#others, this.#buttons]);
    return this.#screen;
  }

  stopButton() {
    return h('button', { type: 'button', class: 'stop', onclick: () => this.stop() }, icon('hand'), h('span', {}, this.#say('stop')));
  }

  #break = h('span');
  #notOK = h('span');

  #makeButtons() {
    const say = this.#say;
    this.#break = h('button', { type: 'button', class: 'break', onclick: () => this.#takeBreak() }, icon('cup'), h('span', {}, say('break')));
    const heard = h('span', { class: 'heard', 'aria-live': 'polite' });
    this.#notOK = h('button', { type: 'button', class: 'not-ok', onclick: () => this.#connection.alert() }, icon('cloud'), h('span', {}, say('notOK')), heard);
    // Only she sees it, small, for a moment.
    this.#connection.addEventListener('alerted', () => {
      heard.textContent = say('heard');
      setTimeout(() => { heard.textContent = ''; }, 4000);
    });
    this.#buttons.append(this.stopButton(), this.#break, this.#notOK);
  }

  /** Blank at once; the server pauses it for everybody. */
  #takeBreak() {
    this.faces.blank();
    this.#connection.request('break').catch(() => { if (this.#connection.state) this.show(this.#connection.state); });
  }

  /** In a break: whom she can talk with alone now, if she likes; or, once she has asked, that they come. */
  #talkOffer(state) {
    if (isInTalk(state)) return this.#endButton();
    const [partner] = state.may.includes('talk') ? state.talk?.with ?? [] : [];
    return partner ? h('button', { type: 'button', class: 'talk-ask', 'data-key': 'talk', onclick: () => this.#connection.request('talk', { seat: partner.seat }).catch(() => {}) },
      icon('play'), h('span', {}, this.#say('talkTo', { name: partner.shownName }))) : null;
  }

  #coming(state) {
    const other = state.talk.people.find(person => person.seat !== state.you.seat);
    return `${this.#say('talkComing', { name: other?.shownName ?? '' })}${this.companion ? ` ${this.#say('withYou', { name: this.companion })}` : ''}`;
  }

  #endButton() {
    return h('button', { type: 'button', class: 'talk-end', 'data-key': 'endTalk', onclick: () => this.#connection.request('endTalk').catch(() => {}) }, this.#say('talkEnd'));
  }

  #sayReady() {
    this.#connection.request('ready').catch(() => {});
  }

  /** Everything off first; then the server is told, now or as soon as it is there again. */
  stop() {
    this.isDone = true;
    this.#media.stop();
    this.faces.blank();
    announce('');
    const say = this.#say;
    const texts = [say('stoppedText'), this.companion ? say('withYou', { name: this.companion }) : null];
    const main = document.getElementById('main');
    if (main) place(main, [calm({ title: say('stoppedTitle'), texts })]);
    /** @type {HTMLElement | null | undefined} */ (main?.querySelector('h1'))?.focus();
    const seat = this.#connection.state?.you.seat ?? location.hash.slice(1);
    sessionStorage.setItem(`stopped ${seat}`, 'yes');
    // Once the server has ended it there is a place to say how it was.
    this.#connection.addEventListener('over', async () => {
      const after = await afterwards(seat);
      if (after) main?.firstElementChild?.append(...childsParts(seat, after, say));
    }, { once: true });
    const tell = () => this.#connection.request('stop').then(() => this.#connection.removeEventListener('state', tell), () => {});
    this.#connection.addEventListener('state', tell);
    if (this.#connection.state) tell();
  }

  #face(person, kind) {
    const face = this.faces.at(person.seat);
    face.kind = kind;
    face.call(person.shownName);
    face.show(this.#media.streams.get(person.seat) ?? null);
    // Never a frozen picture; the sound goes on.
    face.veil(this.#media.stalled.has(person.seat));
    return face.element;
  }

  /** The grown-up beside the child comes first; they share its camera, so it is their letter. */
  #companionFace(state) {
    if (!state.you.companion) return [];
    const face = this.faces.at('companion');
    face.kind = 'round';
    face.call(state.you.companion);
    return [face.element];
  }

  #self(state, kind) {
    const face = this.faces.at(state.you.seat, true);
    face.kind = kind;
    face.call(state.you.shownName);
    face.show(this.#media.local);
    return face.element;
  }
}

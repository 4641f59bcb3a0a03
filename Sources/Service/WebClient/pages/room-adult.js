// The room of a family member or an interpreter: the child large, the supervisor always there, themselves small.
import { announce } from './announce.js';
import { h, icon, place, update } from './dom.js';
import { Faces, inOrder } from './face.js';
import { isOver, lookingSupervisor, shownPeople } from './protocol.js';
import { Drawing } from './room-drawing.js';
import { PrivateWords } from './room-word.js';
import { calm, helpFor, languageChoice, stateWord } from './screens.js';
import { DebriefPart } from './staff.js';
import { pinned } from './signing.js';
import { showWeak } from './weak.js';
import { isBengali } from './words.js';

/** @typedef {import('./protocol.js').State} State */

export class AdultRoom {
  #connection; #media; #say;
  #screen = h('section', { class: 'room-adult' });
  #top = h('header', { class: 'state' });
  #main = h('div', { class: 'main-face' });
  #others = h('div', { class: 'others' });
  #pins = h('div', { class: 'pins' });
  #weak = h('div', { class: 'weak-place', role: 'status' });
  #quiet = h('div', { class: 'quiet-place' });
  #controls = h('footer', { class: 'controls' });
  #isAsking = false;
  #together = h('div', { class: 'together' });
  #language = h('div', { class: 'language-place' });
  #drawing;
  #seat;
  #words; #debrief;
  faces = new Faces();
  isDone = false;

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {import('./media.js').Media} media
   * @param {import('./words.js').Say} say
   */
  constructor(connection, media, say) {
    this.#connection = connection;
    this.#media = media;
    this.#say = say;
    this.#seat = connection.state?.you.seat ?? location.hash.slice(1);
    this.#drawing = new Drawing(connection, say, { changed: () => { if (connection.state && !this.isDone) this.show(connection.state); } });
    this.#words = new PrivateWords(connection, say);
    this.#debrief = new DebriefPart(connection, (type, members) => connection.request(type, members).then(() => true, () => false));
  }

  /**
   * The screen for a snapshot.
   * @param {State} state
   * @returns {HTMLElement}
   */
  show(state) {
    const say = this.#say;
    const isDone = isOver(state) || state.you.place === 'gone';
    this.#drawing.follow(state);
    this.#showControls(state);
    this.#words.show(state);
    update(this.#language, state.you.language, () => [languageChoice(say, state.you.language, () => this.#connection.speak())]);
    if (isDone) {
      this.faces.blank();
      // Whoever is asked to talk it over is not sent away.
      this.#showQuiet(state, say('finishedTitle'), state.debrief ? [] : [h('p', {}, say('closePage'))]);
      this.#debrief.show(state);
      place(this.#screen, state.debrief ? [this.#quiet, this.#debrief.element] : [this.#quiet]);
      return this.#screen;
    }
    const isOpen = state.media.isOpen && state.you.place === 'room';
    if (!isOpen) {
      this.#screen.classList.remove('signing');
      this.faces.blank();
      // Whoever comes back to the door waits there, paused or not, and is looked at again.
      const isHeld = state.phase === 'held' && state.you.place !== 'waiting';
      this.#showQuiet(state, isHeld ? say('Paused') : say('waitingTitle'), isHeld ? [] : this.#preview(state));
      if (!isHeld) this.#self(state, 'preview');
      place(this.#screen, [this.#quiet, this.#controls, this.#words.element, this.#language]);
      return this.#screen;
    }
    update(this.#top, [state.word, state.sentence], () => [h('h1', { class: 'unseen' }, say('familyTime')), stateWord(state.word, say), h('p', { class: 'sentence' }, state.sentence)]);
    showWeak(this.#weak, state, this.#media, say);
    const people = shownPeople(state);
    const wanted = people.find(person => person.role === 'child') ?? people.find(person => person.role === 'family') ?? people[0];
    const pins = pinned(state, people, wanted);
    this.#screen.classList.toggle('signing', pins.length > 0);
    place(this.#pins, pins.map(person => this.#face(person, 'pinned')));
    place(this.#main, pins.length ? [this.#pins] : wanted ? [this.#face(wanted, 'big')] : []);
    const rest = inOrder(people.filter(person => person !== wanted && !pins.includes(person)));
    place(this.#others, [...rest.map(person => this.#face(person, 'side')), this.#self(state, 'side')]);
    const isDrawing = this.#drawing.isOpen;
    place(this.#together, isDrawing ? [this.#main, this.#drawing.element] : []);
    place(this.#screen, [this.#top, this.#weak, isDrawing ? this.#together : this.#main, this.#others, this.#controls, this.#words.element, this.#language]);
    return this.#screen;
  }

  #showQuiet(state, title, extra) {
    const say = this.#say;
    update(this.#quiet, [state.phase, state.word, state.sentence, state.you.place, state.you.shownName, lookingSupervisor(state), Boolean(state.debrief)], () => [calm({
      title,
      word: stateWord(state.word, say),
      texts: [h('p', { lang: isBengali(state.sentence) ? 'bn' : 'en' }, state.sentence),
        extra.length > 1 && state.you.place === 'waiting' ? say(lookingSupervisor(state) ? 'unheard' : 'alone') : null],
      picture: extra.length < 2,
      extra,
    })]);
  }

  /** While they wait: their picture as the others will get it. */
  #preview(state) {
    const name = lookingSupervisor(state);
    return [this.#self(state, 'preview'), name ? h('p', {}, this.#say('seen', { name })) : null, h('p', { class: 'soft' }, this.#say('exactly'), ' ', this.#say('nameRead', { name: state.you.shownName }))];
  }

  #face(person, kind) {
    const say = this.#say;
    const face = this.faces.at(person.seat);
    face.kind = kind;
    const role = ['supervisor', 'interpreter'].includes(person.role) ? say(person.role) : person.companion ?? '';
    face.call(person.shownName, person.isConnected ? role : say('notHere'));
    face.show(this.#media.streams.get(person.seat) ?? null);
    // Never a frozen picture; the sound goes on.
    face.veil(this.#media.stalled.has(person.seat));
    return face.element;
  }

  #self(state, kind) {
    const face = this.faces.at(state.you.seat, true);
    face.kind = kind;
    face.call(state.you.shownName, kind === 'preview' ? '' : this.#say('you'));
    face.show(this.#media.local);
    return face.element;
  }

  // Leaving

  #showControls(state) {
    const say = this.#say;
    const mayWithdraw = state.may.includes('withdraw');
    const mayDraw = state.media.isOpen && state.you.place === 'room' && !this.#drawing.button.hidden;
    update(this.#controls, [mayWithdraw, this.#isAsking, say.language, mayDraw], () => this.#isAsking ? [
      h('div', { class: 'ask', role: 'group', 'aria-labelledby': 'ask' },
        h('h2', { id: 'ask' }, say('withdrawTitle')),
        h('p', {}, say('withdrawText')),
        h('div', { class: 'two-lists' },
          h('div', {}, h('h3', {}, say('withdrawDoes')), h('ul', {}, ...['withdrawDoes1', 'withdrawDoes2'].map(key => h('li', {}, icon('check'), h('span', {}, say(key)))))),
          h('div', {}, h('h3', {}, say('withdrawDoesNot')), h('ul', {}, ...['withdrawDoesNot1', 'withdrawDoesNot2', 'withdrawDoesNot3'].map(key => h('li', {}, icon('cross'), h('span', {}, say(key))))))),
        h('div', { class: 'actions equal' },
          h('button', { type: 'button', onclick: () => this.#withdraw() }, say('withdrawYes')),
          h('button', { type: 'button', onclick: () => this.#ask(false) }, say('withdrawNo')))),
    ] : [
      h('button', { type: 'button', class: 'leave', 'data-key': 'leave', onclick: () => this.#leave() }, icon('door'), h('span', {}, say('leave'))),
      mayDraw ? this.#drawing.button : null,
      mayWithdraw ? h('button', { type: 'button', class: 'plain', 'data-key': 'withdraw', onclick: () => this.#ask(true) }, say('withdraw')) : null,
    ]);
  }

  #ask(isAsking) {
    this.#isAsking = isAsking;
    if (this.#connection.state) this.show(this.#connection.state);
    /** @type {HTMLElement | null} */ (this.#controls.querySelector('button'))?.focus();
  }

  /** Dark at once; five seconds to change one's mind; then the server is told. */
  #leave() {
    const say = this.#say;
    this.isDone = true;
    this.faces.blank();
    announce('');
    this.#media.dim(true);
    let seconds = 5;
    const text = h('p', {}, say('leavingText', { seconds }));
    const stay = h('button', { type: 'button', class: 'primary', onclick: () => {
      clearInterval(timer);
      this.isDone = false;
      this.#media.dim(false);
      if (this.#connection.state) this.#put(this.show(this.#connection.state));
    } }, say('stay'));
    const timer = setInterval(() => {
      text.textContent = say('leavingText', { seconds: --seconds });
      if (seconds > 0) return;
      clearInterval(timer);
      this.#goFor('leave', say('leftTitle'));
    }, 1000);
    this.#put(calm({ title: say('leavingTitle'), texts: [text], extra: [h('div', { class: 'actions' }, stay)] }));
  }

  #withdraw() {
    this.isDone = true;
    announce('');
    this.#goFor('withdraw', this.#say('withdrawnTitle'));
  }

  /** Off first, then told; told again until it is heard. */
  #goFor(type, title) {
    const say = this.#say;
    this.#media.stop();
    this.faces.blank();
    const extra = type === 'leave' ? [h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => location.reload() }, say('comeBack')))] : [];
    const help = helpFor(this.#seat);
    const next = type === 'withdraw' && help ? say('withdrawnNext', help) : help ? say('someoneToAsk', help) : null;
    this.#put(calm({ title, texts: [say('leftText'), next, say('closePage')], extra }));
    const done = () => { this.#connection.removeEventListener('state', tell); this.#connection.close(); };
    const tell = () => { this.#connection.request(type).then(done, () => {}); };
    this.#connection.addEventListener('state', tell);
    if (this.#connection.state) tell();
  }

  #put(screen) {
    const main = document.getElementById('main');
    if (main) place(main, [screen]);
    /** @type {HTMLElement | null} */ (screen.querySelector('h1'))?.focus();
  }
}

// What the desk shows for a snapshot.
import { h, icon, place, update } from './dom.js';
import { isForCarers, supportPart } from './desk-carers.js';
import { checksPart, planPart } from './desk-checks.js';
import { childPart } from './desk-child.js';
import { nowPart } from './desk-now.js';
import { peoplePart, roleName } from './desk-people.js';
import { NotesPart } from './desk-notes.js';
import { RecordPart } from './desk-record.js';
import { handoverPart } from './desk-handover.js';
import { LadderPart } from './desk-ladder.js';
import { DebriefPart, WordsPart } from './staff.js';
import { LeaseMeter } from './desk-lease.js';
import { Faces } from './face.js';
import { Portraits } from './portrait.js';
import { isInTalk, isOver, Refused, shownPeople } from './protocol.js';
import { Drawing } from './room-drawing.js';
import { stateWord, timeOfDay } from './screens.js';
import { Sheet } from './sheet.js';
import { pinned } from './signing.js';
import { SharedList } from './shared-list.js';
import { speaker } from './words.js';

/** @typedef {import('./protocol.js').State} State */

export class Desk {
  #connection; #media; #alarm;
  #word = h('div', { class: 'desk-word' });
  #sentence = h('p', { class: 'sentence', role: 'status' });
  #clock = h('p', { class: 'clock' });
  #lease = new LeaseMeter();
  #pictures = h('div', { class: 'pictures' });
  #pins = h('div', { class: 'pins' });
  #cover = h('div', { class: 'cover' });
  #answer = h('div', { class: 'answer', role: 'alert' });
  #now = h('section', { class: 'card now', 'aria-labelledby': 'now' });
  #child = h('section', { class: 'card child-side', 'aria-label': 'The child' });
  #drawing;
  #pages = h('section', { class: 'card pages' });
  #people = h('section', { class: 'card people', 'aria-labelledby': 'people' });
  #checks = h('section', { class: 'card checks', 'aria-labelledby': 'checks' });
  #plan = h('section', { class: 'card plan' });
  #handover = h('section', { class: 'card handover' });
  #words; #ladder; #debrief;
  #offerHeard = false;
  #support = h('section', { class: 'card support-card', 'aria-labelledby': 'support' });
  #list;
  #notes;
  #record;
  #corner = h('div', { class: 'corner', role: 'group', 'aria-label': 'Pause and end' });
  #sheet;
  #isEnding = false;
  #pagesSeen = 0;
  /** @type {State | null} */
  #state = null;
  /** The civil clock's distance from this machine's. */
  #clockOffset = 0;
  #portraits = new Portraits(() => this.#showPeople());
  faces = new Faces();
  needsTap = false;

  /**
   * @param {import('./protocol.js').Connection} connection
   * @param {import('./media.js').Media} media
   * @param {import('./alarm.js').Alarm} alarm
   */
  constructor(connection, media, alarm) {
    this.#connection = connection;
    this.#media = media;
    this.#alarm = alarm;
    this.#notes = new NotesPart((type, members) => this.ask(type, members));
    this.#list = new SharedList(async (type, members) => (await this.ask(type, members)) ? null : '', speaker('en'));
    this.#record = new RecordPart(() => timeOfDay(Date.now() + this.#clockOffset, this.#state?.clock.zone ?? 'Europe/London'));
    this.#drawing = new Drawing(connection, speaker('en'), { mayDraw: false });
    this.#words = new WordsPart((type, members) => this.ask(type, members));
    this.#debrief = new DebriefPart(connection, (type, members) => this.ask(type, members));
    this.#ladder = new LadderPart((type, members) => this.ask(type, members), {
      privateWord: () => this.#words.focus(), hold: () => this.#pause(false), end: () => this.#ending(true),
    });
    this.element = h('div', { class: 'desk-grid' },
      h('header', { class: 'desk-top' }, h('h1', { class: 'unseen' }, 'Session desk'), this.#word, this.#sentence, this.#clock, this.#lease.element),
      h('div', { class: 'left' }, this.#pictures, this.#cover),
      // Before the rest for the keyboard, too: nothing needed in an emergency is far.
      this.#corner,
      h('div', { class: 'right' }, this.#answer, this.#child, this.#pages, this.#support, this.#handover, this.#now, this.#list.element, this.#people, this.#ladder.element, this.#words.element, this.#debrief.element, this.#notes.element, this.#checks, this.#plan, this.#record.element));
    this.#sheet = new Sheet(/** @type {HTMLElement} */ (this.element.querySelector('.right')), this.element);
    connection.addEventListener('message', event => {
      const message = /** @type {CustomEvent} */ (event).detail;
      if (message.type === 'portrait') this.#portraits.take(message);
    });
    setInterval(() => this.#tick(), 250);
  }

  get isWriting() { return this.#record.isShown; }

  /** @param {State} state */
  show(state) {
    // What was refused in another phase says nothing of this one.
    if (this.#state?.phase !== state.phase) this.#answer.replaceChildren();
    this.#state = state;
    this.#clockOffset = state.clock.civil - Date.now();
    const isEnded = isOver(state);
    this.element.classList.toggle('after', isEnded);
    this.element.classList.toggle('begun', ['live', 'held'].includes(state.phase));
    this.#sheet.follow(state.phase === 'live');
    update(this.#word, state.word, () => [stateWord(state.word)]);
    update(this.#sentence, state.sentence, () => [state.sentence]);
    this.#lease.follow(state);
    this.showFaces();
    const ask = (type, members) => this.ask(type, members);
    const isCalled = state.may.includes('takeOver') && state.phase === 'held' || Boolean(state.pages?.length);
    update(this.#pages, [state.pages, state.may.includes('takeOver'), isCalled], () => pagesPart(state, ask));
    this.#pages.hidden = !isCalled;
    update(this.#child, [state.children, state.talk, state.may.includes('talk'), state.media.isOpen], () => childPart(state, ask));
    this.#child.hidden = !this.#child.childElementCount;
    // A ring at a live desk would be heard in the room.
    const isHeardInTheRoom = state.you.role === 'supervisor' && state.phase === 'live';
    if ((state.pages?.length ?? 0) > this.#pagesSeen && !isHeardInTheRoom) this.#alarm.ring();
    this.#pagesSeen = state.pages?.length ?? 0;
    update(this.#support, state.support, () => state.support ? supportPart(state, ask) : []);
    this.#support.hidden = !state.support;
    this.#list.show(state);
    this.#showPeople();
    update(this.#checks, [state.checks, state.may.includes('check')], () => checksPart(state, ask));
    this.#checks.hidden = !state.checks?.length || isEnded;
    update(this.#plan, state.plan, () => planPart(state));
    this.#plan.hidden = !state.plan;
    this.#now.hidden = this.#people.hidden = isEnded;
    this.#notes.show(state, isEnded);
    this.#showStaff(state, ask);
    this.#showCorner(state);
    if (isEnded && state.you.role === 'supervisor') this.#record.open(state.you.seat, state.kind);
  }

  /** Handover, steps, and what staff write each other. */
  #showStaff(state, ask) {
    const parts = handoverPart(state, ask);
    update(this.#handover, [state.handover, state.you.seat, state.you.role, state.writesTo, ['offerSupervision', 'takeOver', 'acceptSupervision', 'leave'].map(verb => state.may.includes(verb)), state.plan], () => parts);
    this.#handover.hidden = !parts.length;
    this.#handover.classList.toggle('on', Boolean(state.handover));
    this.#handover.classList.toggle('asked', state.handover?.to === state.you.seat && state.handover?.step !== 'accepted');
    const isAsked = state.handover?.to === state.you.seat && state.handover.step === 'offered';
    if (isAsked && !this.#offerHeard) this.#alarm.ring();
    this.#offerHeard = isAsked;
    this.#ladder.show(state);
    this.#words.show(state);
    this.#debrief.show(state);
  }

  /** Who waits and is here, and what comes next with them. */
  #showPeople() {
    const state = this.#state;
    if (!state) return;
    const portraits = this.#portraits;
    portraits.keep(state.waiting ?? []);
    portraits.meet(state.people);
    const ask = (type, members) => this.ask(type, members);
    update(this.#now, [state.phase, state.missing, state.advice, state.may, state.waiting, state.checks, state.plan, state.you.role, portraits.value], () => nowPart(state, portraits, ask));
    update(this.#people, [state.people, state.waiting, state.may, portraits.value], () => peoplePart(state, portraits, ask));
  }

  /** Blank at once; the meter empties. */
  lost() {
    this.faces.blank();
    this.#portraits.clear();
    this.#showPeople();
    this.#lease.lose();
    update(this.#word, null, () => []);
    update(this.#sentence, null, () => ['Until you are connected again, this page does not know how it goes on.']);
    this.#covered('The connection is lost', 'The pictures come back when you do.');
  }

  showFaces() {
    const state = this.#state;
    if (!state || !this.#connection.state) return;
    const self = this.faces.at(state.you.seat, true);
    self.call(state.you.shownName, 'you');
    self.show(state.phase === 'held' && !isInTalk(state) ? null : this.#media.local);
    const waiting = isInTalk(state) ? [] : (state.waiting ?? []).filter(person => this.#media.streams.has(person.seat));
    const people = shownPeople(state);
    const pins = pinned(state, people);
    place(this.#pins, pins.map(person => this.#face(person, state)));
    const others = [...people.filter(person => !pins.includes(person)), ...waiting].map(person => this.#face(person, state));
    this.#drawing.follow(state);
    const drawn = this.#drawing.isOpen && state.media.isOpen ? [this.#drawing.element] : [];
    place(this.#pictures, [...(pins.length ? [this.#pins] : []), ...others, ...drawn, ...(this.#media.local ? [self.element] : [])]);
    this.#pictures.dataset.count = String(pins.length + others.length + drawn.length);
    // Pictures that sign do not shrink: what does not fit is scrolled to, by keyboard too.
    const left = /** @type {HTMLElement} */ (this.#pictures.parentElement);
    for (const [name, value] of [['tabindex', '0'], ['role', 'region'], ['aria-label', 'Pictures and drawing']]) {
      if (pins.length) left.setAttribute(name, value);
      else left.removeAttribute(name);
    }
    if (state.media.isOpen && !isOver(state)) update(this.#cover, null, () => []);
    else this.#covered(...coverText(state));
  }

  /**
   * Asks the server; what it answers, if it is no, is shown where it was asked.
   * @param {string} type
   * @param {object} [members]
   */
  async ask(type, members) {
    this.#answer.replaceChildren();
    try {
      await this.#connection.request(type, members);
      return true;
    } catch (error) {
      const text = error instanceof Refused ? error.message : 'Something went wrong.';
      this.#answer.replaceChildren(h('p', { class: 'notice strong' }, text, ' ',
        h('button', { type: 'button', class: 'plain', onclick: () => this.#answer.replaceChildren() }, 'All right')));
      return false;
    }
  }

  #face(person, state) {
    const face = this.faces.at(person.seat);
    face.kind = person.signs ? 'tile pinned' : 'tile';
    // A carer in respite need not have a picture; the sound goes on without.
    const isOptional = state.kind === 'virtualRespite';
    const isStill = this.#media.stalled.has(person.seat);
    // Never a frozen picture; the sound goes on.
    face.veil(isStill);
    const isStalled = isStill && !isOptional;
    const where = 'isIdentityConfirmed' in person ? 'in the waiting room' : '';
    const more = [roleName(person), person.isConnected ? where : 'connection lost', isStalled && state.media.isOpen ? 'no picture' : '']
      .filter(Boolean).join(', ');
    face.call(person.shownName, more);
    face.show(state.media.isOpen ? this.#media.streams.get(person.seat) ?? null : null);
    return face.element;
  }

  #covered(title, text) {
    update(this.#cover, [title, text], () => [h('h2', {}, title), h('p', {}, text)]);
  }

  /** Pause, Go on and End: always in this corner, never behind anything. */
  #showCorner(state) {
    const { may, phase } = state;
    const isPaused = phase === 'held';
    // What would be refused now is not the thing to press.
    const isLacking = (state.missing ?? []).length > 0;
    if (!may.includes('end')) this.#isEnding = false;
    this.#corner.hidden = !['hold', 'resume', 'end'].some(verb => may.includes(verb));
    update(this.#corner, [may.includes('hold'), may.includes('resume'), may.includes('end'), isPaused, isLacking, this.#isEnding], () => this.#isEnding ? [
      h('div', { class: 'ending', role: 'group', 'aria-labelledby': 'ending' },
        h('h2', { id: 'ending' }, 'End it: why?'),
        ...endReasons(state).map(([reason, text]) => h('button', { type: 'button', 'data-key': reason, onclick: () => this.ask('end', { reason }) }, text)),
        h('button', { type: 'button', class: 'plain', 'data-key': 'no', onclick: () => this.#ending(false) }, 'No, go back')),
    ] : [
      isPaused
        ? h('button', { type: 'button', class: isLacking ? 'big' : 'big primary', disabled: !may.includes('resume'), 'data-key': 'hold', onclick: () => this.ask('resume') }, icon('play'), h('span', {}, 'Go on'))
        : h('button', { type: 'button', class: 'big', disabled: !may.includes('hold'), 'data-key': 'hold', onclick: () => this.#pause() }, icon('pause'), h('span', {}, 'Pause')),
      h('button', { type: 'button', class: 'big', disabled: !may.includes('end'), 'data-key': 'end', onclick: () => this.#ending(true) }, icon('end'), h('span', {}, 'End')),
    ]);
  }

  /** One press pauses; the reason can be noted after. */
  #pause(asksWhy = true) {
    this.faces.blank();
    if (asksWhy) this.#notes.offerPauseReasons();
    this.ask('hold', { reason: 'other' }).then(isDone => {
      if (isDone) return;
      this.#notes.withdrawPauseReasons();
      this.showFaces();
    });
  }

  #ending(isEnding) {
    this.#isEnding = isEnding;
    if (this.#state) this.#showCorner(this.#state);
    /** @type {HTMLElement | null} */ (this.#corner.querySelector(isEnding ? 'button' : '[data-key=end]'))?.focus();
  }

  #tick() {
    this.#lease.tick();
    const state = this.#state;
    if (!state) return;
    const { clock, phase } = state;
    const now = Date.now() + this.#clockOffset;
    const minutes = Math.ceil((clock.to - now) / 60000);
    const left = ['live', 'held'].includes(phase) ? (minutes > 0 ? `ends in ${minutes} min` : 'time is over') : '';
    const value = [timeOfDay(now, clock.zone), timeOfDay(clock.from, clock.zone), timeOfDay(clock.to, clock.zone), left];
    update(this.#clock, value, () => [h('strong', {}, value[0]), h('span', {}, `${value[1]} to ${value[2]}`), left ? h('span', { class: minutes <= 5 ? 'soon' : '' }, left) : null]);
  }
}

// Parts

function pagesPart(state, ask) {
  const isCalled = (state.pages ?? []).length > 0;
  return [
    h('h2', {}, icon('bell'), isCalled ? 'You are needed' : 'If you are needed'),
    ...(state.pages ?? []).map(page => h('p', {}, page)),
    state.may.includes('takeOver')
      ? h('button', { type: 'button', class: 'primary', 'data-key': 'takeOver', onclick: () => ask('takeOver') }, 'I take over supervision') : null,
  ];
}

/**
 * @param {import('./protocol.js').State} state
 * @returns {[string, string]}
 */
function coverText(state) {
  switch (state.phase) {
    case 'held': return ['Paused', isForCarers(state) ? 'Nobody sees or hears anybody.' : 'Nobody sees or hears anybody. The child reads “You did nothing wrong”, the others that it is a short break.'];
    case 'ended': case 'writtenUp': case 'reviewed': case 'cancelled': case 'notHeld': return ['Finished', 'Camera and microphone are off.'];
    case 'live':
      if (state.you.role === 'colleague') return ['It is going on', 'You are on call. Its pictures are not shown here.'];
      return ['No pictures', 'Go into the room to see and hear.'];
    case 'scheduled': case 'gathering':
      return ['Not begun yet', state.may.includes('start') ? 'Pictures come when you begin.' : 'Nobody hears anybody yet. Only you see who waits.'];
  }
}

/** Before it has begun it is not held, and was not as planned. */
function endReasons(state) {
  const reasons = END_REASONS.filter(([reason]) => reason !== 'childAsked' || !isForCarers(state));
  if (!['scheduled', 'gathering'].includes(state.phase)) return reasons;
  return [['other', 'Somebody did not come, or another reason'], ...reasons.filter(([reason]) => !['planned', 'other'].includes(reason))];
}

const END_REASONS = [
  ['planned', 'We have finished'], ['childAsked', 'The child asked'], ['conduct', 'What somebody did or said'],
  ['technical', 'Technical trouble'], ['other', 'Another reason'],
];

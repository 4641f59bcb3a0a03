// The connection of one seat: ticket, hello, resume, requests and answers. No page is touched here.
import { LANGUAGE } from './words.js';

/**
 * @typedef {{seat: string, shownName: string, role: string, place: string, isConnected: boolean, companion?: string, signs?: boolean, picture?: 'small'|'paused', receivesPoorly?: boolean}} Person
 * @typedef {{seat: string, shownName: string, role: string, agreement: string, isIdentityConfirmed: boolean, isConnected: boolean, companion?: string, declaration?: 'missing'|'knowsNobody'|'knowsSomebody', obstacle?: {waitsFor: string[], reasons: string[]}}} Waiting
 * @typedef {object} State
 * @property {string} epoch
 * @property {number} sequence
 * @property {'scheduled'|'gathering'|'live'|'held'|'ended'|'writtenUp'|'reviewed'|'cancelled'|'notHeld'} phase
 * @property {string} word
 * @property {string} sentence
 * @property {{seat: string, role: string, shownName: string, place: string, language?: string, companion?: string, ownWorker?: string, signs?: boolean, picture?: 'small'|'paused', resumeSecret: string}} you
 * @property {Person[]} people
 * @property {{civil: number, from: number, to: number, zone: string}} clock
 * @property {string[]} may
 * @property {{isOpen: boolean, canPublish: boolean, isThin?: boolean}} media
 * @property {string[]} [missing]
 * @property {{remaining: number, limit: number, sees: boolean, hears: boolean, isHidden: boolean}} [lease]
 * @property {Waiting[]} [waiting]
 * @property {{entry: number, time: string, text: string, kind: string}[]} [notes]
 * @property {{check: string, isDone: boolean}[]} [checks]
 * @property {{goals: string[], restrictions: string[]}} [plan]
 * @property {string[]} [pages]
 * @property {string} [kind]
 * @property {{items: {text: string, by: string}[], agreedBy: string[], isAgreed: boolean, actions: {text: string, owner: string, due: string}[]}} [list]
 * @property {{entry: number, carer: string, time: string, isRepeated: boolean}[]} [support]
 * @property {{seat: string, shownName: string, isReady?: boolean, alerts: {time: string, acknowledgedBy?: string}[], before?: string, after?: string}[]} [children]
 * @property {boolean} [isDrawing]
 * @property {{to: string, shownName: string, step: 'offered'|'here'|'ready'|'accepted'}} [handover]
 * @property {{seat: string, shownName: string, role: string}[]} [writesTo]
 * @property {{number: number, time: string, from: string, fromName: string, to: string, toName: string, text: string, isRead: boolean}[]} [words]
 * @property {{words: {time: string, name: string, text: string}[]}} [debrief]
 * @property {string[]} [advice]
 * @property {{kind: 'withChild'|'debrief', people: {seat: string, shownName: string}[], with?: {seat: string, shownName: string}[]}} [talk] a few alone, with sound and picture
 */

/**
 * Whether nobody will meet in this session any more.
 * @param {State} state
 */
export function isOver(state) {
  return ['ended', 'writtenUp', 'reviewed', 'cancelled', 'notHeld'].includes(state.phase);
}

/**
 * Whether this person is one of the few who talk alone.
 * @param {State} state
 */
export function isInTalk(state) {
  return state.talk?.people.some(person => person.seat === state.you.seat) === true;
}

/**
 * Who is shown: everybody in the room, or in a talk of a few those few alone.
 * @param {State} state
 */
export function shownPeople(state) {
  const people = state.people.filter(person => person.place === 'room');
  if (!isInTalk(state)) return people;
  return people.filter(person => state.talk?.people.some(one => one.seat === person.seat));
}

/**
 * Who in the room sees a small picture of this person while they wait; undefined while nobody does.
 * @param {State} state
 */
export function lookingSupervisor(state) {
  if (state.you.place !== 'waiting') return undefined;
  return state.people.find(person => person.role === 'supervisor' && person.isConnected)?.shownName;
}

/** Why a request came to nothing: the server's code and sentence, or `lost` and `noAnswer`. */
export class Refused extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {string[]} [problems]
   * @param {{name: string, telephone: string} | null} [help] whom to ring
   */
  constructor(code, message, problems = [], help = null) {
    super(message);
    this.code = code;
    this.problems = problems;
    this.help = help;
  }
}

/**
 * A POST of this origin; throws Refused, with `lost` if the server could not be reached.
 * @param {string} path
 * @param {object} body
 * @param {RequestInit} [options]
 */
export function post(path, body, options = {}) {
  return ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), ...options });
}

/**
 * A GET of this origin.
 * @param {string} path
 */
export function get(path) {
  return ask(path, { method: 'GET' });
}

/**
 * A POST that is answered with a file.
 * @param {string} path
 * @param {object} body
 * @returns {Promise<Blob>}
 */
export function file(path, body) {
  return ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }, response => response.blob());
}

async function ask(path, options, read = response => response.json()) {
  let response, answer;
  try {
    response = await fetch(path, { ...options, credentials: 'same-origin', cache: 'no-store' });
    answer = await (response.ok ? read(response) : response.json());
  } catch {
    throw new Refused('lost', 'The server could not be reached. Nothing was changed.');
  }
  if (response.ok) return answer;
  const error = answer?.error ?? {};
  throw new Refused(error.code ?? 'lost', error.message ?? 'Something went wrong.', error.problems, error.help);
}

/**
 * Events: `state` (detail: State), `message` (detail: a message about media, a portrait or a stroke), `lost`, `alerted` (a beat has said that the child is not OK), `over` (detail: {code, message}).
 */
export class Connection extends EventTarget {
  #seat;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Refused) => void, timer: number}>} */
  #pending = new Map();
  #id = 0;
  #tries = 0;
  #isOver = false;
  /** When the server was last heard, by the page's own clock. */
  #heard = 0;
  /** @type {string | null} */
  #resume;
  /** @type {{code: string, message: string} | null} */
  #bye = null;
  /** @type {State | null} */
  state = null;
  /** Milliseconds between beats, as the server wishes. */
  beatMilliseconds = 1000;

  /** @param {string} seat */
  constructor(seat) {
    super();
    this.#seat = seat;
    this.#resume = sessionStorage.getItem(`resume ${seat}`);
    addEventListener('offline', () => this.restart());
    addEventListener('online', () => { if (!this.#socket) this.#open(); });
  }

  open() { this.#open(); }

  get isOpen() { return this.#socket?.readyState === WebSocket.OPEN; }

  /**
   * Asks, and waits for `done`; throws Refused.
   * @param {string} type
   * @param {object} [members]
   * @returns {Promise<any>}
   */
  request(type, members = {}) {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject(new Refused('lost', 'The connection is lost. Nothing was changed.'));
    }
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new Refused('noAnswer', 'No answer came. It may or may not have been done.'));
      }, 10000);
      this.#pending.set(id, { resolve, reject, timer });
      socket.send(JSON.stringify({ id, type, ...members }));
    });
  }

  /**
   * Reports, padded to one length, so that all beats look alike on the wire.
   * @param {boolean} visible
   * @param {{seat: string, frames: number, audio: number}[]} feeds
   */
  beat(visible, feeds) {
    // The server repeats its state each 1.5 s: whoever hears nothing must not show what was.
    if (this.#socket && performance.now() - this.#heard > SILENCE_MILLISECONDS) this.restart();
    if (!this.isOpen || !this.state) return;
    const alert = this.#alertBeats > 0;
    const bare = JSON.stringify({ type: 'beat', visible, feeds, alert, pad: '' });
    const longest = bare.length + Number(alert);
    const length = Math.ceil(longest / BEAT_LENGTH) * BEAT_LENGTH;
    this.#socket?.send(JSON.stringify({ type: 'beat', visible, feeds, alert, pad: '.'.repeat(length - bare.length) }));
    if (alert && this.#alertBeats-- === ALERT_BEATS) this.dispatchEvent(new CustomEvent('alerted'));
  }

  /** A child is not OK: the next beats say so, and look like any other. */
  alert() { this.#alertBeats = ALERT_BEATS; }

  #alertBeats = 0;

  /**
   * A piece of a line of the drawing.
   * @param {string} colour
   * @param {number[]} points
   */
  stroke(colour, points) {
    if (this.isOpen && this.state?.media.isOpen) this.#socket?.send(JSON.stringify({ type: 'stroke', colour, points }));
  }

  /**
   * Shows the server what this person looks like now.
   * @param {string} jpeg in base64
   */
  portrait(jpeg) {
    if (this.isOpen && this.state) this.#socket?.send(JSON.stringify({ type: 'portrait', jpeg }));
  }

  /**
   * Tells what became of the device; false if it could not be told now.
   * @param {string} fact
   */
  deviceFact(fact) {
    if (!this.isOpen || !this.state) return false;
    this.#socket?.send(JSON.stringify({ type: 'deviceFact', fact }));
    return true;
  }

  /** The reader has chosen a language: the page is shown in it at once, and the server's sentences follow. */
  speak() {
    const language = sessionStorage.getItem(LANGUAGE);
    if (!language || !this.state) return;
    if (this.isOpen) this.#socket?.send(JSON.stringify({ type: 'language', language }));
    this.dispatchEvent(new CustomEvent('state', { detail: this.state }));
  }

  /** Lets go of the socket and begins anew. */
  restart() {
    const socket = this.#socket;
    if (!socket) return;
    this.#drop(socket);
    socket.close();
  }

  /** Says good-bye for good. */
  close() {
    this.#isOver = true;
    const socket = this.#socket;
    if (socket) {
      this.#drop(socket);
      socket.close(1000);
    }
  }

  async #open() {
    if (this.#isOver || this.#socket || this.#isOpening) return;
    this.#isOpening = true;
    try {
      const { ticket } = await post('/api/ticket', { seat: this.#seat }, { signal: AbortSignal.timeout(SILENCE_MILLISECONDS) });
      if (!this.#isOver) this.#connect(ticket);
    } catch (error) {
      if (error instanceof Refused && error.code === 'seatNotKnown') this.#finish(error.code, error.message);
      else this.#again();
    } finally {
      this.#isOpening = false;
    }
  }

  #isOpening = false;

  /** @param {string} ticket */
  #connect(ticket) {
    const socket = new WebSocket(`wss://${location.host}/signal`, 'contact-broker.v1');
    this.#socket = socket;
    this.#id = 0;
    this.#heard = performance.now();
    socket.addEventListener('message', event => {
      if (socket !== this.#socket || typeof event.data !== 'string') return;
      this.#heard = performance.now();
      this.#take(JSON.parse(event.data), ticket);
    });
    socket.addEventListener('close', event => {
      if (socket !== this.#socket) return;
      if (event.code >= 4000 && event.code < 4100) {
        this.#finish(this.#bye?.code ?? '', this.#bye?.message ?? 'This page can be closed.');
      }
      this.#drop(socket);
    });
  }

  #take(message, ticket) {
    switch (message.type) {
      case 'welcome':
        this.beatMilliseconds = message.beatMilliseconds;
        this.#hello(ticket);
        break;
      case 'state':
        this.#newState(message);
        break;
      case 'done':
      case 'refused': {
        const pending = this.#pending.get(message.id);
        if (!pending) return;
        this.#pending.delete(message.id);
        clearTimeout(pending.timer);
        if (message.type === 'done') pending.resolve(message);
        else pending.reject(new Refused(message.code, message.message));
        break;
      }
      case 'bye':
        this.#bye = { code: message.code, message: message.message };
        break;
      case 'uplinkAnswer':
      case 'downlinkOffer':
      case 'mediaReset':
      case 'portrait':
      case 'stroke':
        this.dispatchEvent(new CustomEvent('message', { detail: message }));
        break;
      default: // A later version may say more.
    }
  }

  async #hello(ticket) {
    const resume = this.#resume;
    try {
      const language = sessionStorage.getItem(LANGUAGE);
      await this.request('hello', { version: 1, ticket, ...(resume ? { resume } : {}), ...(language ? { language } : {}) });
    } catch (error) {
      // A resume secret that is not taken must not keep somebody out for ever.
      if (error instanceof Refused && error.code !== 'lost') this.#keepResume(null);
      this.restart();
    }
  }

  /** @param {State} state */
  #newState(state) {
    if (this.state && state.epoch === this.state.epoch && state.sequence <= this.state.sequence) return;
    this.state = state;
    this.#tries = 0;
    this.#keepResume(state.you.resumeSecret);
    this.dispatchEvent(new CustomEvent('state', { detail: state }));
  }

  /** @param {string | null} secret */
  #keepResume(secret) {
    this.#resume = secret;
    if (secret) sessionStorage.setItem(`resume ${this.#seat}`, secret);
    else sessionStorage.removeItem(`resume ${this.#seat}`);
  }

  /** @param {WebSocket} socket */
  #drop(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.state = null;
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(new Refused('lost', 'The connection was lost. It may or may not have been done.'));
    }
    this.#pending.clear();
    if (this.#isOver) return;
    this.dispatchEvent(new CustomEvent('lost'));
    this.#again();
  }

  /** Comes back after 0.5 to 2 s, later each time, up to 10 s. */
  #again() {
    if (this.#isOver) return;
    const longest = Math.min(10000, 2000 * 1.5 ** this.#tries++);
    setTimeout(() => this.#open(), 500 + Math.random() * (longest - 500));
  }

  #finish(code, message) {
    this.#isOver = true;
    this.#keepResume(null);
    this.dispatchEvent(new CustomEvent('over', { detail: { code, message } }));
  }
}

const SILENCE_MILLISECONDS = 5000;
/** Bytes of a beat: five feeds fit. */
const BEAT_LENGTH = 512;
/** Beats that say it, in case one is lost. */
const ALERT_BEATS = 3;

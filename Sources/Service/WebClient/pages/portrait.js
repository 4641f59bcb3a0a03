// A small still picture of whoever waits, so that the supervisor can see that it is them. Passed on, never kept.
import { h } from './dom.js';

/**
 * Sends the person's own picture every 3 s while they wait.
 * @param {import('./protocol.js').Connection} connection
 * @param {() => string | null} still what their preview shows now
 */
export function startPortraits(connection, still) {
  setInterval(() => {
    if (connection.state?.you.place !== 'waiting') return;
    const jpeg = still();
    if (jpeg) connection.portrait(jpeg);
  }, EVERY_MILLISECONDS);
}

/**
 * What a video shows now, as a small JPEG in base64; null while it shows nothing.
 * @param {HTMLVideoElement} video
 */
export function stillOf(video) {
  const { videoWidth, videoHeight } = video;
  if (!video.srcObject || video.readyState < video.HAVE_CURRENT_DATA || !videoWidth) return null;
  const scale = SIDE / Math.max(videoWidth, videoHeight);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(videoWidth * scale));
  canvas.height = Math.max(1, Math.round(videoHeight * scale));
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const text = canvas.toDataURL('image/jpeg', 0.6).split(',')[1] ?? '';
  return text.startsWith('/9j/') && text.length <= LONGEST ? text : null;
}

/** The pictures at the desk: one for each seat that waits, gone when no new one comes. */
export class Portraits {
  /** @type {Map<string, {canvases: HTMLCanvasElement[], timer: number}>} */
  #shown = new Map();
  /** @type {Map<string, object>} the newest that has come, while it is read */
  #newest = new Map();
  /** @type {Set<string>} whom the supervisor knows without a picture */
  #known = new Set();
  /** @type {Set<string>} who has been in the room while this page looked on */
  #met = new Set();
  #changed;

  /** @param {() => void} changed whose picture is there, or who is known, has changed */
  constructor(changed) { this.#changed = changed; }

  /** @param {string} seat */
  has(seat) { return this.#shown.has(seat); }

  /**
   * Whether the supervisor can tell who it is.
   * @param {string} seat
   */
  canTell(seat) { return this.has(seat) || this.#known.has(seat); }

  /** @param {string} seat */
  know(seat) {
    this.#known.add(seat);
    this.#changed();
  }

  /** @param {{seat: string}[]} people in the room */
  meet(people) { for (const { seat } of people) this.#met.add(seat); }

  /** @param {string} seat */
  hasMet(seat) { return this.#met.has(seat); }

  /** All that a page part built from these depends on. */
  get value() { return [[...this.#shown.keys()], [...this.#known]]; }

  /**
   * The picture itself, for one of the two places it is shown at; the same element as long as it is there.
   * @param {{seat: string, shownName: string}} person
   * @param {0 | 1} place
   */
  element({ seat, shownName }, place) {
    const canvas = this.#shown.get(seat)?.canvases[place];
    canvas?.setAttribute('aria-label', `${shownName}, now`);
    return canvas ?? null;
  }

  /**
   * Only those who wait and are connected still have one.
   * @param {import('./protocol.js').Waiting[]} waiting
   */
  keep(waiting) {
    const seats = new Set(waiting.filter(person => person.isConnected).map(person => person.seat));
    for (const seat of [...this.#newest.keys()]) if (!seats.has(seat)) this.#forget(seat);
    for (const seat of this.#known) if (!waiting.some(person => person.seat === seat)) this.#known.delete(seat);
  }

  clear() { for (const seat of [...this.#newest.keys()]) this.#forget(seat); }

  /** @param {{seat: string, jpeg: string}} message */
  async take(message) {
    const { seat, jpeg } = message;
    this.#newest.set(seat, message);
    const bytes = Uint8Array.from(atob(jpeg), letter => letter.charCodeAt(0));
    if (!isSmall(bytes)) return;
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })).catch(() => null);
    if (!picture || this.#newest.get(seat) !== message) return;
    const old = this.#shown.get(seat);
    clearTimeout(old?.timer);
    const canvases = old?.canvases ?? [newCanvas(), newCanvas()];
    for (const canvas of canvases) {
      canvas.width = picture.width;
      canvas.height = picture.height;
      canvas.getContext('2d')?.drawImage(picture, 0, 0);
    }
    picture.close();
    this.#shown.set(seat, { canvases, timer: setTimeout(() => { this.#forget(seat); this.#changed(); }, STALE_MILLISECONDS) });
    if (!old) this.#changed();
  }

  #forget(seat) {
    clearTimeout(this.#shown.get(seat)?.timer);
    this.#shown.delete(seat);
    this.#newest.delete(seat);
  }
}

function newCanvas() {
  return /** @type {HTMLCanvasElement} */ (h('canvas', { class: 'portrait', role: 'img' }));
}

/**
 * Whether a JPEG says that it is small (ITU-T T.81, B.2.2), so that few bytes cannot fill the memory with pixels.
 * @param {Uint8Array} bytes
 */
function isSmall(bytes) {
  const view = new DataView(bytes.buffer);
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return Math.max(view.getUint16(at + 5), view.getUint16(at + 7)) <= 2 * SIDE;
  }
  return false;
}

const EVERY_MILLISECONDS = 3000;
/** A picture older than this is not how somebody looks now. */
const STALE_MILLISECONDS = 10000;
/** The longer side, in pixels. */
const SIDE = 160;
/** Of the text; the server takes no more. */
const LONGEST = 24576;

// What all rooms share: the state in one place, and the calm screens without a picture.
import { h, icon, quietPicture } from './dom.js';
import { LANGUAGE, LANGUAGES, speaker } from './words.js';

/** A shape for each word, so that it is never told by colour alone. */
const SHAPES = /** @type {const} */ ({ Waiting: 'open', Ready: 'check', Live: 'play', Paused: 'pause', Finished: 'end' });

/**
 * The state of the session, in the same words on every page.
 * @param {string} word as the server says it
 * @param {(key: string) => string} say
 */
export function stateWord(word, say = key => key) {
  const shape = SHAPES[/** @type {keyof typeof SHAPES} */ (word)] ?? 'open';
  return h('p', { class: `word ${word.toLowerCase()}` }, icon(shape), h('span', {}, say(word)));
}

/**
 * A quiet page with a few words. The heading takes the focus, so that it is read out.
 * @param {{title: string, texts?: any[], word?: Element | null, extra?: any[], picture?: boolean}} parts
 */
export function calm({ title, texts = [], word = null, extra = [], picture = true }) {
  return h('section', { class: 'calm' },
    picture ? quietPicture() : null,
    word,
    h('h1', { tabindex: '-1' }, title),
    ...texts.filter(Boolean).map(text => (typeof text === 'string' ? h('p', {}, text) : text)),
    ...extra.filter(Boolean));
}

/**
 * English and the person's own language, whichever is not shown, and whether what is shown is a draft.
 * @param {import('./words.js').Say} say
 * @param {string} [own]
 * @param {() => void} [change] else the page is opened again: for those who wait, where that disturbs nobody
 */
export function languageChoice(say, own = 'en', change = () => location.reload()) {
  if (own === 'en' || !LANGUAGES.includes(own)) return null;
  const other = say.language === 'en' ? own : 'en';
  return h('div', { class: 'languages' },
    say('draft') ? h('span', { class: 'soft' }, say('draft'), ' ', h('span', { lang: 'en' }, 'Draft translation, not yet checked.')) : null,
    h('button', { type: 'button', class: 'plain', lang: other, 'data-key': 'language', onclick: () => {
      sessionStorage.setItem(LANGUAGE, other);
      change();
    } }, speaker(other)('languageName')));
}

/**
 * Why the camera did not open, in the person's words.
 * @param {any} error
 * @param {(key: string) => string} say
 */
export function cameraProblem(error, say) {
  switch (error?.name) {
    case 'NotAllowedError': case 'SecurityError': return say('cameraDenied');
    case 'NotReadableError': case 'AbortError': return say('cameraBusy');
    case 'NotFoundError': case 'OverconstrainedError': return say('cameraMissing');
    default: return say('cameraUnsupported');
  }
}

/**
 * A time of day, in the session's zone.
 * @param {number} milliseconds
 * @param {string} zone
 */
export function timeOfDay(milliseconds, zone) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(milliseconds);
}

/** Whom to ring, kept from the page of the link. */
export function helpFor(seat) {
  try {
    return JSON.parse(sessionStorage.getItem(`help ${seat}`) ?? 'null');
  } catch {
    return null;
  }
}

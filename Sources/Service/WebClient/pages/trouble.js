// What to do when camera, microphone, browser or link do not do their part: a few steps, a picture, whom to ring.
import { h, svg } from './dom.js';
import { speaker } from './words.js';

/** @typedef {import('./words.js').Say} Say */
/** @typedef {{name: string, telephone: string}} Help */

/** Whether this browser can take part at all; the small browsers inside chat programs often can't. */
export function canMeet() {
  return Boolean(isSecureContext && navigator.mediaDevices?.getUserMedia && globalThis.RTCPeerConnection && globalThis.Worker);
}

/**
 * Why the camera did not open, and what to do next.
 * @param {any} error what the browser said
 * @param {Say} say
 * @param {Help | null} help
 */
export async function cameraTrouble(error, say, help) {
  const { title, picture, steps, more } = await explained(error, say);
  const isDenied = title === say('deniedTitle');
  return [
    h('h1', { tabindex: '-1' }, title),
    isDenied ? h('p', {}, say('deniedText')) : null,
    h('div', { class: 'trouble', role: 'status' },
      picture,
      h('ol', { class: 'rules' }, ...steps.map(step => h('li', {}, step)))),
    more ? h('p', { class: 'soft' }, more) : null,
    help ? h('p', { class: 'notice' }, say('someoneToAsk', help)) : null,
  ].filter(one => one !== null);
}

async function explained(error, say) {
  switch (error?.name) {
    case 'NotAllowedError': case 'SecurityError': {
      const way = browserWay();
      const { sign, open } = DENIED[way];
      return {
        title: say('deniedTitle'), picture: permissionPicture(way), more: say('deniedPhone'),
        steps: [say(sign), open ? say(open) : null, say('deniedAllow'), say('deniedThen')].filter(step => step !== null),
      };
    }
    case 'NotReadableError': case 'AbortError':
      return { title: say('busyTitle'), picture: null, steps: [say('busyClose'), say('deniedThen'), say('busyRestart')], more: null };
    case 'NotFoundError': case 'OverconstrainedError':
      return { title: say(await whatIsMissing()), picture: null, steps: [say('missingPlug'), say('missingOther')], more: say('missingText') };
    default:
      return { title: say('elsewhereTitle'), picture: null, steps: [say('elsewhereMenu'), say('missingOther')], more: say('cameraUnsupported') };
  }
}

async function whatIsMissing() {
  const kinds = new Set((await navigator.mediaDevices?.enumerateDevices?.().catch(() => []) ?? []).map(device => device.kind));
  if (kinds.has('audioinput') && !kinds.has('videoinput')) return 'missingCamera';
  return kinds.has('videoinput') && !kinds.has('audioinput') ? 'missingMicrophone' : 'missingTitle';
}

/** @returns {'Android' | 'IOS' | 'Desk'} */
function browserWay() {
  const name = navigator.userAgent;
  if (/android/i.test(name)) return 'Android';
  // An iPad calls itself a Mac, and has a touch screen.
  return /iphone|ipad|ipod/i.test(name) || (/macintosh/i.test(name) && navigator.maxTouchPoints > 1) ? 'IOS' : 'Desk';
}

const DENIED = /** @type {const} */ ({
  Android: { sign: 'deniedSignAndroid', open: 'deniedOpenAndroid' },
  IOS: { sign: 'deniedSignIOS', open: 'deniedOpenIOS' },
  Desk: { sign: 'deniedSign', open: '' },
});

// Pictures: where to press. They carry no words; the steps beside them do.

/** @param {'Android' | 'IOS' | 'Desk'} way */
function permissionPicture(way) {
  if (way === 'Desk') {
    return drawing(320, 170,
      svg('rect', { class: 'device', x: 4, y: 4, width: 312, height: 162, rx: 12 }),
      ...addressBar(16, 16, 288, deskSign),
      ...panel(28, 62, 180));
  }
  const isBelow = way === 'IOS';
  return drawing(200, 300,
    svg('rect', { class: 'device', x: 20, y: 4, width: 160, height: 292, rx: 22 }),
    ...addressBar(32, isBelow ? 250 : 24, 136, isBelow ? pageSign : slidersSign),
    ...panel(36, isBelow ? 146 : 72, 128));
}

function drawing(width, height, ...parts) {
  return svg('svg', { class: 'how', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', focusable: 'false' }, ...parts);
}

/** The address with its sign ringed, as the first thing to press. */
function addressBar(x, y, width, sign) {
  return [
    svg('rect', { class: 'bar', x, y, width, height: 32, rx: 16 }),
    svg('path', { class: 'words', d: `M${x + 44} ${y + 16}h${width - 64}` }),
    ...sign(x + 20, y + 16),
    svg('circle', { class: 'ring', cx: x + 20, cy: y + 16, r: 19 }),
  ];
}

/** Camera and microphone, both switched on. */
function panel(x, y, width) {
  const row = (line, parts) => [
    ...parts,
    svg('rect', { class: 'switch', x: x + width - 46, y: y + line - 9, width: 32, height: 18, rx: 9 }),
    svg('circle', { class: 'knob', cx: x + width - 23, cy: y + line, r: 6 }),
  ];
  return [
    svg('rect', { class: 'panel', x, y, width, height: 86, rx: 10 }),
    ...row(26, [svg('path', { class: 'sign', d: `M${x + 14} ${y + 19}h18v14h-18zM${x + 32} ${y + 24}l8-5v14l-8-5` })]),
    ...row(60, [svg('path', { class: 'sign', d: `M${x + 23} ${y + 50}a4 4 0 0 1 4 4v5a4 4 0 0 1-8 0v-5a4 4 0 0 1 4-4zM${x + 15} ${y + 58}a8 8 0 0 0 16 0M${x + 23} ${y + 66}v5` })]),
  ];
}

/** Chrome's two sliders. */
function slidersSign(x, y) {
  return [svg('path', { class: 'sign', d: `M${x - 9} ${y - 4}h8M${x + 7} ${y - 4}h2M${x - 9} ${y + 4}h2M${x + 1} ${y + 4}h8` }),
    svg('circle', { class: 'sign', cx: x + 3, cy: y - 4, r: 3 }), svg('circle', { class: 'sign', cx: x - 3, cy: y + 4, r: 3 })];
}

/** Safari's page with lines under it. */
function pageSign(x, y) {
  return [svg('rect', { class: 'sign', x: x - 8, y: y - 9, width: 16, height: 11, rx: 2 }), svg('path', { class: 'sign', d: `M${x - 8} ${y + 6}h16M${x - 8} ${y + 10}h10` })];
}

/** A camera, crossed out. */
function deskSign(x, y) {
  return [svg('path', { class: 'sign', d: `M${x - 10} ${y - 6}h12v12h-12zM${x + 2} ${y - 2}l7-4v12l-7-4M${x - 11} ${y + 9}l20-18` })];
}

/**
 * For browsers that can't meet: the way into one that can. The link goes back into the address, so that the
 * program's own "Open in browser" takes it along.
 * @param {string} secret
 * @param {Say} say
 */
export function openElsewhere(secret, say) {
  const link = `${location.origin}/join#${secret}`;
  history.replaceState(null, '', `/join#${secret}`);
  const answer = h('p', { role: 'status' });
  const copy = h('button', { type: 'button', class: 'primary', onclick: async () => {
    try {
      await navigator.clipboard.writeText(link);
      answer.replaceChildren(say('copied'));
    } catch {
      answer.replaceChildren(say('copyThis'), ' ', h('code', { class: 'link' }, link));
    }
  } }, say('copyLink'));
  return h('section', { class: 'notice' },
    h('h2', {}, say('elsewhereTitle')),
    h('p', {}, say('elsewhereText')),
    h('ol', { class: 'rules' }, h('li', {}, say('elsewhereMenu')), h('li', {}, say('elsewhereCopy'))),
    h('div', { class: 'actions' }, copy), answer);
}

/**
 * The page for a link that opens nothing. It is the same for all of them, and knows nobody.
 * @param {Say} say
 * @param {Help | null} help
 */
export function linkTrouble(say, help) {
  return [
    h('h1', { tabindex: '-1' }, say('linkProblem')),
    h('p', {}, say('linkNext')),
    h('ul', { class: 'rules' }, h('li', {}, say('linkNewest')), h('li', {}, say('linkOther'))),
    help ? h('p', { class: 'notice' }, say('linkRing', help)) : h('p', {}, say('noLink')),
    // Nobody knows whose language to speak: the other one too.
    help && say.language === 'en' ? inBengali(help) : null,
    help ? null : h('p', {}, h('a', { href: '/help' }, say('whoHelps'))),
  ];
}

function inBengali(help) {
  const say = speaker('bn');
  return h('p', { lang: 'bn' }, say('linkProblem'), '। ', say('linkHelp', help));
}

/** What a refusal is called, and what to do about it: by code, in the page's language. */
export const REFUSALS = /** @type {Record<string, [string, string]>} */ ({
  secondDevice: ['placeTaken', 'placeTakenText'],
  seatTaken: ['placeTaken', 'placeTakenText'],
  seatNotKnown: ['lookAgain', 'lookAgainText'],
  tooMany: ['didNotWork', 'didNotWorkText'],
  journalFailed: ['didNotWork', 'didNotWorkText'],
  notNow: ['didNotWork', 'didNotWorkText'],
  lost: ['noServer', 'noServerText'],
});

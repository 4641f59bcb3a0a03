// Five faces and Skip: how a child says how it is, before and after.
import { h, svg } from './dom.js';
import { post } from './protocol.js';

/** The mouth of each face: drawn, so that nobody has to read. */
const FACES = {
  veryHappy: 'M26 58q24 30 48 0z',
  happy: 'M30 60q20 18 40 0',
  inBetween: 'M32 65h36',
  sad: 'M30 72q20 -18 40 0',
  verySad: 'M30 76q20 -26 40 0',
};

/**
 * The question with its faces; gone once it is answered or skipped.
 * @param {string} seat
 * @param {import('./words.js').Say} say
 * @param {string} question
 * @returns {HTMLElement}
 */
export function feelings(seat, say, question) {
  if (sessionStorage.getItem(`felt ${seat} ${question}`)) return h('p', { class: 'soft' }, say('faceThanks'));
  const part = h('section', { class: 'feelings', 'aria-label': question });
  const choose = async feeling => {
    for (const button of part.querySelectorAll('button')) button.disabled = true;
    try {
      await post('/api/feeling', { seat, feeling });
      sessionStorage.setItem(`felt ${seat} ${question}`, 'yes');
    } catch { /* She has answered; what the server knows already it need not hear again. */ }
    const thanks = h('p', { role: 'status', tabindex: '-1' }, say(feeling === 'skipped' ? 'faceSkipped' : 'faceThanks'));
    part.replaceChildren(thanks);
    thanks.focus();
  };
  part.append(
    h('h2', {}, question),
    h('div', { class: 'faces' },
      ...Object.entries(FACES).map(([feeling, mouth]) =>
        h('button', { type: 'button', onclick: () => choose(feeling) }, drawn(feeling, mouth), h('span', {}, say(feeling)))),
      h('button', { type: 'button', class: 'skip', onclick: () => choose('skipped') }, h('span', {}, say('skip')))));
  return part;
}

function drawn(feeling, mouth) {
  return svg('svg', { viewBox: '0 0 100 100', 'aria-hidden': 'true', focusable: 'false' },
    svg('circle', { class: 'head', cx: 50, cy: 50, r: 44 }),
    svg('circle', { class: 'eye', cx: 35, cy: 40, r: 5 }), svg('circle', { class: 'eye', cx: 65, cy: 40, r: 5 }),
    svg('path', { class: feeling === 'veryHappy' ? 'mouth open' : 'mouth', d: mouth }),
    feeling === 'verySad' ? svg('path', { class: 'tear', d: 'M35 50c-5 8-5 12 0 12s5-4 0-12z' }) : '');
}

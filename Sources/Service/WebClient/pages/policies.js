// The policies as a lead reads them: what is in force, whether its examples hold, and what a set that is not yet in force would change.
import { h } from './dom.js';
import { get } from './protocol.js';

/**
 * @typedef {{count: number, failed: {name: string, expected: string, came: string}[]}} Examples
 * @typedef {object} Policies
 * @property {string} policySet
 * @property {number} policies
 * @property {{at: string, by: string, why: string} | null} activation
 * @property {{name: string, value: string, rule: string}[]} limits
 * @property {Examples | null} examples
 * @property {{sentence: string, at: string} | null} refused
 * @property {{problem?: string, policySet?: string, policies?: number, examples?: Examples, backtest?: string} | null} offered
 */

/** @type {Record<string, string>} */
const LIMITS = {
  childrenFrom: 'Sessions with a child, from', childrenUntil: 'Sessions with a child, until', underTensUntil: 'Sessions with a child under ten, until',
  waitingRoomOpens: 'The waiting room opens before the start', earlyStart: 'An early start, everybody there', overrun: 'After the planned end',
  pageHidden: 'A supervisor’s page out of sight', lookBack: 'Looking back after the end', betweenForbidden: 'Between the sessions of two who must never meet',
  longestUnder2: 'A session, youngest child under 2', longestUnder5: 'A session, youngest child under 5', longestUnder10: 'A session, youngest child under 10',
  longestUnder14: 'A session, youngest child under 14', longest: 'A session with an older child',
};

/**
 * The rules, read when somebody opens them: every example is asked then.
 * @param {string} seat
 */
export function policies(seat) {
  const body = h('div', { role: 'status' });
  const details = /** @type {HTMLDetailsElement} */ (h('details', { class: 'card policies', ontoggle: () => {
    if (details.open && body.childElementCount === 0) read(seat, body);
  } }, h('summary', {}, 'The rules in force'), body));
  return details;
}

/**
 * @param {string} seat
 * @param {HTMLElement} body
 */
async function read(seat, body) {
  body.replaceChildren(h('p', {}, 'Reading the rules, and asking every example…'));
  try {
    body.replaceChildren(...shown(await get(`/api/policies?seat=${encodeURIComponent(seat)}`)));
  } catch (error) {
    body.replaceChildren(h('p', { class: 'problem' }, /** @type {Error} */ (error).message), h('button', { type: 'button', onclick: () => read(seat, body) }, 'Try again'));
  }
}

/** @param {Policies} rules */
function shown(rules) {
  const { activation, offered, refused } = rules;
  return [
    h('p', {}, `${rules.policies} policies`, activation ? `, in force since ${activation.at}` : '', activation?.by ? `, signed off by ${activation.by}` : '', '.',
      activation?.why ? ` “${activation.why}”` : ''),
    h('p', { class: 'soft' }, 'Each decision in a log names the set that made it: ', h('code', {}, rules.policySet.slice(0, 16)), '…'),
    rules.examples ? examples(rules.examples) : h('p', {}, offered ? 'The folder holds another set by now, so the examples of this one are no longer there to ask.'
      : 'Its examples could not be read.'),
    refused ? h('p', {}, h('strong', {}, `A newer set was refused on ${refused.at}. `), refused.sentence) : null,
    h('table', {}, h('caption', {}, 'The numbers they go by'), h('thead', {}, h('tr', {}, ...['Limit', 'Value', 'Policy'].map(text => h('th', { scope: 'col' }, text)))),
      h('tbody', {}, ...rules.limits.map(limit => h('tr', {}, h('th', { scope: 'row' }, LIMITS[limit.name] ?? limit.name), h('td', {}, limit.value), h('td', {}, h('code', {}, limit.rule)))))),
    offered ? h('h3', {}, 'Not yet in force') : null,
    ...(offered ? next(offered) : [h('p', { class: 'soft' }, 'No other set is waiting.')]),
  ].filter(Boolean);
}

/** @param {Examples} found */
function examples(found) {
  if (!found.failed.length) return h('p', {}, `All ${found.count} examples come out as they should.`);
  return h('div', {}, h('p', {}, h('strong', {}, `${found.failed.length} of ${found.count} examples come out otherwise:`)),
    h('ul', {}, ...found.failed.map(one => h('li', {}, `${one.name}. Expected ${one.expected}; it came out ${one.came}.`))));
}

/** @param {NonNullable<Policies['offered']>} offered */
function next(offered) {
  if (offered.problem) return [h('p', {}, h('strong', {}, 'The folder holds a set that cannot be put into force. '), offered.problem)];
  return [h('p', {}, `The folder holds another set, of ${offered.policies} policies. Nothing obeys it yet.`),
    offered.examples ? examples(offered.examples) : null,
    offered.backtest ? h('p', {}, 'What it would have done to the sessions in the log:') : null,
    offered.backtest ? h('pre', {}, offered.backtest) : null];
}

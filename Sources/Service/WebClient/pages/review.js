// The lead's page: a session as one picture, the same as a table, two verdicts, the record.
import { Additions } from './additions.js';
import { h, icon, place, svg } from './dom.js';
import { recordLink } from './desk-record.js';
import { get } from './protocol.js';
import { exportCard } from './review-export.js';
import { calm, timeOfDay } from './screens.js';

/**
 * @typedef {{sequence: number, at: number, time: string, type: string, sentence: string, lane?: string, policies: {id: string, reason: string}[]}} Entry
 * @typedef {{from: number, to: number, what: string}} Span
 * @typedef {object} Timeline
 * @property {{day: string, from: string, to: string, kind: string, title?: string}} session
 * @property {Entry[]} entries
 * @property {{name: string, role: string, spans: Span[]}[]} lanes
 * @property {{from: number, to: number}[]} holds
 * @property {number} from
 * @property {number} to
 * @property {{integrity: Verdict, completeness: Verdict}} verdicts
 * @property {string | null} record
 * @property {{spans: Span[], sentence: string}} [sight] the supervisor's sight and sound, where the kind binds them
 * @typedef {{holds: boolean | null, sentence: string}} Verdict
 */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const seat = location.hash.slice(1);
const ZONE = 'Europe/London';

addEventListener('hashchange', () => location.reload());
load();

async function load() {
  try {
    show(withGrants(await get(`/api/timeline?seat=${encodeURIComponent(seat)}`)));
  } catch (error) {
    place(main, [calm({ title: 'This session can’t be shown now', texts: [/** @type {Error} */ (error).message],
      extra: [h('div', { class: 'actions' }, h('button', { type: 'button', onclick: load }, 'Try again'))] })]);
  }
}

/**
 * An event that a grant let happen carries the grant's policies too, so that one row tells both.
 * @param {Timeline} timeline
 */
function withGrants(timeline) {
  const entries = timeline.entries.map((entry, index, all) => {
    const before = all[index - 1];
    const isGranted = entry.policies.length === 0 && before?.type === 'allowed' && entry.type !== 'allowed' && entry.type !== 'mediaFact';
    return isGranted ? { ...entry, policies: before.policies } : entry;
  });
  return { ...timeline, entries };
}

/** @param {Timeline} timeline */
function show(timeline) {
  const { session, verdicts } = timeline;
  const detail = h('div', { class: 'card detail', role: 'status' }, h('p', { class: 'soft' }, 'Choose a mark or a row to see its sentence and its policies.'));
  const choose = (/** @type {Entry} */ entry) => {
    detail.replaceChildren(.../** @type {HTMLElement[]} */ (entryDetail(entry)));
    for (const row of main.querySelectorAll('[data-sequence]')) row.classList.toggle('chosen', row.getAttribute('data-sequence') === String(entry.sequence));
  };
  place(main, [h('div', { class: 'review-sheet' },
    h('header', {},
      h('h1', {}, session.title ? `${session.title}: ` : '', KINDS[session.kind] ?? session.kind),
      h('p', { class: 'lead' }, `${session.day}, ${session.from} to ${session.to}`),
      h('div', { class: 'row screen-only' },
        h('a', { class: 'queue-link', href: `/queue#${seat}` }, 'To the queue'),
        h('button', { type: 'button', onclick: load }, 'Read it again'), h('button', { type: 'button', onclick: () => print() }, 'Print'))),
    h('section', { class: 'verdicts', 'aria-label': 'Verdicts on the log' },
      verdict('Integrity: was anything changed?', verdicts.integrity),
      verdict('Completeness: is anything missing?', verdicts.completeness)),
    h('section', { class: 'card', 'aria-labelledby': 'picture' },
      h('h2', { id: 'picture' }, 'The session in one picture'),
      h('div', { class: 'chart-scroll', tabindex: '0', role: 'region', 'aria-label': 'Timeline; the table below says the same' }, chart(timeline, choose)),
      legend(timeline),
      timeline.sight ? h('p', { class: 'sight-words' }, h('strong', {}, 'Supervisor’s sight and sound: '), timeline.sight.sentence) : null),
    detail,
    h('section', { class: 'card' },
      h('h2', {}, 'The record'),
      timeline.record
        ? h('p', {}, h('a', { href: recordLink(timeline.record, seat), target: '_blank', rel: 'noopener' }, 'Open the signed record'), new Additions(seat).element)
        : h('p', {}, 'Not signed yet.')),
    exportCard(seat),
    h('section', { class: 'card', 'aria-labelledby': 'table' }, h('h2', { id: 'table' }, 'What happened'), table(timeline, choose)))]);
}

/**
 * @param {string} title
 * @param {Verdict} verdict
 */
function verdict(title, { holds, sentence }) {
  const kind = holds === true ? 'holds' : holds === false ? 'broken' : 'unknown';
  const word = { holds: 'Holds', broken: 'Does not hold', unknown: 'Unknown' }[kind];
  const shape = /** @type {const} */ ({ holds: 'check', broken: 'cross', unknown: 'question' })[kind];
  return h('div', { class: `card verdict ${kind}` },
    h('h2', {}, title), h('p', { class: 'verdict-word' }, icon(shape), word), h('p', {}, sentence));
}

/** @param {Entry} entry */
function entryDetail(entry) {
  return [
    h('h2', {}, entry.sentence),
    h('p', { class: 'soft' }, `${entry.time}, entry ${entry.sequence} of the log, ${entry.type}`),
    entry.policies.length ? h('h3', {}, 'Decided by') : null,
    entry.policies.length ? h('ul', {}, ...entry.policies.map(policy => h('li', {}, policy.reason, ' ', h('code', {}, policy.id)))) : null,
  ].filter(Boolean);
}

// The picture

/**
 * @param {Timeline} timeline
 * @param {(entry: Entry) => void} choose
 */
function chart(timeline, choose) {
  const { lanes, holds, entries, sight } = timeline;
  const { from, to } = shownTimes(timeline);
  const width = 960, name = 150, lane = 44, top = 34;
  const ordered = lanes.filter(lane => lane.spans.length).sort((a, b) => order(a.role) - order(b.role));
  const first = sight?.spans.length ? 1 : 0;
  const height = top + (first + ordered.length) * lane + 12;
  const x = (/** @type {number} */ at) => name + (width - name - 30) * Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)));
  const y = (/** @type {number} */ index) => top + (first + index) * lane;
  const marks = entries.filter(entry => markOf(entry.type));
  return svg('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': 'Timeline of the session, a lane for each person' },
    svg('defs', {}, svg('pattern', { id: 'hatch', width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      svg('line', { class: 'hatch-line', x1: 0, y1: 0, x2: 0, y2: 8 }))),
    ...ticks(from, to).map(at => svg('g', { class: 'axis' },
      svg('line', { x1: x(at), x2: x(at), y1: top - 8, y2: height - 8 }),
      svg('text', { x: x(at), y: 16, 'text-anchor': 'middle' }, axisTime(at, to - from)))),
    ...(first ? sightLane(timeline.sight?.spans ?? [], x, top) : []),
    ...ordered.flatMap((person, index) => [
      svg('text', { class: 'lane-name', x: 0, y: y(index) + 25 }, person.name),
      ...person.spans.map(span => svg('rect', { class: `span ${span.what}`, x: x(span.from), width: Math.max(2, x(span.to) - x(span.from)), y: y(index) + 8, height: 26, rx: 6 },
        svg('title', {}, `${person.name}: ${WHAT[span.what] ?? span.what}, ${timeOfDay(span.from, ZONE)} to ${timeOfDay(span.to, ZONE)}`))),
    ]),
    ...holds.map(hold => svg('g', { class: 'hold' },
      svg('rect', { x: x(hold.from), width: Math.max(3, x(hold.to) - x(hold.from)), y: y(0) - 4, height: ordered.length * lane + 4, fill: 'url(#hatch)' },
        svg('title', {}, `Paused, ${timeOfDay(hold.from, ZONE)} to ${timeOfDay(hold.to, ZONE)}`)))),
    ...marks.map(entry => {
      const index = Math.max(0, ordered.findIndex(person => person.name === entry.lane));
      return svg('g', { class: `mark ${markOf(entry.type)}`, 'data-sequence': entry.sequence, transform: `translate(${x(entry.at)} ${y(index) + 21})`, onclick: () => choose(entry) },
        svg('circle', { r: 14, class: 'hit' }), shape(markOf(entry.type)), svg('title', {}, `${entry.time} ${entry.sentence}`));
    }));
}

/**
 * What the server knew of the supervisor's sight and sound: a full band, a line of dots, or nothing between two ends.
 * @param {Span[]} spans
 * @param {(at: number) => number} x
 * @param {number} top
 */
function sightLane(spans, x, top) {
  return [
    svg('text', { class: 'lane-name', x: 0, y: top + 25 }, 'Sight and sound'),
    ...spans.map(span => {
      const from = x(span.from), wide = Math.max(5, x(span.to) - from);
      return svg('g', { class: `sight ${span.what}` }, ...sightShape(span.what, from, wide, top + 8),
        svg('title', {}, `${SIGHT[span.what] ?? span.what}, ${axisTime(span.from, 0)} to ${axisTime(span.to, 0)}`));
    }),
  ];
}

function sightShape(what, x, wide, y) {
  switch (what) {
    case 'shown': return [svg('rect', { x, width: wide, y, height: 26 })];
    case 'notShown': return [svg('rect', { x, width: wide, y, height: 26 }), svg('line', { x1: x, x2: x + wide, y1: y + 13, y2: y + 13 })];
    default: return [svg('line', { x1: x, x2: x + wide, y1: y + 13, y2: y + 13 })];
  }
}

function shape(mark) {
  switch (mark) {
    case 'step': return svg('path', { d: 'M0-9 9 0 0 9-9 0z' });
    case 'handover': return svg('path', { d: 'M-9-3H7m-4-4 4 4M9 4H-7m4 4-4-4' });
    case 'concern': return svg('path', { d: 'M0 -9 9 8H-9z' });
    case 'hold': return svg('rect', { x: -7, y: -7, width: 14, height: 14 });
    case 'refused': return svg('path', { d: 'M-7 -7 7 7M7 -7 -7 7' });
    default: return svg('circle', { r: 6.5 });
  }
}

/** What kind of mark an entry is; '' for those that are only in the table. */
function markOf(type) {
  const kind = type.toLowerCase();
  if (kind === 'intervened') return 'step';
  if (kind === 'supervisionaccepted' || kind === 'supervisiontaken') return 'handover';
  if (kind.includes('concern')) return 'concern';
  if (kind.includes('held') || kind.includes('hold') || kind.includes('lapse')) return 'hold';
  if (kind.includes('refus') || kind.includes('denied') || kind.includes('reject')) return 'refused';
  if (kind.includes('note')) return 'note';
  return '';
}

/** @param {Timeline} timeline */
function legend({ sight }) {
  const sights = sight?.spans.length ? ['shown', 'notShown', 'paused'] : [];
  return h('ul', { class: 'legend' },
    ...sights.map(what => h('li', {}, svg('svg', { class: `sight ${what}`, viewBox: '0 0 34 26', width: 34, height: 22, 'aria-hidden': 'true' }, ...sightShape(what, 2, 30, 0)), SIGHT[what] ?? what)),
    ...[['waiting', 'waiting'], ['room', 'in the room'], ['gone', 'gone']].map(([what, text]) => h('li', {}, h('span', { class: `key ${what}` }), text)),
    h('li', {}, h('span', { class: 'key hatched' }), 'paused'),
    ...['note', 'concern', 'step', 'hold', 'handover', 'refused'].map(mark => h('li', {},
      svg('svg', { class: `mark ${mark}`, viewBox: '-11 -11 22 22', width: 22, height: 22, 'aria-hidden': 'true' }, shape(mark)), { hold: 'pause', step: 'step taken' }[mark] ?? mark)));
}

/**
 * The planned time; a session that was over early is shown close up.
 * @param {Timeline} timeline
 */
function shownTimes({ lanes, from, to }) {
  const spans = lanes.flatMap(lane => lane.spans).filter(span => span.what !== 'gone');
  const first = Math.min(...spans.map(span => span.from)), last = Math.max(...spans.map(span => span.to));
  if (!spans.length || last - first > (to - from) / 3) return { from, to };
  const margin = Math.max(2000, (last - first) / 20);
  return { from: first - margin, to: last + margin };
}

function axisTime(at, length) {
  const seconds = length < 300000 ? /** @type {const} */ ({ second: '2-digit' }) : {};
  return new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', ...seconds }).format(at);
}

/** Round times, six to twelve of them. */
function ticks(from, to) {
  const step = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800].map(seconds => seconds * 1000).find(step => (to - from) / step <= 11) ?? 3600000;
  const all = [];
  for (let at = Math.ceil(from / step) * step; at <= to && all.length < 60; at += step) all.push(at);
  return all;
}

const order = (/** @type {string} */ role) => ['supervisor', 'colleague', 'child', 'carer', 'family', 'interpreter'].indexOf(role);

// The table

/**
 * @param {Timeline} timeline
 * @param {(entry: Entry) => void} choose
 */
function table({ entries }, choose) {
  const rows = entries.map(entry => row(entry, choose));
  const some = entries.filter(entry => !ROUTINE.includes(entry.type)).length;
  const all = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', id: 'all', onchange: () => filter() }));
  const filter = () => rows.forEach((row, index) => { row.hidden = !all.checked && ROUTINE.includes(entries[index]?.type ?? ''); });
  filter();
  return h('div', {}, h('label', { class: 'tick screen-only', for: 'all' }, all, h('span', {}, `Show all ${entries.length} entries, not only the ${some} that matter most`)), h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'All entries' }, h('table', {},
    h('thead', {}, h('tr', {}, ...['No.', 'Time', 'What happened', 'Who', 'Decided by'].map(text => h('th', { scope: 'col' }, text)))),
    h('tbody', {}, ...rows))));
}

/**
 * @param {Entry} entry
 * @param {(entry: Entry) => void} choose
 */
function row(entry, choose) {
  return h('tr', { 'data-sequence': entry.sequence },
    h('td', {}, h('button', { type: 'button', class: 'plain', 'aria-label': `Entry ${entry.sequence}`, onclick: () => choose(entry) }, String(entry.sequence))),
    h('td', {}, h('time', {}, entry.time)),
    h('td', {}, entry.sentence),
    h('td', {}, entry.lane ?? ''),
    h('td', {}, entry.policies.map(policy => policy.reason).join(' ')));
}

/** Grants, which are followed by what they granted, and facts of the machinery. */
const ROUTINE = ['allowed', 'mediaFact', 'linkIssued', 'scheduled', 'attested'];

/** @type {Record<string, string>} */
const SIGHT = { shown: 'supervisor sees and hears', notShown: 'not shown that they do', paused: 'nothing flows' };
/** @type {Record<string, string>} */
const WHAT = { waiting: 'waiting', room: 'in the room', gone: 'gone' };
/** @type {Record<string, string>} */
const KINDS = {
  supervisedFamilyTime: 'supervised family time', supportedFamilyTime: 'supported family time', carerSupervision: 'supervision of a carer',
  residentialSupervision: 'supervision of a residential worker', virtualRespite: 'virtual respite', therapeutic: 'therapeutic session',
  directWork: 'direct work', privateMeeting: 'private meeting',
};

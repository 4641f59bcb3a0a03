// What the desk has for carers' sessions only.
import { h, icon } from './dom.js';

/** @param {{kind?: string}} state */
export function isForCarers(state) {
  return ['carerSupervision', 'residentialSupervision', 'virtualRespite'].includes(state.kind ?? '');
}

/**
 * A worker and one carer, and nobody else.
 * @param {{kind?: string}} state
 */
export function isForTwo(state) { return state.kind === 'carerSupervision' || state.kind === 'residentialSupervision'; }

/**
 * Carers who asked this worker for a call today; nobody else is told.
 * @param {import('./protocol.js').State} state
 * @param {(type: string, members?: object) => void} ask
 */
export function supportPart(state, ask) {
  return [
    h('h2', { id: 'support' }, icon('bell'), 'To ring today'),
    ...(state.support ?? []).map(({ entry, carer, time, isRepeated }) => h('div', { class: 'person' },
      h('p', {}, h('strong', {}, carer), ` asked for a call at ${time}. Only you are told.`,
        isRepeated ? h('span', { class: 'tag' }, 'again within 28 days: tell your manager') : null),
      h('button', { type: 'button', 'data-key': `rung ${entry}`, onclick: () => ask('supportDone', { entry }) }, icon('check'), h('span', {}, `I have rung ${carer}`)))),
  ];
}

/** What stands over a record, and what follows its signature, by the kind of session. */
export const RECORDS = {
  family: {
    lead: 'The facts are written already, from the plan and the log. What you saw and heard is yours to write: what went well before what worried you.',
    oath: 'Signing says: this is what I saw and heard. After that it can’t be changed.',
    next: ['The safeguarding lead reads what was out of the ordinary; somebody other than you signs it off.',
      'Where the authority’s case system is connected, it goes to the child’s file there by itself. Nothing has to be typed again.', 'What you signed stays as it is.'],
  },
  carerSupervision: {
    lead: 'Who came, the list and the actions are here already. Write what is going well before what worries you. It goes on the carer’s own file, not on a child’s.',
    oath: 'Signing says: this is what we talked about. Then the carer reads it, adds her own words, and signs or disagrees.',
    next: ['The record is kept on the carer’s own file, with her words.', 'It never counts as an unannounced visit.', 'What you signed stays as it is.'],
  },
  virtualRespite: {
    lead: 'Only who came and when. There is nothing to write: what was said stays where it was said.',
    oath: 'Signing says: these people came. Worried that a child is not safe? Ring the safeguarding lead; that goes its own way.',
    next: ['The register of the group has the names and the times.', 'It counts as no contact and as no short break.'],
  },
};

/** @param {string | undefined} kind */
export function recordWords(kind) {
  return kind === 'carerSupervision' || kind === 'virtualRespite' ? RECORDS[kind] : RECORDS.family;
}

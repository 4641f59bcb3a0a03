// What is ticked before a session, and what the plan says to keep to.
import { h, icon } from './dom.js';

/** @typedef {import('./protocol.js').State} State */

/**
 * @param {State} state
 * @param {(type: string, members?: object) => void} ask
 */
export function checksPart(state, ask) {
  return [
    h('h2', { id: 'checks' }, 'Checks'),
    h('ul', { class: 'ticks' }, ...(state.checks ?? []).map(({ check, isDone }) => h('li', {},
      isDone
        ? h('span', { class: 'done' }, icon('check'), CHECKS[check]?.[0] ?? check)
        : h('button', { type: 'button', class: 'tickbox', disabled: !state.may.includes('check'), 'data-key': check, onclick: () => ask('check', { check }) },
          icon('open'), CHECKS[check]?.[0] ?? check)))),
  ];
}

/** @param {State} state */
export function planPart(state) {
  if (!state.plan) return [];
  return [
    h('h2', {}, 'From the plan'),
    h('h3', {}, 'To keep to'), h('ul', {}, ...state.plan.restrictions.map(text => h('li', {}, text))),
    h('h3', {}, 'Goals'), h('ul', {}, ...state.plan.goals.map(text => h('li', {}, text))),
  ];
}

/** What is ticked, and what the button says that ticks it. @type {Record<string, [string, string]>} */
export const CHECKS = {
  restrictionsRead: ['I have read what must be kept to', 'I have read them'],
  backgroundSeen: ['Backgrounds looked at: nothing shows where the child lives', 'I have looked'],
  alone: ['Asked who else is in the room', 'I have asked'],
  sober: ['They seem well and sober', 'They seem well'],
  actionsRead: ['I have read what we agreed last time', 'I have read it'],
  privacyAsked: ['Asked whether it is a good place to talk', 'I have asked'],
  namesAgreed: ['I know the names that were agreed', 'I know them'],
  nothingKept: ['Ready to say: nothing is written down, no child is named', 'I will say it'],
  groundRules: ['Ground rules said again', 'I have said them'],
};

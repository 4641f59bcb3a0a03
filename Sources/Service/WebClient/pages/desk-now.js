// Now: what is still missing, in words, and the one button that moves on.
import { h, icon } from './dom.js';
import { CHECKS } from './desk-checks.js';
import { isForCarers } from './desk-carers.js';
import { inOrder, waitsFor } from './desk-people.js';

/**
 * @param {import('./protocol.js').State} state
 * @param {import('./portrait.js').Portraits} portraits
 * @param {(type: string, members?: object) => void} ask
 */
export function nowPart(state, portraits, ask) {
  const step = nextStep(state, portraits);
  const missing = state.missing ?? [];
  return [
    h('h2', { id: 'now' }, 'Now'),
    h('p', { class: 'lead' }, step.text),
    state.advice?.length ? h('ul', { class: 'advice' }, ...state.advice.map(text => h('li', {}, text))) : null,
    step.face,
    ...(step.list?.length ? [h('ul', {}, ...step.list.map(text => h('li', {}, text)))] : []),
    step.type
      ? h('button', { type: 'button', class: 'primary big', 'data-key': 'next', disabled: step.isEarly, onclick: () => ask(step.type, step.members) }, step.button)
      : null,
    missing.length ? h('div', { class: 'missing' }, h('h3', {}, 'Still missing'),
      h('ul', {}, ...missing.map(text => h('li', {}, icon('open'), h('span', {}, text))))) : null,
  ];
}

/**
 * The next thing to do, in the order of the practice: read, look, let in, begin.
 * @param {import('./protocol.js').State} state
 * @param {import('./portrait.js').Portraits} portraits
 * @returns {{text: string, button?: string, type?: any, members?: object, list?: string[], face?: Element | null, isEarly?: boolean}}
 */
function nextStep(state, portraits) {
  const may = (/** @type {string} */ verb) => state.may.includes(verb);
  const isMissing = (state.missing ?? []).length > 0;
  if (state.you.role === 'colleague') return { text: 'You are on call. You are told here if you are needed.' };
  if (state.you.place !== 'room' && may('admit')) {
    return { text: 'Go into the room first. Then you can let the others in.', type: 'admit', members: { seat: state.you.seat }, button: 'Go in' };
  }
  switch (state.phase) {
    case 'live': return { text: state.kind === 'virtualRespite' ? 'You are together. Nothing needs to be written.' : isForCarers(state) ? 'You are together.' : 'Watch and listen. A note takes one tap.' };
    case 'held':
      return may('resume') && !isMissing
        ? { text: 'Paused. When everybody is ready, go on.', type: 'resume', button: 'Go on' }
        : { text: 'Paused. It can go on when this is here again:' };
    case 'ended': case 'writtenUp': case 'reviewed': case 'cancelled': case 'notHeld': return { text: 'Finished.' };
    case 'scheduled': case 'gathering': break;
  }
  const check = state.checks?.find(check => !check.isDone)?.check;
  if (check === 'restrictionsRead' && may('check')) {
    return { text: 'Read what must be kept to today.', list: state.plan?.restrictions, type: 'check', members: { check }, button: CHECKS[check]?.[1] };
  }
  if (check === 'actionsRead' && may('check')) {
    return { text: 'Read what you agreed last time.', list: state.plan?.goals, type: 'check', members: { check }, button: CHECKS[check]?.[1] };
  }
  const waiting = inOrder((state.waiting ?? []).filter(person => person.isConnected));
  const unknown = waiting.find(person => !person.isIdentityConfirmed);
  if (unknown && may('confirmIdentity')) {
    const isEarly = !portraits.canTell(unknown.seat);
    return {
      text: `${unknown.shownName} is waiting. ${isEarly ? 'A picture should come in a moment.' : `Is it ${unknown.shownName}?`}`,
      type: 'confirmIdentity', members: { seat: unknown.seat }, button: `Yes, it is ${unknown.shownName}`,
      face: portraits.element(unknown, 1), isEarly,
    };
  }
  if (check && may('check')) {
    return { text: `${CHECKS[check]?.[0]}?`, type: 'check', members: { check }, button: CHECKS[check]?.[1] };
  }
  const ready = waiting.filter(person => person.isIdentityConfirmed && (person.declaration ?? 'knowsNobody') === 'knowsNobody' && ['given', 'notNeeded'].includes(person.agreement));
  const next = ready.find(person => !person.obstacle);
  if (next && may('admit')) {
    return { text: `${next.shownName} is ready to come in.`, type: 'admit', members: { seat: next.seat }, button: `Let ${next.shownName} in` };
  }
  // What the policies would refuse is not offered; whom it waits for is said instead.
  const stuck = ready.find(person => person.obstacle);
  if (stuck && may('admit')) return { text: waitsFor(stuck), list: stuck.obstacle?.waitsFor.length ? [] : stuck.obstacle?.reasons };
  if (may('start') && !isMissing) return { text: 'Everybody is here.', type: 'start', button: 'Begin' };
  return { text: isMissing ? 'Wait a little. Not everything is here yet.' : 'Nothing to do but wait.' };
}

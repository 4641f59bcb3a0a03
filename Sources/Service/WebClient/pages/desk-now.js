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
    missing.length ? h('div', { class: 'missing' }, h('h3', {}, state.phase === 'held' ? 'Why it can’t go on yet' : 'Why it can’t begin yet'),
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
    case 'live': return atTheDoor(state, portraits) ?? { text: state.kind === 'virtualRespite' ? 'You are together. Nothing needs to be written.' : isForCarers(state) ? 'You are together.' : 'Watch and listen. A note takes one tap.' };
    case 'held':
      return atTheDoor(state, portraits) ?? (may('resume') && !isMissing
        ? { text: 'Paused. When everybody is ready, go on.', type: 'resume', button: 'Go on' }
        : { text: 'Paused.' });
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
  const unknown = whoIsIt(state, portraits);
  if (unknown) return unknown;
  if (check && may('check')) {
    return { text: `${CHECKS[check]?.[0]}?`, type: 'check', members: { check }, button: CHECKS[check]?.[1] };
  }
  const comesIn = letIn(state);
  if (comesIn) return comesIn;
  if (may('start') && !isMissing) return { text: 'Everybody is here.', type: 'start', button: 'Begin' };
  return { text: isMissing ? 'Wait a little. Not everything is here yet.' : 'Nothing to do but wait.' };
}

/**
 * Whoever comes while it goes on or is paused, for the first time or back: looked at, then let in.
 * @param {import('./protocol.js').State} state
 * @param {import('./portrait.js').Portraits} portraits
 */
function atTheDoor(state, portraits) {
  return whoIsIt(state, portraits) ?? letIn(state);
}

function waitingNow(state) { return inOrder((state.waiting ?? []).filter(person => person.isConnected)); }

function whoIsIt(state, portraits) {
  const unknown = waitingNow(state).find(person => !person.isIdentityConfirmed);
  if (!unknown || !state.may.includes('confirmIdentity')) return undefined;
  const isEarly = !portraits.canTell(unknown.seat);
  const waits = `${unknown.shownName} ${portraits.hasMet(unknown.seat) ? 'is back and waits' : 'is waiting'}.`;
  return {
    text: `${waits} ${isEarly ? 'A picture should come in a moment.' : `Is it ${unknown.shownName}?`}`,
    type: 'confirmIdentity', members: { seat: unknown.seat }, button: `Yes, it is ${unknown.shownName}`,
    face: portraits.element(unknown, 1), isEarly,
  };
}

function letIn(state) {
  if (!state.may.includes('admit')) return undefined;
  const ready = waitingNow(state).filter(person => person.isIdentityConfirmed && (person.declaration ?? 'knowsNobody') === 'knowsNobody' && ['given', 'notNeeded'].includes(person.agreement));
  const next = ready.find(person => !person.obstacle);
  if (next) return { text: `${next.shownName} is ready to come in.`, type: 'admit', members: { seat: next.seat }, button: `Let ${next.shownName} in` };
  // What the policies would refuse is not offered; whom it waits for is said instead.
  const stuck = ready.find(person => person.obstacle);
  return stuck ? { text: waitsFor(stuck), list: stuck.obstacle?.waitsFor.length ? [] : stuck.obstacle?.reasons } : undefined;
}

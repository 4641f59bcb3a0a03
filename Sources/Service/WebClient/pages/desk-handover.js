// Handover without a gap: asked, there, accepted; only then does the first one go.
import { h, icon } from './dom.js';

/** @typedef {import('./protocol.js').State} State */

/**
 * Nothing if there is nothing to hand over.
 * @param {State} state
 * @param {(type: string, members?: object) => void} ask
 */
export function handoverPart(state, ask) {
  const { handover, you } = state;
  const colleague = state.writesTo?.find(reader => reader.role === 'colleague');
  const isForMe = handover?.to === you.seat;
  if (handover && isForMe) return [h('h2', {}, icon('bell'), 'Handover'), ...incoming(state, ask)];
  const mayOffer = state.may.includes('offerSupervision') && colleague && handover?.to !== colleague.seat;
  if (!handover && !mayOffer) return [];
  return [
    h('h2', {}, 'Handover'),
    handover ? h('p', { role: 'status' }, OUTGOING[handover.step]?.(handover.shownName)) : null,
    handover?.step === 'accepted' && state.may.includes('leave')
      ? h('button', { type: 'button', class: 'primary big', 'data-key': 'release', onclick: () => ask('leave') }, icon('door'), h('span', {}, `Leave: ${handover.shownName} supervises`)) : null,
    mayOffer ? h('button', { type: 'button', 'data-key': 'offer', onclick: () => ask('offerSupervision', { seat: colleague.seat }) }, `Hand over to ${colleague.shownName}`) : null,
    mayOffer ? h('p', { class: 'soft' }, 'You go on until they see, hear and accept.') : null,
  ];
}

function incoming(state, ask) {
  switch (state.handover?.step) {
    case 'offered': return [
      h('p', {}, 'You are asked to take over as supervisor. Read what must be kept to:'),
      h('ul', {}, ...(state.plan?.restrictions ?? []).map(text => h('li', {}, text))),
      state.may.includes('takeOver')
        ? h('button', { type: 'button', class: 'primary big', 'data-key': 'comeIn', onclick: () => ask('takeOver') }, 'I have read it. Come in') : null,
    ];
    case 'here': return [h('p', { role: 'status' }, 'You are in the room. One moment, until you see and hear everybody.')];
    case 'ready': return [
      h('p', { role: 'status' }, 'You see and hear everybody.'),
      h('button', { type: 'button', class: 'primary big', 'data-key': 'accept', onclick: () => ask('acceptSupervision') }, icon('check'), h('span', {}, 'I supervise from now on')),
    ];
    default: return [h('p', { role: 'status' }, 'You answer for this session now.')];
  }
}

/** @type {Record<string, (name: string) => string>} */
const OUTGOING = {
  offered: name => `${name} has been asked. You go on supervising.`,
  here: name => `${name} is in the room and is connecting. You go on supervising.`,
  ready: name => `${name} sees and hears everybody, and has not accepted yet.`,
  accepted: name => `${name} answers for the session now. The child and the family read ${name}’s name. You may go.`,
};

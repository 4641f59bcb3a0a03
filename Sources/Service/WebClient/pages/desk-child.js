// What a child pressed and said, at the desk: an alert first, and nothing of it where others could see or hear it.
import { h, icon } from './dom.js';
import { isInTalk } from './protocol.js';

/** @typedef {import('./protocol.js').State} State */

const FEELINGS = { veryHappy: 'very happy', happy: 'happy', inBetween: 'in between', sad: 'sad', verySad: 'very sad', skipped: 'skipped' };

/**
 * @param {State} state
 * @param {(type: string, members?: object) => void} ask
 */
export function childPart(state, ask) {
  return [...(state.children ?? []).flatMap(child => {
    const open = child.alerts.filter(alert => !alert.acknowledgedBy);
    const seen = child.alerts.filter(alert => alert.acknowledgedBy);
    return [
      open.length ? h('div', { class: 'child-alert', role: 'alert' },
        h('p', {}, icon('cloud'), h('strong', {}, `${child.shownName} is not OK.`), ` Pressed at ${open.map(alert => alert.time.slice(0, 5)).join(' and ')}.`),
        h('p', {}, 'Only staff see this. Nobody in the room can tell. Look closely, slow things down, or press Pause.'),
        h('button', { type: 'button', class: 'primary', 'data-key': 'acknowledge', onclick: () => ask('acknowledge') }, 'I have seen it')) : null,
      child.isReady !== undefined ? h('p', { class: 'child-break' }, icon('cup'), h('span', {}, child.isReady ? `${child.shownName} is ready to go on.` : `${child.shownName} is having a break.`)) : null,
      ...seen.map(alert => h('p', {}, `${alert.time.slice(0, 5)}: not OK. ${alert.acknowledgedBy} saw it.`)),
      child.before || child.after ? h('p', {}, [child.before && `Before: ${FEELINGS[child.before]}`, child.after && `After: ${FEELINGS[child.after]}`].filter(Boolean).join('. ') + '.') : null,
    ].filter(Boolean);
  }), ...talkPart(state, ask)];
}

/** In a pause: child and supervisor alone, with sound and picture; nobody else receives any of it. */
function talkPart(state, ask) {
  const talk = state.talk?.kind === 'withChild' ? state.talk : undefined;
  if (!talk) return [];
  if (!talk.people.length) {
    return (talk.with ?? []).map(child => h('button', { type: 'button', 'data-key': `talk ${child.seat}`, onclick: () => ask('talk', { seat: child.seat }) },
      icon('play'), h('span', {}, `Talk with ${child.shownName} alone`)));
  }
  const names = talk.people.filter(person => person.seat !== state.you.seat).map(person => person.shownName).join(' and ');
  const text = !isInTalk(state) ? `${names} are talking alone.`
    : state.media.isOpen ? `You and ${names} see and hear each other. Nobody else does. End it before you go on.` : `${names} and you are being connected. Nobody else is.`;
  return [h('div', { class: 'talk-alone' }, h('p', { role: 'status' }, text),
    state.may.includes('endTalk') ? h('button', { type: 'button', class: 'primary', 'data-key': 'endTalk', onclick: () => ask('endTalk') }, icon('end'), h('span', {}, 'End the talk')) : null)];
}

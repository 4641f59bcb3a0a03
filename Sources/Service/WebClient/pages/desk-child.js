// What a child pressed and said, at the desk: an alert first, and nothing of it where others could see or hear it.
import { h, icon } from './dom.js';

/** @typedef {import('./protocol.js').State} State */

const FEELINGS = { veryHappy: 'very happy', happy: 'happy', inBetween: 'in between', sad: 'sad', verySad: 'very sad', skipped: 'skipped' };

/**
 * @param {State} state
 * @param {(type: string, members?: object) => void} ask
 */
export function childPart(state, ask) {
  return (state.children ?? []).flatMap(child => {
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
  });
}

// The room of a child, a family member or an interpreter: connects, turns the camera on, shows what the server says.
import { h, place } from './dom.js';
import { afterPage, afterwards } from './after.js';
import { Media, startBeats } from './media.js';
import { startPortraits } from './portrait.js';
import { Connection } from './protocol.js';
import { AdultRoom } from './room-adult.js';
import { ChildRoom } from './room-child.js';
import { calm, cameraProblem, helpFor, stateWord } from './screens.js';
import { chosen } from './words.js';

/** @typedef {import('./protocol.js').State} State */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const seat = location.hash.slice(1);
const connection = new Connection(seat);
const media = new Media(connection);
const help = helpFor(seat);
/** @type {AdultRoom | ChildRoom | null} */
let room = null;
let say = chosen('en');
let isOver = false;
let lostTimer = 0;

connection.addEventListener('state', event => {
  /** @type {State} */
  const state = /** @type {CustomEvent} */ (event).detail;
  clearTimeout(lostTimer);
  say = chosen(state.you.language ?? 'en');
  document.documentElement.lang = say.language;
  room ??= state.you.role === 'child' ? new ChildRoom(connection, media, say) : new AdultRoom(connection, media, say);
  media.apply(state);
  if (!room.isDone) draw(room.show(state));
});
connection.addEventListener('lost', () => {
  if (isOver || room?.isDone) return;
  draw(lostScreen(false));
  clearTimeout(lostTimer);
  lostTimer = setTimeout(() => draw(lostScreen(true)), 15000);
});
connection.addEventListener('over', async event => {
  const { code, message } = /** @type {CustomEvent} */ (event).detail;
  isOver = true;
  clearTimeout(lostTimer);
  if (room?.isDone) return;
  const isChild = room instanceof ChildRoom;
  const after = code === 'sessionFinished' ? await afterwards(seat) : null;
  if (after) return draw(afterPage(seat, after));
  // Whoever may not stay reads what to do next, in their own language, and whom to ring.
  const isSent = ['removed', 'notAllowed'].includes(code);
  const next = help ? h('p', {}, say('someoneToAsk', help)) : null;
  if (isSent && say.language !== 'en') return draw(calm({ title: say('notHereNow'), texts: [next] }));
  draw(calm({
    title: isChild || code !== 'sessionFinished' ? message : say('finishedTitle'),
    texts: isChild ? [] : code === 'sessionFinished' ? [message, say('closePage')] : [isChild ? null : next, say('closePage')],
    word: code === 'sessionFinished' ? stateWord('Finished', say) : null,
  }));
});
for (const type of ['change', 'progress']) {
  media.addEventListener(type, () => {
    if (room && !room.isDone && connection.state) draw(room.show(connection.state));
  });
}
addEventListener('needstap', askForTap);
addEventListener('hashchange', () => location.reload());

turnOn();
connection.open();
startBeats(connection, media);
startPortraits(connection, () => (room && !room.isDone ? room.faces.at(seat, true).still() : null));

async function turnOn() {
  try {
    await media.open();
  } catch (error) {
    const notice = h('div', { class: 'notice bar', role: 'alert' }, h('p', {}, cameraProblem(error, say)),
      h('button', { type: 'button', onclick: () => { notice.remove(); turnOn(); } }, say('tryAgain')));
    document.body.append(notice);
  }
}

/** The heading of a new screen is read out; the same screen stays as it is. */
function draw(screen) {
  if (main.firstElementChild === screen) return;
  place(main, [screen]);
  /** @type {HTMLElement | null} */ (screen.querySelector('h1'))?.focus();
}

function lostScreen(isLong) {
  const companion = room instanceof ChildRoom ? room.companion : undefined;
  const isChild = room instanceof ChildRoom;
  const screen = calm({
    title: isChild ? say('lostChild') : say('lostTitle'),
    texts: [
      isChild ? (companion ? say('withYou', { name: companion }) : null) : say('lostText'),
      isLong && help && !isChild ? say('lostLong', help) : null,
    ],
    extra: room instanceof ChildRoom ? [room.stopButton()] : [],
  });
  screen.classList.add('full');
  return screen;
}

function askForTap() {
  if (document.querySelector('.tap')) return;
  const tap = h('button', { type: 'button', class: 'tap primary', onclick: () => { tap.remove(); room?.faces.play(); } }, say('soundTap'));
  document.body.append(tap);
}

// The room of a child, a family member or an interpreter: connects, turns the camera on, shows what the server says.
import { announce } from './announce.js';
import { NetworkCare } from './care.js';
import { h, place } from './dom.js';
import { afterPage, afterwards } from './after.js';
import { DeviceBar, tellOfDevice } from './device.js';
import { Media, startBeats } from './media.js';
import { startPortraits } from './portrait.js';
import { Connection } from './protocol.js';
import { AdultRoom } from './room-adult.js';
import { afterCarers, CarerRoom } from './room-carer.js';
import { ChildRoom } from './room-child.js';
import { calm, helpFor, stateWord } from './screens.js';
import { REFUSALS } from './trouble.js';
import { changing, ownLanguage, refusalIn } from './words.js';

/** @typedef {import('./protocol.js').State} State */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const seat = location.hash.slice(1);
const connection = new Connection(seat);
const media = new Media(connection);
const help = helpFor(seat);
/** @type {AdultRoom | ChildRoom | CarerRoom | null} */
let room = null;
const say = changing();
say.speak(ownLanguage.of(seat));
let isOver = false;
/** What we last were; nothing, where the page came back after the end. */
let role = '';
let lostTimer = 0;
const care = new NetworkCare(connection, media, help);
const deviceBar = new DeviceBar(media, () => say, help, () => !sessionStorage.getItem(`soundOnly ${seat}`), () => Boolean(sessionStorage.getItem(`signs ${seat}`)));

connection.addEventListener('state', event => {
  /** @type {State} */
  const state = /** @type {CustomEvent} */ (event).detail;
  clearTimeout(lostTimer);
  lostTimer = 0;
  role = state.you.role;
  ownLanguage.keep(seat, state.you.language ?? 'en');
  say.speak(state.you.language ?? 'en');
  document.documentElement.lang = say.language;
  room ??= state.you.role === 'child' ? new ChildRoom(connection, media, say)
    : state.you.role === 'carer' ? new CarerRoom(connection, media, say, seat, state.kind ?? '') : new AdultRoom(connection, media, say);
  media.apply(state);
  deviceBar.speak();
  if (room.isDone) return;
  draw(room.show(state));
  announce(`${say(state.word)}. ${state.sentence}`);
});
connection.addEventListener('lost', () => {
  // Lost again while trying: the wait is the same one.
  if (isOver || room?.isDone || lostTimer) return;
  announce('');
  draw(lostScreen(false));
  lostTimer = setTimeout(() => draw(lostScreen(true)), 15000);
});
connection.addEventListener('over', async event => {
  const { code, message } = /** @type {CustomEvent} */ (event).detail;
  isOver = true;
  announce('');
  clearTimeout(lostTimer);
  if (room?.isDone) return;
  // The page of a carer goes on after the end, and comes back to it in the same browser.
  const kind = sessionStorage.getItem(`kind ${seat}`);
  if (code === 'sessionFinished' && kind) {
    draw(room instanceof CarerRoom ? room.after(message) : afterCarers(kind, seat, say, message));
    return;
  }
  const isChild = room instanceof ChildRoom;
  const refusal = REFUSALS[code];
  if (refusal) {
    draw(calm({ title: say(refusal[0]), texts: [say(refusal[1]), help ? say('someoneToAsk', help) : null] }));
    return;
  }
  const after = code === 'sessionFinished' && role !== 'interpreter' ? await afterwards(seat) : null;
  if (after) return draw(afterPage(seat, after));
  // Whoever may not stay reads what to do next, in their own language, and whom to ring.
  const isSent = ['removed', 'notAllowed'].includes(code);
  const next = help ? h('p', {}, say('someoneToAsk', help)) : null;
  if (isSent && !isChild) return draw(calm({ title: say('notHereNow'), texts: [refusalIn(message, say), next] }));
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

deviceBar.turnOn();
tellOfDevice(connection, media);
connection.open();
startBeats(connection, media);
care.start();
startPortraits(connection, () => (room && !room.isDone ? room.faces.at(seat, true).still() : null));

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
      isLong && help && companion ? say('lostChildRing', { ...help, companion }) : null,
    ],
    extra: room instanceof ChildRoom ? [room.stopButton()] : [],
  });
  screen.classList.add('full');
  return screen;
}

function askForTap() {
  if (document.querySelector('.tap')) return;
  const tap = h('button', { type: 'button', class: 'tap primary', onclick: () => { tap.remove(); room?.faces.play(); } }, say('soundOn'));
  document.body.append(tap);
}

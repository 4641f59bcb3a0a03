// The desk of the supervisor, and of the colleague on call: the room on the left, the work on the right.
import { announce } from './announce.js';
import { NetworkCare } from './care.js';
import { h, place, update } from './dom.js';
import { Desk } from './desk-view.js';
import { tellOfDevice } from './device.js';
import { Media, startBeats } from './media.js';
import { Connection } from './protocol.js';
import { Alarm } from './alarm.js';
import { calm, cameraProblem, helpFor } from './screens.js';
import { weakLines } from './weak.js';
import { speaker } from './words.js';

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const seat = location.hash.slice(1);
const connection = new Connection(seat);
const media = new Media(connection);
const alarm = new Alarm();
const desk = new Desk(connection, media, alarm);
const notice = h('div', { class: 'notices', role: 'alert' });
let cameraText = '';
let isLost = false;

connection.addEventListener('state', event => {
  const state = /** @type {CustomEvent} */ (event).detail;
  isLost = false;
  // A colleague on call has no camera on; one who takes over has.
  if (state.media.canPublish && !media.local && !cameraText) turnOn();
  media.apply(state);
  place(main, [desk.element]);
  desk.show(state);
  if (state.phase === 'held') announce(`${state.word}. ${state.sentence}`, true);
  else announce('');
  notices();
});
connection.addEventListener('lost', () => {
  isLost = true;
  desk.lost();
  alarm.ring();
  notices();
});
connection.addEventListener('over', event => {
  const { message } = /** @type {CustomEvent} */ (event).detail;
  isLost = false;
  notices();
  if (desk.isWriting) return;
  place(main, [calm({ title: 'This page is done', texts: [message] })]);
});
for (const type of ['change', 'progress']) media.addEventListener(type, () => { desk.showFaces(); notices(); });
document.addEventListener('visibilitychange', () => {
  const isHidden = document.visibilityState === 'hidden';
  if (isHidden && connection.state?.phase === 'live') alarm.start();
  else alarm.stop();
});
media.addEventListener('device', () => {
  cameraText = media.hasLostTracks ? CAMERA.taken : '';
  notices();
});
addEventListener('needstap', () => { desk.needsTap = true; notices(); });

document.body.prepend(notice);
addEventListener('hashchange', () => location.reload());
connection.open();
startBeats(connection, media);
new NetworkCare(connection, media, helpFor(seat)).start();
tellOfDevice(connection, media);

async function turnOn() {
  try {
    await media.open();
    cameraText = '';
  } catch (error) {
    cameraText = cameraProblem(error, key => CAMERA[/** @type {keyof typeof CAMERA} */ (key)]);
  }
  notices();
}

/** What must not be overlooked, on top of everything. */
function notices() {
  const help = helpFor(seat);
  const weak = connection.state ? weakLines(connection.state, media, speaker('en')) : [];
  update(notice, [isLost, cameraText, desk.needsTap, weak], () => [
    isLost ? h('p', { class: 'notice strong' }, h('strong', {}, 'The connection is lost. '),
      'The server pauses the session by itself. This page keeps trying; when it is back, look at everybody and press Go on. ',
      help ? `If it stays away, ring ${help.name} on ${help.telephone}.` : 'If it stays away, ring your colleague on call.') : null,
    cameraText ? h('p', { class: 'notice strong' }, cameraText, ' ',
      h('button', { type: 'button', onclick: () => { cameraText = ''; turnOn(); } }, 'Try again')) : null,
    ...weak.map(line => h('p', { class: 'notice' }, line)),
    desk.needsTap ? h('p', { class: 'notice strong' }, 'Your browser keeps the sound off. ',
      h('button', { type: 'button', class: 'primary', onclick: () => { desk.needsTap = false; desk.faces.play(); notices(); } }, 'Turn sound on')) : null,
  ]);
}

const CAMERA = {
  cameraDenied: 'The browser did not let this page use camera and microphone. Allow it beside the address.',
  cameraBusy: 'The camera is in use elsewhere. Close other calls.',
  cameraMissing: 'No camera and microphone were found on this device.',
  taken: 'A call or another program has taken your camera or microphone.',
  cameraUnsupported: 'This browser can’t make video calls.',
};

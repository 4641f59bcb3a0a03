// The demo: four people's own pages side by side. Nothing here may do what a person could not do at those pages.
import { h, place, update } from '/app/dom.js';
import { get, post } from '/app/protocol.js';
import { cameraFor, wakeSound } from './demo-camera.js';
import { LogPanel } from './demo-log.js';
import { Pane } from './demo-pane.js';
import { Play } from './demo-play.js';

const NAMES = ['Marcus', 'Nasrin', 'Farida', 'Amina'];
const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const says = h('p', { class: 'demo-says', role: 'status' });
const clock = h('p', { class: 'clock' });
const log = new LogPanel();
const play = new Play(say, () => draw());
/** @type {Map<string, Pane>} */
const panes = new Map();
let taken = sessionStorage.getItem('taken') ?? '';
let heard = '';
let civil = { offset: 0, zone: 'Europe/London' };
const controls = h('div', { class: 'row' });
const tries = h('section', { class: 'try', 'aria-labelledby': 'try' });
const stage = h('div', { class: 'demo-stage' });

// The panes ask here for their camera (media.js); no other page can be asked.
/** @type {any} */ (window).demoCamera = (name, wish) => cameraFor(name, taken, wish);
for (const type of ['pointerdown', 'keydown']) addEventListener(type, wakeSound);
start();

async function start() {
  const overview = await get('/api/demo');
  civil = { offset: overview.clock.civil - Date.now(), zone: overview.clock.zone };
  if (isElsewhere(overview)) return elsewhere(overview);
  for (const name of NAMES) {
    const person = overview.people.find(person => person.name === name);
    if (person) panes.set(name, new Pane(person, { listen, enlarge }));
  }
  place(main, [
    h('header', { class: 'demo-bar' }, h('h1', {}, 'Contact Broker, demo'), clock, controls),
    says, stage]);
  const side = h('div', { class: 'side' }, tries, log.element, others(overview));
  place(stage, [...[...panes.values()].map(pane => pane.element), side]);
  if (overview.media) {
    says.classList.add('problem');
    say(`${overview.media} Everything works but sound and picture: nothing can begin.`);
  } else {
    say('Everybody here is made up. Press Play, or press yourself through the four pages.');
  }
  draw();
  setInterval(tend, 400);
  setInterval(() => log.read(), 1500);
  log.read();
}

/** Each place is held by one browser: whoever comes with another finds all four taken, or left behind. */
function isElsewhere(overview) {
  const four = overview.people.filter(person => NAMES.includes(person.name));
  return !four.some(person => sessionStorage.getItem(`pane ${person.seat}`)) && (overview.isOver || four.some(person => person.isTaken));
}

function elsewhere(overview) {
  place(main, [
    h('header', { class: 'demo-bar' }, h('h1', {}, 'Contact Broker, demo'), clock),
    h('div', { class: 'demo-elsewhere' },
      h('section', { class: 'calm' },
        h('h2', { tabindex: '-1' }, overview.isOver ? 'This session is over' : 'The demo is going on in another window'),
        h('p', {}, overview.isOver ? 'Begin the next one: it is the plan’s next day, five minutes before the start.'
          : 'Everybody’s place is held by one browser only, and those of this session are held by another window. Go on there; or begin the next session here, and the one over there ends.'),
        says,
        h('div', { class: 'actions' }, h('button', { type: 'button', class: 'primary', 'data-key': 'again', onclick: again }, overview.isOver ? 'Begin the next session' : 'Begin the next session here'))),
      h('div', { class: 'side' }, log.element, others(overview)))]);
  draw();
  setInterval(draw, 1000);
  setInterval(() => log.read(), 1500);
  log.read();
}

/** @param {string} text */
function say(text) { update(says, text, () => [text]); }

function tend() {
  for (const pane of panes.values()) {
    pane.tend(pane.name === heard);
    pane.isTaken = pane.name === taken;
  }
  draw();
}

function draw() {
  const now = new Date(Date.now() + civil.offset);
  const format = { timeZone: civil.zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' };
  const part = Object.fromEntries(new Intl.DateTimeFormat('en-GB', /** @type {any} */ (format)).formatToParts(now).map(({ type, value }) => [type, value]));
  const time = `${part.weekday} ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`;
  update(clock, time, () => ['The demo’s clock: ', h('strong', {}, time)]);
  update(controls, [taken, play.isOn], () => [
    h('label', {}, 'I am', h('select', { 'data-key': 'taken', onchange: take },
      ...[['', 'just watching'], ...NAMES.map(name => [name, name])].map(([value, text]) => h('option', { value, selected: value === taken }, text)))),
    play.isOn
      ? h('button', { type: 'button', 'data-key': 'play', onclick: () => { play.stop(); say('Stopped. The pages stay as they are.'); } }, 'Stop playing')
      : h('button', { type: 'button', class: 'primary', 'data-key': 'play', onclick: playOthers }, taken ? `Play everybody but ${taken}` : 'Play everybody'),
    h('button', { type: 'button', 'data-key': 'again', onclick: again }, 'Start again')]);
  const things = thingsToTry();
  update(tries, things.map(({ key, isPossible }) => [key, isPossible]), () => [h('h2', { id: 'try' }, 'Things to try'), ...things.map(tryIt)]);
}

function take(event) {
  taken = event.target.value;
  sessionStorage.setItem('taken', taken);
  say(taken ? `You are ${taken}. Play does the others; ${taken}’s page waits for you.` : 'Play does everybody.');
  draw();
}

function playOthers() {
  play.start([...panes.values()].filter(pane => pane.name !== taken), panes.get(taken));
  draw();
}

/** A fresh session at the next time in the plan; what is still open ends, for its time is over. */
async function again(event) {
  event.currentTarget.disabled = true;
  play.stop();
  try {
    await post('/api/demo/again', {});
    location.reload();
  } catch (error) {
    say(error.message);
  }
}

function listen(pane) {
  heard = heard === pane.name ? '' : pane.name;
  tend();
}

function enlarge(pane) {
  const isLarge = !pane.element.classList.contains('large');
  for (const one of panes.values()) one.isLarge = isLarge && one === pane;
  stage.classList.toggle('enlarged', isLarge);
}

// Things to try

function thingsToTry() {
  const marcus = panes.get('Marcus');
  const isLive = marcus?.word === 'live';
  const isPaused = marcus?.word === 'paused';
  const has = (name, selector) => Boolean(panes.get(name)?.document?.querySelector(selector));
  return [
    thing('wrong-link', 'Open Nasrin’s link as Kamal', true, async () => {
      const { reads } = await post('/api/demo/wrong-link', {});
      say(`In Kamal’s browser: “${reads}”`);
    }),
    marcus && !marcus.isOpen
      ? thing('back', 'Open Marcus’s pane again', true, () => { marcus.open(); say('He comes back. Nothing goes on by itself: only he can say so.'); })
      : isPaused
        ? thing('go-on', 'Let Marcus press Go on', has('Marcus', '.now [data-key=next]:enabled'), () => { marcus?.press('.now [data-key=next]'); say('Marcus presses Go on.'); })
        : thing('close', 'Close Marcus’s pane', isLive, () => { marcus?.close(); say('Marcus is gone. Look at the others: the server has paused it by itself.'); }),
    thing('withdraw', 'Let Nasrin withdraw', has('Nasrin', '[data-key=withdraw]'), () => {
      panes.get('Nasrin')?.press('[data-key=withdraw]');
      setTimeout(() => panes.get('Nasrin')?.press('.ask .actions button'), 700);
      say('Nasrin takes back her agreement. She is out at once; the policies say what then.');
    }),
    thing('stop', 'Press Amina’s Stop', has('Amina', 'button.stop'), () => {
      panes.get('Amina')?.press('button.stop');
      say('Amina has pressed Stop. The others read the same words as at any end. “Start again” begins the next time.');
    }),
  ];
}

const thing = (key, text, isPossible, act) => ({ key, text, isPossible, act });

/** A button; what the log says from then on is marked. */
function tryIt({ key, text, isPossible, act }) {
  return h('button', { type: 'button', 'data-key': key, disabled: !isPossible, onclick: async () => {
    log.mark();
    try {
      await act();
    } catch (error) {
      say(error.message);
    }
    draw();
    await log.read();
  } }, text);
}

/** Everybody else's link, and these four's, each for a window of its own. */
function others(overview) {
  const list = people => h('ul', {}, ...people.map(person => h('li', {}, h('a', { href: person.link, target: '_blank' }, person.name), ' ', h('small', {}, person.note))));
  
  return h('section', { 'aria-label': 'More people and sessions' }, h('details', { class: 'others' },
    h('summary', {}, 'More people and sessions'),
    h('p', {}, 'Each opens in a window of its own.'),
    h('h3', {}, overview.title), list(overview.people),
    ...overview.others.flatMap(group => [h('h3', {}, group.title), list(group.people)])));
}

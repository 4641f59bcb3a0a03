// The demo: people's own pages side by side, of one session. Nothing here may do what a person could not do at those pages.
import { h, place, update } from '/app/dom.js';
import { get, post } from '/app/protocol.js';
import { cameraFor, wakeSound } from './demo-camera.js';
import { LogPanel } from './demo-log.js';
import { Pane } from './demo-pane.js';
import { OVER, Play, TOGETHER } from './demo-play.js';

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const says = h('p', { class: 'demo-says', role: 'status' });
const clock = h('p', { class: 'clock' });
const plan = new URLSearchParams(location.search).get('plan') ?? '';
const log = new LogPanel(plan, begunAnew);
const play = new Play(say, () => draw());
/** @type {Map<string, Pane>} */
const panes = new Map();
let taken = '';
let kind = '';
/** @type {{plan: string, title: string}[]} */
let plans = [];
let heard = '';
/** What the pages said last: live, paused or finished. */
let session = '';
/** When one of the things to try was pressed; what it says stands for a while. */
let actedAt = 0;
let civil = { offset: 0, zone: 'Europe/London' };
const controls = h('div', { class: 'row' });
const tries = h('section', { class: 'try', 'aria-labelledby': 'try' });
const stage = h('div', { class: 'demo-stage' });

// The panes ask here for their camera (media.js); no other page can be asked.
/** @type {any} */ (window).demoCamera = (name, wish) => cameraFor(name, taken, wish);
for (const type of ['pointerdown', 'keydown']) addEventListener(type, wakeSound);
/** Who has a pane, in the order of their places. */
const ROLES = ['supervisor', 'family', 'interpreter', 'carer', 'child'];
const PLACES = ['lead', 'one', 'two', 'three', 'four'];
/** @type {Record<string, string>} */
const TITLES = {
  'kites-mother': 'Kites: family time', 'signals-mother': 'Signals: sign language',
  'lantern-supervision': 'Lantern: supervision', 'lantern-respite': 'Lantern: respite',
};
start();

async function start() {
  const overview = await get(`/api/demo?plan=${encodeURIComponent(plan)}`);
  ({ kind, plans } = overview);
  civil = { offset: overview.clock.civil - Date.now(), zone: overview.clock.zone };
  if (isElsewhere(overview)) return elsewhere(overview);
  taken = people(overview).map(person => person.name).find(name => name === sessionStorage.getItem('taken')) ?? '';
  people(overview).forEach((person, number) => panes.set(person.name, new Pane(person, PLACES[number] ?? '', { listen, enlarge })));
  stage.dataset.count = String(panes.size);
  place(main, [
    h('header', { class: 'demo-bar' }, h('h1', {}, 'Contact Broker, demo'), clock, controls),
    says, stage]);
  const side = h('div', { class: 'side' }, tries, log.element, others(overview));
  place(stage, [...[...panes.values()].map(pane => pane.element), side]);
  if (overview.media) {
    says.classList.add('problem');
    say(`${overview.media} Everything works but sound and picture: nothing can begin.`);
  } else {
    say('Everybody here is made up. Press Play, or press yourself through the pages.');
  }
  draw();
  setInterval(tend, 400);
  setInterval(() => log.read(), 1500);
  log.read();
}

/** Nothing is said any longer than it is so. */
function follow() {
  const all = [...panes.values()];
  const words = all.filter(pane => pane.isOpen).map(pane => pane.word);
  const now = ['finished', 'live', 'paused'].find(word => words.includes(word)) ?? '';
  if (!now || now === session) return;
  const leader = all.find(pane => pane.person.role === 'supervisor');
  const isOwnWord = says.textContent !== TOGETHER && Date.now() - actedAt < 10000;
  if (now === 'live' && session === 'paused') say(TOGETHER);
  if (now === 'paused' && !isOwnWord) say(`It is paused now; the log says why. It goes on when ${leader?.isOpen ? leader.name : 'somebody who may'} presses Go on.`);
  if (now === 'finished' && session && !isOwnWord) say(OVER);
  session = now;
}

/** Those with a pane: who takes part, the one who leads it first. */
function people(overview) {
  const place = person => ROLES.indexOf(person.role);
  return overview.people.filter(person => ROLES.includes(person.role)).sort((one, other) => place(one) - place(other)).slice(0, PLACES.length);
}

/** Each place is held by one browser: whoever comes with another finds all of them taken, or left behind. */
function isElsewhere(overview) {
  const shown = people(overview);
  return !shown.some(person => sessionStorage.getItem(`pane ${person.seat}`)) && (overview.isOver || shown.some(person => person.isTaken));
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

/** Everything on this page is of the last run. */
function begunAnew() {
  play.stop();
  say('The demo was started again. This page opens anew.');
  setTimeout(() => location.reload(), 2500);
}

/** @param {string} text */
function say(text) { update(says, text, () => [text]); }

function tend() {
  for (const pane of panes.values()) {
    pane.tend(pane.name === heard);
    pane.isTaken = pane.name === taken;
  }
  follow();
  draw();
}

function draw() {
  const now = new Date(Date.now() + civil.offset);
  const format = { timeZone: civil.zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' };
  const part = Object.fromEntries(new Intl.DateTimeFormat('en-GB', /** @type {any} */ (format)).formatToParts(now).map(({ type, value }) => [type, value]));
  const time = `${part.weekday} ${part.day} ${part.month} ${part.year}, ${part.hour}:${part.minute}`;
  update(clock, time, () => ['The demo’s clock: ', h('strong', {}, time)]);
  update(controls, [taken, play.isOn, plans, panes.size], () => [
    plans.length > 1 ? h('label', {}, h('span', { class: 'unseen' }, 'Session'), h('select', { 'data-key': 'plan', onchange: event => location.assign(`/demo?plan=${encodeURIComponent(event.target.value)}`) },
      ...plans.map(one => h('option', { value: one.plan, selected: one.plan === (plan || plans[0]?.plan) }, TITLES[one.plan] ?? one.title)))) : null,
    h('label', {}, 'I am', h('select', { 'data-key': 'taken', onchange: take },
      ...[['', 'just watching'], ...[...panes.keys()].map(name => [name, name])].map(([value, text]) => h('option', { value, selected: value === taken }, text)))),
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
  const all = [...panes.values()];
  const of = (...roles) => all.find(pane => roles.includes(pane.person.role));
  const leader = of('supervisor');
  const adult = panes.get('Ruthie') ?? of('family', 'carer');
  const child = of('child');
  const isFamily = kind.includes('FamilyTime');
  const isLive = leader?.word === 'live';
  const isPaused = leader?.word === 'paused';
  const has = (pane, selector) => Boolean(pane?.document?.querySelector(selector));
  const [lead, own] = [leader?.name, adult?.name];
  return [
    panes.has('Nasrin') ? thing('wrong-link', 'Open Nasrin’s link as Kamal', true, async () => {
      const { reads } = await post('/api/demo/wrong-link', {});
      say(`In Kamal’s browser: “${reads}”`);
    }) : null,
    leader && !leader.isOpen
      ? thing('back', `Open ${lead}’s pane again`, true, () => { leader.open(); say(`${lead} comes back.${isFamily ? ' Nothing goes on by itself: only a person can say so.' : ''}`); })
      : isPaused
        ? thing('go-on', `Let ${lead} press Go on`, has(leader, '.now [data-key=next]:enabled'), () => { leader?.press('.now [data-key=next]'); say(`${lead} presses Go on.`); })
        : thing('close', `Close ${lead}’s pane`, isLive, () => { leader?.close(); say(`${lead} is gone. Look at the others${isFamily ? ': the server has paused it by itself' : ', and at the log'}.`); }),
    adult ? thing('withdraw', `Let ${own} withdraw`, has(adult, '[data-key=withdraw]'), () => {
      adult.press('[data-key=withdraw]');
      setTimeout(() => adult.press('.ask .actions button'), 700);
      say(`${own} takes back the agreement, and is out at once; the policies say what then.`);
    }) : null,
    kind === 'virtualRespite' && adult ? thing('struggling', `Let ${own} say “I’m struggling”`, has(adult, '[data-key=struggling]'), () => {
      adult.press('[data-key=struggling]');
      setTimeout(() => adult.press('.support .actions button'), 700);
      say(`Only ${own}’s own worker hears of it. Nothing changes on the others’ pages.`);
    }) : null,
    child ? thing('stop', `Press ${child.name}’s Stop`, has(child, 'button.stop'), () => {
      child.press('button.stop');
      say(`${child.name} has pressed Stop. The others read the same words as at any end. “Start again” begins the next time.`);
    }) : null,
  ].filter(one => one !== null);
}

const thing = (key, text, isPossible, act) => ({ key, text, isPossible, act });

/** A button; what the log says from then on is marked. */
function tryIt({ key, text, isPossible, act }) {
  return h('button', { type: 'button', 'data-key': key, disabled: !isPossible, onclick: async () => {
    log.mark();
    actedAt = Date.now();
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
  const list = all => h('ul', {}, ...all.map(person => h('li', {}, h('a', { href: person.link, target: '_blank' }, person.name), ' ', h('small', {}, person.note))));
  return h('section', { 'aria-label': 'More people and sessions' }, h('details', { class: 'others' },
    h('summary', {}, 'More people and sessions'),
    h('p', {}, 'Each opens in a window of its own.'),
    h('h3', {}, overview.title), list(overview.people),
    ...overview.others.flatMap(group => [h('h3', {}, group.title), list(group.people)])));
}

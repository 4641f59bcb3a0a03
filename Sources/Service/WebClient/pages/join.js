// The page that every link opens: who, when, with whom; rules and agreement; camera and sound; Join.
import { h, icon, place } from './dom.js';
import { Face } from './face.js';
import { openCamera } from './media.js';
import { nature } from './nature.js';
import { post, Refused } from './protocol.js';
import { calm, languageChoice } from './screens.js';
import { cameraTrouble, canMeet, linkTrouble, openElsewhere, REFUSALS } from './trouble.js';
import { chosen, dayIn, LANGUAGES, speaker } from './words.js';

/** The panes of the demo share one storage, and have names. */
const SECRET = `secret${window.name}`;

/**
 * @typedef {object} Look
 * @property {string} seat
 * @property {string} role
 * @property {string} shownName
 * @property {string} language
 * @property {string} page
 * @property {{day: string, from: string, to: string, kind: string}} session
 * @property {string} supervisor
 * @property {string[]} others
 * @property {string | null} companion
 * @property {string} opensAt
 * @property {boolean} isOpen
 * @property {{isNeeded: boolean, isGiven: boolean, language: string, rules: string[], question: string, texts?: {language: string, rules: string[], question: string}[]}} agreement
 * @property {{name: string, telephone: string}} help
 * @property {{isGiven: boolean, choices: string[]}} [cover]
 * @property {boolean} [isOver]
 * @property {string[]} [family] at a child's seat: whom they come to see
 * @property {boolean} [signs] signs, or interprets signing
 */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const secret = takeSecret();
/** @type {Look} */
let look;
let say = chosen(browserLanguage());
/** @type {MediaStream | null} */
let camera = null;
let step = () => {};

// Another link, opened in the same tab.
addEventListener('hashchange', () => location.reload());
start();

/** The secret leaves the address bar, so that nobody reads or copies it from there. */
function takeSecret() {
  const given = location.hash.slice(1);
  if (given) {
    sessionStorage.setItem(SECRET, given);
    history.replaceState(null, '', '/join');
  }
  return given || sessionStorage.getItem(SECRET) || '';
}

async function start() {
  document.documentElement.lang = say.language;
  if (!secret) return go(() => show('', ...linkTrouble(say, null)));
  try {
    look = await post('/api/look', { secret });
  } catch (error) {
    return problem(error, start);
  }
  look.help.telephone = look.help.telephone.replaceAll(' ', '\u00a0');
  say = chosen(look.language);
  document.documentElement.lang = say.language;
  document.title = look.session.kind.includes('FamilyTime') ? say('familyTime') : say('session');
  go(welcome);
}

/** @param {() => void} next */
function go(next) {
  step = next;
  next();
}

// Steps

function welcome() {
  if (look.isOver && look.isOpen && !['supervisor', 'colleague', 'lead'].includes(look.role)) return lastPage();
  const { session, others, companion, supervisor, help } = look;
  const isFamily = session.kind.includes('FamilyTime');
  const isRespite = session.kind === 'virtualRespite';
  const isStaff = ['supervisor', 'colleague', 'lead'].includes(look.role);
  const isChild = look.role === 'child';
  show('start',
    h('h1', { tabindex: '-1' }, say('hello', { name: look.shownName })),
    !isStaff && isRespite ? nature() : null,
    h('p', { class: 'lead' }, isFamily && !isStaff && look.role !== 'interpreter' ? say('familyTime') : look.role === 'carer' && !isFamily ? say(session.kind) : say('session')),
    look.role === 'carer' && isRespite ? h('p', {}, say('respiteLead')) : null,
    h('dl', { class: 'facts' },
      h('div', {}, h('dt', {}, say('when')),
        h('dd', {}, dayIn(session.day, say), h('br'), say('from', session))),
      h('div', {}, h('dt', {}, say('whoIsThere')),
        h('dd', {}, h('ul', { class: 'names' },
          h('li', {}, companion ? say('youWith', { name: look.shownName, companion }) : say('youHere', { name: look.shownName })),
          ...others.map(name => h('li', {}, name)))))),
    isStaff ? null : h('p', {}, supervisor ? say('lets', { name: supervisor }) : say('letsTeam'), ' ', isChild && companion ? say('staysWith', { name: companion }) : null),
    !canMeet() && look.role !== 'lead' ? openElsewhere(secret, say) : look.isOpen || look.role === 'lead'
      ? actions(button(say('next'), () => go(look.role !== 'lead' && (look.agreement.isNeeded || look.agreement.rules.length) ? rules : afterRules), 'primary'))
      : h('p', { class: 'notice', role: 'status' }, say('opensAt', { time: look.opensAt })),
    h('p', { class: 'soft' }, say('someoneToAsk', help)));
  if (!look.isOpen && look.role !== 'lead') setTimeout(lookAgain, 20000);
}

/** After the end the link leads to the last page, and nobody is asked for a camera. */
function lastPage() {
  const join = button(say('lastPage'), () => joinNow(join), 'primary');
  show('start',
    h('h1', { tabindex: '-1' }, say('hello', { name: look.companion ?? look.shownName })),
    h('p', {}, say('overText')),
    actions(join),
    h('p', { class: 'soft' }, say('someoneToAsk', look.help)));
}

async function lookAgain() {
  try {
    look = await post('/api/look', { secret });
  } catch { /* The next look may do better. */ }
  if (step === welcome) welcome();
}

function rules() {
  const { agreement, help } = look;
  const needsAnswer = agreement.isNeeded && !agreement.isGiven;
  // What is agreed to, and the answer, are in one language, the page's where the rules are written in it: the log says which.
  const { language, rules, question } = agreement.texts?.find(text => text.language === say.language) ?? agreement;
  const own = LANGUAGES.includes(language) ? speaker(language) : say;
  show('rules',
    h('h1', { tabindex: '-1' }, say('groundRules')),
    h('ol', { class: 'rules', lang: language }, ...rules.map(rule => h('li', {}, rule))),
    needsAnswer ? h('h2', { lang: language }, question) : null,
    needsAnswer ? h('p', {}, say('mayRefuse', help)) : null,
    agreement.isNeeded && agreement.isGiven && look.role !== 'child' ? h('p', { class: 'notice' }, say('agreedAlready')) : null,
    needsAnswer
      ? h('div', { class: 'actions equal', lang: own.language },
        button(own('agree'), event => agree(true, language, event)), button(own('disagree'), event => agree(false, language, event)))
      : actions(button(say('next'), () => go(afterRules), 'primary')),
    backTo(welcome));
}

/** In respite and for interpreters one question more; then the picture. */
function afterRules() {
  go(look.role === 'interpreter' ? ties : look.cover && !look.cover.isGiven ? cover : device);
}

function cover() {
  show('cover',
    h('h1', { tabindex: '-1' }, say('coverTitle')),
    h('p', {}, say('coverWhy')),
    h('div', { class: 'choices' }, ...(look.cover?.choices ?? []).map(choice => button(say(`cover_${choice}`), event => answer(choice, event)))),
    h('p', {}, button(say('coverNobody'), () => go(uncovered), 'plain')),
    backTo(rules));
}

async function answer(choice, event) {
  for (const one of event.currentTarget.parentElement.children) one.disabled = true;
  try {
    await post('/api/cover', { secret, cover: choice });
  } catch (error) {
    return problem(error, () => go(cover));
  }
  if (look.cover) look.cover.isGiven = true;
  go(device);
}

function uncovered() {
  show('cover', nature(), ...calm({ title: say('uncoveredTitle'), texts: [say('uncoveredText', look.help)], picture: false }).childNodes,
    actions(button(say('goBack'), () => go(cover))));
}

/**
 * @param {boolean} agrees
 * @param {string} language what the rules were read in
 * @param {any} event
 */
async function agree(agrees, language, event) {
  const both = [...event.currentTarget.parentElement.children];
  for (const one of both) one.disabled = true;
  try {
    await post('/api/agree', { secret, agrees, language });
  } catch (error) {
    return problem(error, () => go(rules));
  }
  look.agreement.isGiven = agrees;
  go(agrees ? afterRules : refused);
}

function refused() {
  show('rules',
    ...calm({ title: say('refusedTitle'), texts: [say('refusedText', look.help)] }).childNodes,
    actions(button(say('changedMind'), () => go(rules))));
}

/** Interpreters are asked each time; whoever knows the family does not interpret for it. */
function ties() {
  show('ties',
    h('h1', { tabindex: '-1' }, say('tiesTitle')),
    h('p', {}, say('tiesText')),
    h('div', { class: 'actions equal' },
      button(say('tiesNo'), event => declare(false, event)), button(say('tiesYes'), event => declare(true, event))),
    backTo(look.agreement.rules.length ? rules : welcome));
}

async function declare(knows, event) {
  const both = [...event.currentTarget.parentElement.children];
  for (const one of both) one.disabled = true;
  try {
    await post('/api/declare', { secret, knows });
  } catch (error) {
    return problem(error, () => go(ties));
  }
  go(knows ? cannotInterpret : device);
}

function cannotInterpret() {
  show('ties',
    ...calm({ title: say('tiesToldTitle'), texts: [say('tiesTold', { name: look.supervisor }), say('someoneToAsk', look.help)] }).childNodes,
    actions(button(say('tiesWrong'), () => go(ties))));
}

function device() {
  if (['colleague', 'lead'].includes(look.role)) return joinOnly();
  if (camera) return preview(camera);
  if (look.session.kind === 'virtualRespite' && look.role === 'carer') return asYouLike();
  show('camera',
    h('h1', { tabindex: '-1' }, say('cameraTitle')),
    h('p', {}, say('cameraWhy')),
    h('p', { class: 'soft' }, say('oneDevice')),
    actions(button(say('cameraOn'), () => turnOn(true), 'primary')),
    backTo(look.agreement.rules.length ? rules : welcome));
}

/** With a picture or without: two equal ways in. */
function asYouLike() {
  show('camera',
    h('h1', { tabindex: '-1' }, say('asYouLike')),
    h('p', {}, say('asYouLikeWhy')),
    h('div', { class: 'actions equal' }, button(say('withCamera'), () => turnOn(true)), button(say('soundOnly'), () => turnOn(false))),
    backTo(rules));
}

/** @param {boolean} hasPicture */
async function turnOn(hasPicture) {
  try {
    camera = await openCamera(hasPicture, look.signs);
    go(device);
  } catch (error) {
    show('camera',
      ...await cameraTrouble(error, say, look.help),
      actions(button(say('tryAgain'), () => turnOn(hasPicture), 'primary'), hasPicture && maySoundOnly() ? button(say('soundOnly'), () => turnOn(false)) : ''),
      backTo(look.agreement.rules.length ? rules : welcome));
  }
}

/** Where no rule asks that everybody is seen, and whoever signs is not heard. */
function maySoundOnly() {
  return ['carerSupervision', 'residentialSupervision', 'virtualRespite'].includes(look.session.kind) && look.role === 'carer' && !look.signs;
}

/** @param {MediaStream} stream */
function preview(stream) {
  const face = new Face({ isSelf: true, kind: look.signs ? 'preview signing' : 'preview' });
  face.call(look.shownName);
  face.show(stream);
  const hasPicture = stream.getVideoTracks().length > 0;
  face.veil(!hasPicture);
  const bar = h('span', { class: 'level-bar' });
  const heard = h('span', { role: 'status' }, say('levelHelp'));
  const join = /** @type {HTMLButtonElement} */ (button(say('join'), () => joinNow(join), 'primary'));
  const isChild = look.role === 'child';
  const checked = h('input', { type: 'checkbox', id: 'looked', onchange: () => { join.disabled = !(/** @type {HTMLInputElement} */ (checked)).checked; } });
  join.disabled = isChild;
  show('camera',
    h('h1', { tabindex: '-1' }, say('cameraTitle')),
    face.element,
    h('p', {}, say(hasPicture ? 'exactly' : 'soundOnlyText'), ' ', h('strong', {}, say('nameRead', { name: look.shownName }))),
    look.signs ? h('p', { class: 'notice' }, say('signLook')) : null,
    !stream.getAudioTracks().length ? h('p', { class: 'notice' }, say('signUnheard')) : h('div', { class: 'level' }, h('span', { id: 'level' }, say('level')), h('span', { class: 'level-track', 'aria-hidden': 'true' }, bar), heard),
    isChild ? h('fieldset', { class: 'places' },
      h('legend', {}, say('placeTitle')),
      h('ul', {}, ...['placePost', 'placeUniform', 'placeWindow', 'placePhotos'].map(key => h('li', {}, say(key)))),
      h('label', { class: 'tick', for: 'looked' }, checked, h('span', {}, say('placeDone')))) : null,
    isChild ? whatTheySee() : null,
    actions(join),
    backTo(look.agreement.rules.length ? rules : welcome));
  if (stream.getAudioTracks().length) listen(stream, bar, () => { heard.textContent = say('levelGood'); });
}

/** For the carer beside a child: what leaves the room, and what never does. */
function whatTheySee() {
  const name = (look.family ?? []).join(', ') || say('theirFamily');
  const names = [look.shownName, look.companion].filter(Boolean).join(', ');
  const list = (picture, keys) => h('ul', {}, ...keys.map(key => h('li', {}, icon(picture), h('span', {}, say(key, { names, supervisor: look.supervisor })))));
  return h('div', { class: 'two-lists' },
    h('div', {}, h('h2', {}, say('seeTitle', { name })), list('eye', ['see1', 'see2'])),
    h('div', {}, h('h2', {}, say('seeNotTitle', { name })), list('cross', ['seeNot1', 'seeNot2', 'seeNot3'])));
}

/** Moves the bar with the voice for as long as it is on the page. */
function listen(stream, bar, whenHeard) {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 1024;
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let loud = 0;
  const timer = setInterval(() => {
    if (!bar.isConnected) {
      clearInterval(timer);
      audio.close();
      return;
    }
    analyser.getFloatTimeDomainData(samples);
    const power = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    const level = Math.min(1, Math.max(0, 1 + Math.log10(power + 1e-6) / 2.5));
    bar.style.inlineSize = `${Math.round(level * 100)}%`;
    if (power > 0.01 && ++loud === 3) whenHeard();
  }, 100);
}

function joinOnly() {
  const join = button(say('join'), () => joinNow(join), 'primary');
  show('camera', h('h1', { tabindex: '-1' }, say('hello', { name: look.shownName })), actions(join), backTo(welcome));
}

async function joinNow(join) {
  join.disabled = true;
  join.textContent = say('joining');
  try {
    const { seat, page } = await post('/api/join', { secret });
    sessionStorage.removeItem(SECRET);
    sessionStorage.setItem(`help ${seat}`, JSON.stringify(look.help));
    // After the end, too, a carer's page knows what it was.
    if (look.role === 'carer') sessionStorage.setItem(`kind ${seat}`, look.session.kind);
    if (look.signs && look.role !== 'interpreter') sessionStorage.setItem(`signs ${seat}`, 'yes');
    if (camera && !camera.getVideoTracks().length) sessionStorage.setItem(`soundOnly ${seat}`, 'yes');
    for (const track of camera?.getTracks() ?? []) track.stop();
    location.replace(`${page}#${seat}`);
  } catch (error) {
    problem(error, () => go(device));
  }
}

// Parts

function problem(error, again) {
  if (error instanceof Refused && error.code === 'linkNotUsable') return go(() => show('', ...linkTrouble(say, error.help)));
  const [title, text] = REFUSALS[error.code] ?? ['didNotWork', 'didNotWorkText'];
  go(() => show('', ...calm({
    title: say(title),
    texts: [say(text), look ? say('someoneToAsk', look.help) : null],
    extra: [actions(button(say('tryAgain'), again, 'primary'))],
  }).childNodes));
}

function show(name, ...children) {
  const choice = languageChoice(say, look?.language ?? browserLanguage(), changeLanguage);
  const sheet = h('div', { class: 'sheet', 'data-step': name }, choice, ...children);
  place(main, [sheet]);
  /** @type {HTMLElement | null} */ (sheet.querySelector('h1'))?.focus();
  scrollTo(0, 0);
}

function changeLanguage() {
  say = chosen(say.language);
  document.documentElement.lang = say.language;
  step();
}

/** While nobody has said who it is: the browser's language, if it is one of ours. */
function browserLanguage() {
  return navigator.languages.map(one => one.split('-')[0] ?? '').find(one => LANGUAGES.includes(one)) ?? 'en';
}

function backTo(target) {
  return h('p', {}, button(say('back'), () => go(target), 'plain'));
}

function actions(...children) {
  return h('div', { class: 'actions' }, ...children);
}

function button(text, onclick, kind = '', more = {}) {
  return h('button', { type: 'button', class: kind, onclick, ...more }, text);
}

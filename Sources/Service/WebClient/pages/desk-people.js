// Who waits, who is here, who has gone, and what can be done about each.
import { h, icon } from './dom.js';

/** @typedef {import('./protocol.js').State} State */

/**
 * @param {State} state
 * @param {import('./portrait.js').Portraits} portraits
 * @param {(type: string, members?: object) => void} ask
 */
export function peoplePart(state, portraits, ask) {
  const waiting = inOrder(state.waiting ?? []);
  const here = state.people.filter(person => person.place === 'room');
  const gone = state.people.filter(person => person.place === 'gone');
  return [
    h('h2', { id: 'people' }, 'People'),
    ...waiting.map(person => waitingRow(person, state, portraits, ask)),
    ...here.map(person => h('div', { class: 'person' },
      h('p', {}, h('strong', {}, person.shownName), ' ', h('small', {}, roleName(person)),
        h('span', { class: 'tag' }, person.isConnected ? 'in the room' : 'connection lost')),
      state.may.includes('remove')
        ? h('button', { type: 'button', class: 'plain', 'data-key': `remove ${person.seat}`, onclick: event => confirmRemove(event, person, ask) }, 'Send out') : null)),
    ...gone.map(person => h('div', { class: 'person' }, h('p', {}, h('strong', {}, person.shownName), ' ', h('small', {}, roleName(person)), h('span', { class: 'tag' }, 'gone')))),
    waiting.length + here.length + gone.length ? null : h('p', { class: 'soft' }, 'Nobody has come yet.'),
  ];
}

function waitingRow(person, state, portraits, ask) {
  const may = verb => state.may.includes(verb);
  const seat = person.seat;
  return h('div', { class: 'person waiting' },
    h('p', {}, h('strong', {}, person.shownName), ' ', h('small', {}, roleName(person)),
      h('span', { class: 'tag' }, person.isConnected ? 'waiting' : 'connection lost')),
    h('ul', { class: 'marks' },
      h('li', {}, icon(person.isIdentityConfirmed ? 'check' : 'open'), person.isIdentityConfirmed ? 'Face confirmed' : 'Face not confirmed'),
      h('li', {}, icon(['given', 'notNeeded'].includes(person.agreement) ? 'check' : 'open'), AGREEMENT[person.agreement] ?? person.agreement),
      person.declaration ? h('li', {}, icon(person.declaration === 'knowsNobody' ? 'check' : person.declaration === 'missing' ? 'open' : 'cross'), DECLARATION[person.declaration]) : null),
    portraits.element(person, 0),
    !person.isIdentityConfirmed && !portraits.canTell(seat) && may('confirmIdentity') ? h('p', { class: 'no-portrait' }, 'No picture yet. ',
      h('button', { type: 'button', class: 'plain', 'data-key': `know ${seat}`, onclick: () => portraits.know(seat) }, 'I know them another way')) : null,
    h('div', { class: 'row' },
      !person.isIdentityConfirmed && may('confirmIdentity')
        ? h('button', { type: 'button', 'data-key': `confirm ${seat}`, disabled: !portraits.canTell(seat), onclick: () => ask('confirmIdentity', { seat }) }, `It is ${person.shownName}`) : null,
      !person.isIdentityConfirmed && may('rejectIdentity')
        ? h('button', { type: 'button', class: 'plain', 'data-key': `reject ${seat}`, onclick: () => ask('rejectIdentity', { seat }) }, `Not ${person.shownName}`) : null,
      person.isIdentityConfirmed && may('admit') && person.obstacle ? h('p', { class: 'waits-for' }, icon('open'), h('span', {}, waitsFor(person), ...(person.obstacle.waitsFor.length ? [] : [' ', person.obstacle.reasons.join(' ')]))) : null,
      person.isIdentityConfirmed && may('admit') && !person.obstacle
        ? h('button', { type: 'button', 'data-key': `admit ${seat}`, onclick: () => ask('admit', { seat }) }, `Let ${person.shownName} in`) : null));
}

/**
 * Whom somebody waits for, in a sentence.
 * @param {import('./protocol.js').Waiting} person with an obstacle
 */
export function waitsFor(person) {
  const names = person.obstacle?.waitsFor ?? [];
  if (!names.length) return `${person.shownName} cannot come in yet.`;
  const listed = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${person.shownName} waits until ${listed} ${names.length === 1 ? 'is' : 'are'} in.`;
}

/** A second press on the same place, named; five seconds, then it is as before. */
function confirmRemove(event, person, ask) {
  const button = event.currentTarget;
  if (button.dataset.sure) {
    ask('remove', { seat: person.seat });
    return;
  }
  button.dataset.sure = 'yes';
  button.textContent = `Yes, send ${person.shownName} out`;
  setTimeout(() => { delete button.dataset.sure; button.textContent = 'Send out'; }, 5000);
}

/**
 * A role, and who is beside them.
 * @param {{role: string, companion?: string}} person
 */
export function roleName(person) {
  const role = ROLES[person.role] ?? person.role;
  return person.companion ? `${role}, with ${person.companion}` : role;
}

/** Admission's order: interpreter, carers, adults, the child last. */
export function inOrder(people) {
  const order = ['interpreter', 'carer', 'family', 'child'];
  return [...people].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

/** @type {Record<string, string>} */
const ROLES = { family: 'family', child: 'child', carer: 'carer', interpreter: 'interpreter', supervisor: 'supervisor', colleague: 'colleague', lead: 'safeguarding lead' };
/** Whether an interpreter has said that they know the family. @type {Record<string, string>} */
const DECLARATION = { missing: 'Has not said yet whether they know the family', knowsNobody: 'Knows nobody in the family', knowsSomebody: 'Knows somebody in the family: cannot interpret today' };
/** @type {Record<string, string>} */
const AGREEMENT = { notNeeded: 'No agreement needed', open: 'Has not agreed yet', given: 'Has agreed', refused: 'Does not agree', withdrawn: 'Took the agreement back' };

// The list that the two of a supervision share: what to talk about, and who does what by when.
import { h, icon, update } from './dom.js';

/** @typedef {import('./protocol.js').State} State */

export class SharedList {
  #ask; #say;
  #items = h('div');
  #actions = h('div');
  #problem = h('div', { role: 'alert' });
  #item = /** @type {HTMLInputElement} */ (h('input', { id: 'item', type: 'text', maxlength: '300', autocomplete: 'off' }));
  #action = /** @type {HTMLInputElement} */ (h('input', { id: 'action', type: 'text', maxlength: '300', autocomplete: 'off' }));
  #owner = /** @type {HTMLSelectElement} */ (h('select', { id: 'owner' }));
  #due = /** @type {HTMLInputElement} */ (h('input', { id: 'due', type: 'date' }));
  #forms = /** @type {HTMLElement[]} */ ([]);
  element;

  /**
   * @param {(type: string, members?: object) => Promise<string | null>} ask null once it is done, else why it is not
   * @param {import('./words.js').Say} say
   */
  constructor(ask, say) {
    this.#ask = ask;
    this.#say = say;
    this.element = h('section', { class: 'card shared-list', 'aria-labelledby': 'list' });
  }

  /** @param {State} state */
  show(state) {
    const { list } = state;
    this.element.hidden = !list;
    if (!list) return;
    update(this.element, '', () => this.#parts());
    const say = this.#say;
    const you = state.you.shownName;
    const others = list.agreedBy.filter(name => name !== you);
    const mayAgree = state.may.includes('agreeAgenda');
    update(this.#items, [list.items, list.agreedBy, list.isAgreed, mayAgree], () => [
      list.items.length ? h('ol', { class: 'lines' }, ...list.items.map(({ text, by }) => h('li', {}, text, ' ', h('small', {}, by)))) : h('p', { class: 'soft' }, say('listEmpty')),
      list.isAgreed ? h('p', { class: 'agreed' }, icon('check'), say('listAgreedBoth'))
        : list.agreedBy.includes(you) ? h('p', { class: 'soft' }, say('listAgreedYou'))
        : others.length ? h('p', {}, say('listAgreedOther', { name: others[0] })) : null,
      mayAgree ? h('button', { type: 'button', 'data-key': 'agreeAgenda', onclick: () => this.#send('agreeAgenda') }, icon('check'), h('span', {}, say('listAgree'))) : null,
    ]);
    update(this.#actions, list.actions, () => [list.actions.length
      ? h('ul', { class: 'lines' }, ...list.actions.map(({ text, owner, due }) => h('li', {}, text, ' ', h('small', {}, say('actionLine', { owner, due })))))
      : h('p', { class: 'soft' }, say('actionsEmpty'))]);
    const people = [state.you, ...state.people.filter(person => ['carer', 'supervisor'].includes(person.role))];
    update(this.#owner, people.map(person => [person.seat, person.shownName]), () =>
      people.map(person => h('option', { value: person.seat }, person.shownName)));
    if (!this.#due.value) this.#due.value = new Date(state.clock.civil + 14 * 86400000).toISOString().slice(0, 10);
    for (const form of this.#forms) form.hidden = !state.may.includes('agendaItem');
  }

  /** Around fields that stay, with what was typed into them. */
  #parts() {
    const say = this.#say;
    this.#forms = [
      h('form', { class: 'line', onsubmit: event => { event.preventDefault(); this.#addItem(); } },
        h('label', { for: 'item' }, say('listAdd')),
        h('div', { class: 'row' }, this.#item, h('button', { type: 'submit' }, say('add')))),
      h('form', { class: 'line', onsubmit: event => { event.preventDefault(); this.#addAction(); } },
        h('label', { for: 'action' }, say('actionText')), this.#action,
        h('div', { class: 'row' },
          h('div', {}, h('label', { for: 'owner' }, say('actionWho')), this.#owner),
          h('div', {}, h('label', { for: 'due' }, say('actionWhen')), this.#due),
          h('button', { type: 'submit' }, say('add')))),
    ];
    return [h('h2', { id: 'list' }, say('list')), this.#items, this.#forms[0], h('h2', {}, say('actions')), this.#actions, this.#forms[1], this.#problem];
  }

  async #addItem() {
    const text = this.#item.value.trim();
    if (text && await this.#send('agendaItem', { text })) this.#item.value = '';
    this.#item.focus();
  }

  async #addAction() {
    const text = this.#action.value.trim();
    if (text && this.#due.value && await this.#send('action', { text, owner: this.#owner.value, due: this.#due.value })) this.#action.value = '';
    this.#action.focus();
  }

  /** The words stay until they are written down. */
  async #send(type, members) {
    const problem = await this.#ask(type, members);
    this.#problem.replaceChildren(...(problem ? [h('p', { class: 'notice strong' }, this.#say('wordsNotSent', { message: problem }))] : []));
    return !problem;
  }
}

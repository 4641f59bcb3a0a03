// Taking a session's log out, for somebody outside: the rules decide, and the log has it before anything leaves.
import { h, icon } from './dom.js';
import { file } from './protocol.js';

/** @param {string} seat */
export function exportCard(seat) {
  const reason = /** @type {HTMLInputElement} */ (h('input', { id: 'export-reason', type: 'text', maxlength: 500, required: true, autocomplete: 'off' }));
  const problem = h('p', { role: 'alert', class: 'problem' });
  const said = h('p', { role: 'status', class: 'soft' });
  const button = /** @type {HTMLButtonElement} */ (h('button', { type: 'submit' }, icon('check'), h('span', {}, 'Make the dossier')));
  const form = h('form', { novalidate: true, onsubmit: async event => {
    event.preventDefault();
    said.textContent = '';
    problem.textContent = reason.value.trim() ? '' : 'Please say who asked for it, and why.';
    if (problem.textContent) return void reason.focus();
    button.disabled = true;
    try {
      save(await file('/api/export', { seat, reason: reason.value.trim() }), 'session.tar');
      said.textContent = 'Made: session.tar is with your downloads. That you took it, and why, is in the log.';
      reason.value = '';
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message;
    } finally {
      button.disabled = false;
    }
  } },
  h('div', { class: 'field' }, h('label', { for: 'export-reason' }, 'Who asked for it, and why'), reason),
  problem, button, said);
  return h('section', { class: 'card screen-only', 'aria-labelledby': 'export' },
    h('h2', { id: 'export' }, 'For somebody outside'),
    h('p', {}, 'The dossier is one file: what happened, in sentences, and the proof that nobody changed it or left anything out. A court can check it without this service. Whoever has it can read the session, so hand it over like the record itself.'),
    form);
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h('a', { href: address, download: name }).click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

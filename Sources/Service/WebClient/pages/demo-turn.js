// Whose turn it is in the demo: the exact button that the taken page waits for.
import { inEnglish } from '/app/words.js';

/** @typedef {import('./demo-pane.js').Pane} Pane */

/**
 * What has to be pressed in this page before it goes on; empty if it is others' turn.
 * @param {Pane} pane
 */
export function turnOf(pane) {
  if (!pane.isOpen) return `open ${pane.name}’s pane again`;
  const page = pane.document;
  if (!page) return '';
  const at = `in ${pane.name}’s pane`;
  const tap = page.querySelector('button.tap');
  if (tap) return `press ${quoted(tap)} ${at}`;
  switch (pane.where) {
    case 'join': {
      const step = page.querySelector('[data-step]');
      const ticks = [.../** @type {NodeListOf<HTMLInputElement>} */ (step?.querySelectorAll('input[type=checkbox]:not(:checked)') ?? [])];
      const primary = step?.querySelector('.actions button.primary');
      const choices = primary ? [primary] : [...step?.querySelectorAll('.actions button, .choices button') ?? []];
      if (!choices.length) return '';
      return `${ticks.length ? `tick ${ticks.map(tick => quoted(tick.closest('label'))).join(' and ')}, then ` : ''}press ${choices.map(quoted).join(' or ')} ${at}`;
    }
    case 'desk': {
      const next = page.querySelector('.now [data-key=next]:enabled') ?? page.querySelector('.corner [data-key=hold].primary:enabled');
      return next ? `press ${quoted(next)} ${at}` : '';
    }
    default: return '';
  }
}

/** A button's words, and what they are in English. */
function quoted(element) {
  const text = element?.textContent?.trim() ?? '';
  const english = inEnglish(text);
  return english && english !== text ? `“${text}” (${english})` : `“${text}”`;
}

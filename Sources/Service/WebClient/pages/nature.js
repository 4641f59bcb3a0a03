// A place to rest the eyes: hills, water, a tree. It does not move.
import { svg } from './dom.js';

/** @param {string} [kind] 'wide' behind a room, 'picture' on a quiet page */
export function nature(kind = 'picture') {
  return svg('svg', { class: `nature ${kind}`, viewBox: '0 0 800 300', preserveAspectRatio: 'xMidYMax slice', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { class: 'sky', width: 800, height: 300 }),
    svg('circle', { class: 'sun', cx: 560, cy: 92, r: 44 }),
    svg('path', { class: 'cloud', d: 'M96 84a22 22 0 0 1 42-10 28 28 0 0 1 54 8 18 18 0 0 1-4 36H102a17 17 0 0 1-6-34z' }),
    svg('path', { class: 'hill-far', d: 'M0 206c96-74 178-84 268-34s150 44 236-8 176-54 296 30v106H0z' }),
    svg('path', { class: 'hill', d: 'M0 240c130-58 250-46 372-14s260 20 428-22v96H0z' }),
    svg('path', { class: 'water', d: 'M262 300c30-22 96-34 158-34s140 12 180 34z' }),
    svg('path', { class: 'ripple', d: 'M340 284h60M430 278h44M392 292h84' }),
    svg('path', { class: 'trunk', d: 'M146 262c2-24 2-40-2-58h14c-2 20-2 36 4 58z' }),
    svg('path', { class: 'leaves', d: 'M150 112c34-4 58 20 54 48 18 12 8 46-20 46h-66c-30 0-38-32-18-46-4-28 18-46 50-48z' }),
    svg('path', { class: 'grass', d: 'M0 300v-26c120-16 190-4 262 26zM800 300v-34c-90-18-150 0-210 34z' }),
    svg('path', { class: 'reed', d: 'M640 292c0-24 4-40 12-52M654 294c2-20 8-34 18-44M628 294c-2-16-6-28-14-38' }));
}

// Makes elements. Nothing here or elsewhere turns text into markup (Trusted Types are required of us).

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element with attributes, listeners (`onclick: function`) and children; texts become text.
 * @param {string} name
 * @param {Record<string, any>} [attributes] null, undefined and false leave an attribute out
 * @param {...any} children
 * @returns {HTMLElement}
 */
export function h(name, attributes = {}, ...children) {
  return /** @type {HTMLElement} */ (fill(document.createElement(name), attributes, children));
}

/**
 * The same for SVG.
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
  return /** @type {SVGElement} */ (fill(document.createElementNS(SVG, name), attributes, children));
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Makes `nodes` the children of `parent` without touching those already in place: a video that is moved stops.
 * @param {Element} parent
 * @param {Element[]} nodes
 */
export function place(parent, nodes) {
  for (const child of [...parent.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

const shown = new WeakMap();

/**
 * Builds a part of the page anew only if what it shows or the page's language has changed, and keeps the focus where it was
 * (by `data-key`).
 * @param {Element} parent
 * @param {any} value all that the part depends on
 * @param {() => any[]} build
 */
export function update(parent, value, build) {
  const text = document.documentElement.lang + JSON.stringify(value);
  if (shown.get(parent) === text) return;
  shown.set(parent, text);
  const active = document.activeElement;
  const key = active instanceof HTMLElement && parent.contains(active) ? active.dataset.key : undefined;
  parent.replaceChildren(...build().flat().filter(Boolean));
  if (key) /** @type {HTMLElement | null} */ (parent.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus();
}

const ICONS = {
  hand: [['path', { d: 'M7 12V5.5a1.5 1.5 0 0 1 3 0V11m0-6.5V3.7a1.5 1.5 0 0 1 3 0V11m0-5.5a1.5 1.5 0 0 1 3 0V12m0-3.5a1.5 1.5 0 0 1 3 0V15c0 4-2.7 7-6.5 7-3 0-4.7-1.3-6.2-3.8L3.4 13.600a1.6 1.6 0 0 1 2.7-1.700L7 13.4' }]],
  pause: [['path', { d: 'M8 5v14M16 5v14' }]],
  play: [['path', { d: 'M7 4.500v15l12-7.500z' }]],
  end: [['rect', { x: 5, y: 5, width: 14, height: 14, rx: 2 }]],
  door: [['path', { d: 'M14 4H5v16h9M10 12h11m-4-4 4 4-4 4' }]],
  check: [['path', { d: 'M4 12.5 9.5 18 20 6.5' }]],
  open: [['circle', { cx: 12, cy: 12, r: 8 }]],
  flag: [['path', { d: 'M5 21V4h13l-2.5 4.500L18 13H5' }]],
  note: [['path', { d: 'M5 4h14v16H5zM9 9h6M9 13h6' }]],
  eye: [['path', { d: 'M2 12s3.6-6.5 10-6.500S22 12 22 12s-3.6 6.5-10 6.500S2 12 2 12z' }], ['circle', { cx: 12, cy: 12, r: 3 }]],
  ear: [['path', { d: 'M7 9a5 5 0 0 1 10 0c0 4-4 4.5-4 8a3 3 0 0 1-5.5 1.600M10 9.500a2 2 0 0 1 4 0c0 1.5-1.5 1.7-1.5 3' }]],
  bell: [['path', { d: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.500h-15zM10 21h4' }]],
  question: [['path', { d: 'M8.5 9a3.5 3.5 0 1 1 5 3.200c-1 .5-1.5 1.2-1.5 2.300M12 18v.5' }]],
  cross: [['path', { d: 'M6 6l12 12M18 6 6 18' }]],
  cup: [['path', { d: 'M5 9h11v6a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4zM16 10h2a2.5 2.5 0 0 1 0 5h-2M8 3c1 1-1 2 0 3m4-3c1 1-1 2 0 3' }]],
  cloud: [['path', { d: 'M7 18a4.500 4.500 0 0 1-.5-9A6 6 0 0 1 18 10.500 3.800 3.800 0 0 1 17.500 18z' }]],
  pencil: [['path', { d: 'M4 20l1-4.500L16 4.500a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.500 19zM14 6.500l3.500 3.500' }]],
  microphone: [['rect', { x: 9, y: 3, width: 6, height: 11, rx: 3 }], ['path', { d: 'M5.5 11a6.5 6.5 0 0 0 13 0M12 17.500V21' }]],
};

/**
 * A picture beside a word; never without one.
 * @param {keyof typeof ICONS} name
 */
export function icon(name) {
  return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    .../** @type {any[]} */ (ICONS[name]).map(([shape, attributes]) => svg(shape, attributes)));
}

/**
 * The quiet picture for waits and pauses: hills and a moon.
 */
export function quietPicture() {
  return svg('svg', { class: 'quiet', viewBox: '0 0 320 140', 'aria-hidden': 'true', focusable: 'false' },
    svg('circle', { class: 'moon', cx: 232, cy: 44, r: 22 }),
    svg('path', { class: 'far', d: 'M0 104c46-40 92-44 140-14s100 26 180-16v66H0z' }),
    svg('path', { class: 'near', d: 'M0 122c70-30 128-26 186-8s96 8 134-6v32H0z' }));
}

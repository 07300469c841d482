// Elements, and nothing but elements: all text goes in as text, so nothing that somebody wrote can become markup.

/** Makes an element. Properties that begin with "on" are listeners, null and false leave a property out. */
export function h(name, properties = {}, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** The same for drawings. */
export function s(name, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
}

function fill(element, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts new content in a place; what was in focus, open or scrolled to stays so, by its data-key. */
export function replace(place, ...content) {
  const active = document.activeElement;
  const focused = active && place.contains(active) ? active.dataset?.key : null;
  const opened = new Map([...place.querySelectorAll("details[data-key]")].map((d) => [d.dataset.key, d.open]));
  const scrolled = place.scrollTop;
  place.replaceChildren(...content.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  for (const fold of place.querySelectorAll("details[data-key]")) {
    if (opened.has(fold.dataset.key)) fold.open = opened.get(fold.dataset.key);
  }
  place.scrollTop = scrolled;
  if (focused) [...place.querySelectorAll("[data-key]")].find((e) => e.dataset.key === focused)?.focus({ preventScroll: true });
}

// Building pages without a framework: text is always text, never markup.

const SVG = 'http://www.w3.org/2000/svg';
const heard = new WeakMap(); // element: its listeners by event, so that a renewed element listens to the new ones

/** An element with attributes, listeners (`onclick` and the like) and children; empty children are left out. */
export const h = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

/** The same for drawings. */
export const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

function fill(element, attributes, children) {
  const listeners = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      listeners[name.slice(2)] = value;
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  listen(element, listeners);
  element.append(...kept(children));
  return element;
}

function listen(element, listeners) {
  const ears = heard.get(element) ?? { attached: new Set() };
  ears.listeners = listeners;
  heard.set(element, ears);
  for (const type of Object.keys(listeners)) {
    if (!ears.attached.has(type)) {
      ears.attached.add(type);
      element.addEventListener(type, (event) => ears.listeners[type]?.(event));
    }
  }
}

const kept = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);

/**
 * Makes an element hold these children. What is there already is changed and not replaced, found by `data-key` or by its
 * place: focus, scrolling, opened details and what somebody is typing stay as they are.
 */
export function show(element, ...children) {
  renewChildren(element, kept(children).map((child) => (child instanceof Node ? child : document.createTextNode(child))));
}

function renewChildren(parent, wanted) {
  const keyed = new Map([...parent.children].filter((child) => child.dataset.key).map((child) => [child.dataset.key, child]));
  let place = parent.firstChild;
  for (const next of wanted) {
    const key = next.dataset?.key;
    const old = key ? keyed.get(key) : place;
    if (old && old.nodeName === next.nodeName && old.dataset?.key === key) {
      if (old === place) {
        place = place.nextSibling;
      } else {
        parent.insertBefore(old, place);
      }
      renew(old, next);
    } else {
      parent.insertBefore(next, place);
    }
  }
  while (place) {
    const after = place.nextSibling;
    place.remove();
    place = after;
  }
}

const own = new Set(['open']); // what the person at the page set, not the page

function renew(old, next) {
  if (old === next) {
    return;
  }
  if (!(next instanceof Element)) {
    if (old.data !== next.data) {
      old.data = next.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && !own.has(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of [...next.attributes]) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  listen(old, heard.get(next)?.listeners ?? {});
  renewChildren(old, [...next.childNodes]);
}

const dialog = document.getElementById('dialog');

/** Opens the page's dialog. It is closed by Escape, by its buttons, and by {@link closeDialog}. */
export function openDialog(title, ...content) {
  dialog.replaceChildren(h('h2', { id: 'dialog-title' }, title), ...kept(content));
  if (!dialog.open) {
    dialog.showModal();
  }
}

export const closeDialog = () => dialog.close();

/** A dialog with a form: what is typed goes to `work`, and a refusal is shown in the dialog, which stays open. */
export function formDialog({ title, fields, submit, cancel, work, kind = 'main' }) {
  const wrong = h('p', { class: 'bad', role: 'alert', hidden: true });
  openDialog(title, h('form', {
    onsubmit: async (event) => {
      event.preventDefault();
      const form = event.target;
      const button = form.querySelector('[type=submit]');
      button.disabled = true;
      try {
        await work(form);
      } catch (failure) {
        wrong.textContent = failure.message;
        wrong.hidden = false;
      }
      button.disabled = false;
    },
  }, ...kept(fields), wrong, h('div', { class: 'bar' },
    h('button', { type: 'button', onclick: closeDialog }, cancel),
    h('button', { class: kind, type: 'submit' }, submit))));
}

let hideNotice;

/** A line for a few seconds; a bad one stays for longer. */
export function notice(text, bad = false) {
  const bar = document.getElementById('notice');
  bar.textContent = text;
  bar.classList.toggle('bad', bad);
  bar.hidden = false;
  clearTimeout(hideNotice);
  hideNotice = setTimeout(() => { bar.hidden = true; }, bad ? 15000 : 6000);
}

/** What was said about another page is over. */
export const hush = () => { document.getElementById('notice').hidden = true; };

const busy = new Set();

/** A button that does something to the server, once at a time, and then looks again. */
export function action(key, text, work, done, kind = '') {
  return h('button', {
    type: 'button',
    class: kind,
    'data-key': key,
    disabled: busy.has(key),
    onclick: async (event) => {
      const button = event.currentTarget;
      if (busy.has(key)) {
        return;
      }
      busy.add(key);
      button.disabled = true;
      try {
        await work();
        await done?.();
      } catch (failure) {
        notice(failure.message, true);
      }
      busy.delete(key);
      button.disabled = false;
    },
  }, text);
}

export const json = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 1));

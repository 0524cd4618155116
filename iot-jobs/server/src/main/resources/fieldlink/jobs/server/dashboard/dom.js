// Building pages without a framework: text is always text, never markup.

/** An element with attributes, listeners (`onclick` and the like) and children; null children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what an element holds, and keeps the focus on the control of the same `data-key` if it had it. */
export function show(element, ...children) {
  const key = document.activeElement?.closest('[data-key]')?.dataset.key;
  element.replaceChildren(...children.flat().filter(Boolean));
  if (key && element.contains(document.activeElement) === false) {
    element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }
}

const dialog = document.getElementById('dialog');

/** Opens the page's dialog; returns a function that replaces its content. */
export function openDialog(title, ...content) {
  const fill = (...next) => show(dialog, h('h2', { id: 'dialog-title' }, title), ...next);
  fill(...content);
  if (!dialog.open) {
    dialog.showModal();
  }
  return fill;
}

export function closeDialog() {
  dialog.close();
}

export function onDialogClose(listener) {
  dialog.addEventListener('close', listener, { once: true });
}

export function isDialogOpen() {
  return dialog.open;
}

let hideNotice;

export function notice(text, bad = false) {
  const bar = document.getElementById('notice');
  bar.textContent = text;
  bar.classList.toggle('bad', bad);
  bar.hidden = false;
  clearTimeout(hideNotice);
  hideNotice = setTimeout(() => { bar.hidden = true; }, 8000);
}

/** A button that does something to the server, once at a time, and then looks again. */
export function action(key, text, work, done, kind = '') {
  return h('button', {
    type: 'button',
    class: kind,
    'data-key': key,
    onclick: async (event) => {
      event.currentTarget.disabled = true;
      try {
        await work();
        await done();
      } catch (failure) {
        notice(failure.message, true);
      }
      event.target.disabled = false;
    },
  }, text);
}

export function json(value) {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
}

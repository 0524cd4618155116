// The stop buttons, on every page. One press acts at once; what is shown as done is what the server confirmed.
import { act } from './api.js';
import { h, show } from './dom.js';
import { t, time, titleOf } from './i18n.js';

const bar = document.getElementById('emergency');
const states = new Map(); // by panel and action: { word, text }
let buttons = [];

export function offerEmergencies(panels) {
  buttons = panels.flatMap((panel) => panel.actions.filter((action) => action.emergency).map((action) => ({ panel, action: action.name })));
  drawEmergencies();
}

export function drawEmergencies() {
  bar.hidden = buttons.length === 0;
  show(bar, ...buttons.map(({ panel, action }) => {
    const key = `${panel.id}-${action}`;
    const state = states.get(key) ?? { word: 'ready', text: '' };
    return h('div', { 'data-key': key, class: 'emergency' },
      h('button', { type: 'button', class: 'stop', 'data-state': state.word, onclick: () => press(key, panel.id, action) },
        `■ ${t('emergencyStop')} · ${titleOf(panel)}`),
      h('span', { role: 'alert', class: state.word === 'unconfirmed' ? 'bad' : '' }, state.text));
  }));
}

async function press(key, panel, action) {
  set(key, 'pending', t('stopPending'));
  try {
    await act(panel, action, {}, true);
    set(key, 'confirmed', `${t('stopConfirmed')} ${time(Date.now() / 1000)}`);
  } catch (failure) {
    set(key, 'unconfirmed', `${t('stopUnconfirmed')} (${failure.message})`);
  }
}

function set(key, word, text) {
  states.set(key, { word, text });
  drawEmergencies();
}

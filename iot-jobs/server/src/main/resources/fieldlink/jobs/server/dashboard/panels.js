// Pages that the server's owner brought: each is a module of its own, drawn anew with every snapshot.
import { act } from './api.js';
import { h, show } from './dom.js';
import { t, titleOf } from './i18n.js';

/** The page of a panel. */
export const panelPage = (panel) => (content) => {
  let draw = null;
  let latest = null;
  const body = h('div', { class: 'panel' }, h('p', { class: 'quiet' }, t('loading')));
  show(content, h('h1', {}, titleOf(panel)), body);
  const doing = (name, args) => act(panel.id, name, args);
  const ready = import(`./${panel.script}`).then((module) => {
    body.replaceChildren();
    draw = module.open(body, doing, panel);
    if (latest) {
      draw(latest);
    }
  });
  return {
    panel: panel.id,
    renew: () => ready,
    picture(snapshot) {
      latest = snapshot;
      draw?.(snapshot);
    },
  };
};

import * as api from './api.js';
import { action, closeDialog, formDialog, h, show } from './dom.js';
import { argumentsOf, fieldsOf } from './forms.js';
import { t, time } from './i18n.js';

export function batchesPage(content) {
  const list = h('div', { class: 'grid' });
  show(content,
    h('div', { class: 'heading' },
      h('h1', {}, t('batches')),
      h('button', { class: 'main', type: 'button', onclick: () => newBatch(renew) }, t('newBatch'))),
    list);
  return { renew };

  async function renew() {
    const batches = await api.batches();
    show(list, batches.length ? batches.map((batch) => card(batch, renew)) : h('p', { class: 'quiet' }, t('noBatches')));
  }
}

/** A form with the fields of what some device can do: its devices declare the same parameters by the same name. */
async function newBatch(renew) {
  const commands = new Map((await api.devices()).flatMap((device) => device.capabilities).map((each) => [each.name, each]));
  const fields = h('div', {});
  const name = h('input', { name: 'name', required: true, list: 'commands', oninput: fill, autocomplete: 'off' });
  fill();
  formDialog({
    title: t('newBatch'),
    fields: [
      h('label', {}, t('command'), name),
      h('datalist', { id: 'commands' }, [...commands.keys()].map((each) => h('option', { value: each }))),
      fields,
      h('label', {}, t('tag'), h('input', { name: 'tag' }), h('span', { class: 'quiet' }, t('tagHint'))),
      h('label', {}, t('maxInFlight'), h('input', { name: 'max_in_flight', type: 'number', min: 1, value: 10, required: true })),
      h('label', {}, t('abortPercent'), h('input', { name: 'abort_percent', type: 'number', min: 1, max: 100, value: 50, required: true })),
    ],
    submit: t('start'),
    cancel: t('close'),
    work: async (form) => {
      const { tag, max_in_flight: most, abort_percent: abort } = Object.fromEntries(new FormData(form));
      await api.openBatch({
        name: name.value.trim(),
        args: argumentsOf(commands.get(name.value.trim()), form),
        ...(tag.trim() && { tag: tag.trim() }),
        max_in_flight: Number(most),
        abort_percent: Number(abort),
      });
      closeDialog();
      await renew();
    },
  });

  function fill() {
    show(fields, fieldsOf(commands.get(name.value.trim())));
  }
}

function card(batch, renew) {
  const done = batch.succeeded + batch.failed + batch.refused;
  return h('article', { class: 'card', 'data-key': batch.batch_id },
    h('div', { class: 'heading' },
      h('h2', {}, h('a', { href: `#jobs?batch=${batch.batch_id}` }, batch.command.name)),
      h('span', { class: 'state' }, t(batch.state))),
    h('p', { class: 'quiet' }, time(batch.created_at)),
    h('progress', { max: Math.max(batch.targets, 1), value: done, 'aria-label': t('progress') }),
    h('p', {}, [['waiting', batch.waiting], ['inFlight', batch.in_flight], ['succeeded', batch.succeeded], ['failed', batch.failed + batch.refused]]
      .map(([word, count]) => `${t(word)} ${count}`).join(' · ')),
    done < batch.targets && batch.state === 'running'
      ? h('div', { class: 'bar' }, action(`abort-${batch.batch_id}`, t('abort'), () => api.abortBatch(batch.batch_id), renew, 'danger'))
      : null);
}

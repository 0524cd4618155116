import * as api from './api.js';
import { action, h, notice, show } from './dom.js';
import { t, time } from './i18n.js';

export function batchesPage(content) {
  const list = h('div', { class: 'grid' });
  const form = h('form', { class: 'card', onsubmit: start },
    h('h2', {}, t('newBatch')),
    h('label', {}, t('command'), h('input', { name: 'name', required: true })),
    h('label', {}, t('argumentsJson'), h('textarea', { name: 'args', rows: 3 }, '{}')),
    h('label', {}, t('tag'), h('input', { name: 'tag' }), h('span', { class: 'quiet' }, t('tagHint'))),
    h('label', {}, t('maxInFlight'), h('input', { name: 'max_in_flight', type: 'number', min: 1, value: 10 })),
    h('label', {}, t('abortPercent'), h('input', { name: 'abort_percent', type: 'number', min: 1, max: 100, value: 50 })),
    h('button', { class: 'main' }, t('start')));
  show(content, form, h('h2', {}, t('batches')), list);
  return renew;

  async function renew() {
    const batches = await api.batches();
    show(list, ...(batches.length ? batches.map((batch) => card(batch, renew)) : [h('p', { class: 'quiet' }, t('noBatches'))]));
  }

  async function start(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    try {
      await api.openBatch({
        name: given.name.trim(),
        args: JSON.parse(given.args || '{}'),
        ...(given.tag.trim() && { tag: given.tag.trim() }),
        max_in_flight: Number(given.max_in_flight),
        abort_percent: Number(given.abort_percent),
      });
      await renew();
    } catch (failure) {
      notice(failure.message, true);
    }
  }
}

function card(batch, renew) {
  const done = batch.succeeded + batch.failed + batch.refused;
  return h('article', { class: 'card' },
    h('h3', {}, `${batch.command.name} · ${batch.state}`),
    h('p', { class: 'quiet' }, time(batch.created_at)),
    h('progress', { max: Math.max(batch.targets, 1), value: done, 'aria-label': t('progress') }),
    h('p', {}, `${t('waiting')} ${batch.waiting} · ${t('inFlight')} ${batch.in_flight} · ${t('succeeded')} ${batch.succeeded} · ${t('failed')} ${batch.failed + batch.refused}`),
    done < batch.targets && batch.state === 'running'
      ? action(`abort-${batch.batch_id}`, t('abort'), () => api.abortBatch(batch.batch_id), renew, 'danger')
      : null);
}

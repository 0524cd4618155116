import * as api from './api.js';
import { action, closeDialog, h, isDialogOpen, json, notice, onDialogClose, openDialog, show } from './dom.js';
import { ago, t, time } from './i18n.js';

const states = ['queued', 'leased', 'running', 'succeeded', 'failed', 'timed_out', 'cancelled', 'dead'];
const settled = new Set(['succeeded', 'failed', 'timed_out', 'cancelled', 'dead']);
const colour = { succeeded: 'good', failed: 'bad', timed_out: 'bad', dead: 'bad', cancelled: 'warn' };
const page = 50;

export function jobsPage(content, parameters) {
  const state = h('select', { onchange: restart }, h('option', { value: '' }, t('all')), ...states.map((name) => h('option', { value: name }, name)));
  const device = h('input', { type: 'search', onchange: restart, value: parameters.get('device') ?? '' });
  const rows = h('tbody', {});
  const older = h('button', { type: 'button', onclick: more, hidden: true }, t('more'));
  let shown = page;
  show(content,
    h('div', { class: 'bar', role: 'search' }, h('label', {}, t('state'), state), h('label', {}, t('device'), device)),
    h('div', { class: 'scroll' }, h('table', { class: 'stack' },
      h('thead', {}, h('tr', {}, ...['when', 'device', 'command', 'state', 'result'].map((key) => h('th', { scope: 'col' }, t(key))))),
      rows)),
    older);
  return renew;

  async function renew() {
    const query = { order: 'newest', limit: shown };
    if (state.value) {
      query.state = state.value;
    }
    if (device.value.trim()) {
      query.device_id = device.value.trim();
    }
    const { jobs } = await api.jobs(query);
    show(rows, ...(jobs.length ? jobs.map(row) : [h('tr', {}, h('td', { colspan: 5, class: 'quiet' }, t('noJobs')))]));
    older.hidden = jobs.length < shown || shown >= 1000;
  }

  function restart() {
    shown = page;
    renew().catch((failure) => notice(failure.message, true));
  }

  function more() {
    shown = Math.min(shown + page, 1000);
    renew().catch((failure) => notice(failure.message, true));
  }
}

function row(job) {
  return h('tr', {},
    h('td', {}, h('time', { title: time(job.queued_at) }, ago(job.queued_at))),
    h('td', {}, job.device_id),
    h('td', {}, h('button', { type: 'button', 'data-key': job.job_id, onclick: () => openJob(job.job_id) }, job.command?.name ?? job.job_id)),
    h('td', {}, stateOf(job)),
    h('td', {}, brief(job)));
}

const stateOf = (job) => h('span', { class: `state ${colour[job.state] ?? ''}` },
  job.state + (job.cancel_requested && !settled.has(job.state) ? ` (${t('cancelRequested')})` : ''));

function brief(job) {
  const text = job.result ? json(job.result.ok ? job.result.return_value : job.result.error ?? '') : job.progress?.message ?? '';
  return text && text !== 'null' ? text.slice(0, 120) : '';
}

/** Shows one job and follows it until it is settled. */
export async function openJob(id) {
  let fill;
  let over = false;
  const look = async () => {
    try {
      const job = await api.job(id);
      if (over) {
        return;
      }
      const parts = detail(job, look);
      fill = fill ? (fill(...parts), fill) : openDialog(`${t('job')} ${id.slice(0, 8)}`, ...parts);
      if (!settled.has(job.state) && isDialogOpen()) {
        setTimeout(look, 1000);
      }
    } catch (failure) {
      notice(failure.message, true);
    }
  };
  await look();
  onDialogClose(() => { over = true; });
}

function detail(job, look) {
  const result = job.result;
  const percent = job.progress?.percent;
  const facts = [
    [t('device'), job.device_id], [t('source'), [job.source, job.requested_via].filter(Boolean).join(' / ')],
    [t('when'), time(job.queued_at)], [t('attempts'), `${job.attempts} / ${job.max_attempts}`], [t('cause'), job.cause],
  ].filter(([, value]) => value);
  return [
    h('p', {}, stateOf(job), ' ', h('strong', {}, job.command?.name ?? '')),
    h('pre', {}, json(job.command?.args ?? {})),
    h('dl', {}, ...facts.map(([term, value]) => h('div', {}, h('dt', { class: 'quiet' }, term), h('dd', {}, value)))),
    job.progress && !settled.has(job.state)
      ? h('p', {}, h('progress', percent === undefined ? { 'aria-label': t('progress') } : { max: 100, value: percent, 'aria-label': t('progress') }), job.progress.message ?? '')
      : null,
    ...(result ? [[t('result'), result.return_value], [t('output'), result.stdout], [t('errors'), result.stderr], [t('error'), result.error]]
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .flatMap(([title, value]) => [h('h3', {}, title), h('pre', {}, json(value))]) : []),
    h('div', { class: 'bar' },
      settled.has(job.state)
        ? action('requeue', t('requeue'), async () => openJob((await api.requeue(job.job_id)).job_id), () => {})
        : action('cancel', t('cancel'), () => api.cancel(job.job_id), look, 'danger'),
      h('button', { type: 'button', 'data-key': 'close', onclick: closeDialog }, t('close'))),
  ];
}

import * as api from './api.js';
import { action, h, json, show } from './dom.js';
import { t, time } from './i18n.js';
import { isSettled, stateOf } from './jobstate.js';

/** One job, followed until it is settled. */
export function jobPage(content, parameters) {
  const id = parameters.get('id') ?? '';
  const body = h('div', { class: 'card' }, h('p', { class: 'quiet' }, t('loading')));
  show(content,
    h('p', {}, h('a', { href: '#jobs' }, `← ${t('jobs')}`)),
    h('h1', {}, `${t('job')} ${id.slice(0, 8)}`),
    body);
  return { renew };

  async function renew() {
    show(body, ...detail(await api.job(id), renew));
  }
}

function detail(job, renew) {
  return [
    h('p', { role: 'status' }, stateOf(job), ' ', h('strong', {}, job.command?.name ?? '')),
    progress(job),
    h('dl', {}, facts(job).map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value)))),
    Object.keys(job.command?.args ?? {}).length ? [h('h2', {}, t('arguments')), h('pre', {}, json(job.command.args))] : null,
    outcome(job.result),
    h('div', { class: 'bar' }, buttons(job, renew)),
  ];
}

function facts(job) {
  return [
    [t('device'), h('a', { href: `#jobs?device=${encodeURIComponent(job.device_id)}` }, job.device_id)],
    [t('source'), [job.source, job.requested_via].filter(Boolean).join(' / ')],
    [t('when'), time(job.queued_at)],
    [t('finishedAt'), job.completed_at || job.cancelled_at ? time(job.completed_at ?? job.cancelled_at) : null],
    [t('attempts'), `${job.attempts} / ${job.max_attempts}`],
    [t('delivery'), t(job.delivery)],
    [t('cause'), job.cause],
    [t('requeuedFrom'), job.requeued_from ? h('a', { href: `#job?id=${job.requeued_from}` }, job.requeued_from.slice(0, 8)) : null],
  ].filter(([, value]) => value);
}

function progress(job) {
  if (!job.progress || isSettled(job)) {
    return null;
  }
  const { percent, message } = job.progress;
  return h('p', {},
    h('progress', { 'aria-label': t('progress'), ...(percent === undefined ? {} : { max: 100, value: percent }) }),
    [percent === undefined ? null : `${percent} %`, message].filter(Boolean).join(' · '));
}

const outcome = (result) => (result
  ? [['result', result.return_value], ['output', result.stdout], ['errors', result.stderr], ['error', result.error]]
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([title, value]) => [h('h2', {}, t(title)), h('pre', {}, json(value))])
  : []);

function buttons(job, renew) {
  const again = () => action('requeue', t('requeue'), async () => {
    location.hash = `#job?id=${(await api.requeue(job.job_id)).job_id}`;
  });
  const cancel = () => action('cancel', t('cancel'), () => api.cancel(job.job_id), renew, 'danger');
  if (isSettled(job)) {
    return again();
  }
  return job.state === 'needs_attention' ? [again(), cancel()] : cancel();
}

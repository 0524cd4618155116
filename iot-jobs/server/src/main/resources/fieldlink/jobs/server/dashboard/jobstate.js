// How a job stands, in words and colours.
import { h, json } from './dom.js';
import { t } from './i18n.js';

export const states = ['queued', 'leased', 'running', 'needs_attention', 'succeeded', 'failed', 'timed_out', 'cancelled', 'dead'];
const settled = new Set(['succeeded', 'failed', 'timed_out', 'cancelled', 'dead']);
const colours = { succeeded: 'good', failed: 'bad', timed_out: 'bad', dead: 'bad', cancelled: 'warn', needs_attention: 'warn' };

export const isSettled = (job) => settled.has(job.state);

export const stateOf = (job) => h('span', { class: `state ${colours[job.state] ?? ''}` },
  t(job.state) + (job.cancel_requested && !isSettled(job) ? ` (${t('cancelRequested')})` : ''));

/** What came of it, or how far it is, in one line. */
export function brief(job) {
  const percent = job.progress?.percent;
  const text = job.result
    ? json(job.result.ok ? job.result.return_value : job.result.error ?? job.cause ?? '')
    : [percent === undefined ? null : `${percent} %`, job.progress?.message].filter(Boolean).join(' · ');
  return text && text !== 'null' ? text.slice(0, 120) : '';
}

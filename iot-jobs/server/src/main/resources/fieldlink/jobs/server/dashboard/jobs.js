import * as api from './api.js';
import { h, notice, show } from './dom.js';
import { ago, t, time } from './i18n.js';
import { brief, stateOf, states } from './jobstate.js';

const page = 50;
const most = 1000;

/** The history of jobs; its filters are part of the address, so that a link or the back button brings them back. */
export function jobsPage(content, filters) {
  const state = h('select', { onchange: restart }, h('option', { value: '' }, t('all')),
    states.map((name) => h('option', { value: name, selected: name === filters.get('state') }, t(name))));
  const device = h('select', { onchange: restart }, h('option', { value: '' }, t('all')));
  const rows = h('tbody');
  const older = h('button', { type: 'button', onclick: more, hidden: true }, t('more'));
  const batch = filters.get('batch');
  let shown = page;
  show(content,
    h('h1', {}, t('jobs')),
    h('div', { class: 'bar', role: 'search' },
      h('label', {}, t('state'), state),
      h('label', {}, t('device'), device),
      batch ? h('a', { href: '#jobs' }, `${t('batch')} ${batch.slice(0, 8)} ✕`) : null),
    h('div', { class: 'scroll' }, h('table', { class: 'stack' },
      h('caption', { class: 'unseen' }, t('jobs')),
      h('thead', {}, h('tr', {}, ['when', 'device', 'command', 'state', 'result'].map((key) => h('th', { scope: 'col' }, t(key))))),
      rows)),
    older);
  return { renew };

  async function renew() {
    await listDevices();
    const query = Object.entries({ order: 'newest', limit: shown, state: state.value, device_id: device.value, batch_id: batch })
      .filter(([, value]) => value);
    const { jobs } = await api.jobs(Object.fromEntries(query));
    show(rows, jobs.length ? jobs.map(row) : h('tr', {}, h('td', { colspan: 5, class: 'quiet' }, t('noJobs'))));
    older.hidden = jobs.length < shown || shown >= most;
  }

  async function listDevices() {
    const ids = (await api.devices()).map((each) => each.device_id);
    const chosen = device.value || filters.get('device') || '';
    if (chosen && !ids.includes(chosen)) {
      ids.push(chosen);
    }
    show(device, h('option', { value: '' }, t('all')), ids.map((id) => h('option', { value: id }, id)));
    device.value = chosen;
  }

  function restart() {
    const chosen = Object.entries({ state: state.value, device: device.value, batch }).filter(([, value]) => value);
    history.replaceState(null, '', '#jobs' + (chosen.length ? '?' + new URLSearchParams(Object.fromEntries(chosen)) : ''));
    filters.delete('device');
    shown = page;
    renew().catch((failure) => notice(failure.message, true));
  }

  function more() {
    shown = Math.min(shown + page, most);
    renew().catch((failure) => notice(failure.message, true));
  }
}

function row(job) {
  return h('tr', { 'data-key': job.job_id },
    h('td', {}, h('time', { title: time(job.queued_at) }, ago(job.queued_at))),
    h('td', {}, job.device_id),
    h('td', {}, h('a', { href: `#job?id=${job.job_id}` }, job.command?.name ?? job.job_id.slice(0, 8))),
    h('td', {}, stateOf(job)),
    h('td', {}, brief(job)));
}

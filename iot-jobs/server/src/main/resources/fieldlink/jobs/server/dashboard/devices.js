import * as api from './api.js';
import { action, closeDialog, formDialog, h, json, notice, openDialog, show } from './dom.js';
import { ago, t } from './i18n.js';
import { openSubmit } from './submit.js';

/** A device's name for people, found where the first dashboard looked for it. */
export function nameOf(device) {
  const meta = device.meta ?? {};
  return meta.display_name || meta.note || meta.label || (meta.location ? `${device.device_id} @ ${meta.location}` : device.device_id);
}

export function devicesPage(content) {
  const waiting = h('section', { 'aria-label': t('pendingDevices') });
  const grid = h('div', { class: 'grid' });
  show(content,
    h('div', { class: 'heading' },
      h('h1', {}, t('devices')),
      h('button', { class: 'main', type: 'button', onclick: () => registerDialog(renew) }, t('registerDevice'))),
    waiting,
    grid);
  return { renew };

  async function renew() {
    const [devices, pending] = await Promise.all([api.devices(), api.pending()]);
    show(waiting, pending.length ? [h('h2', {}, t('pendingDevices')), ...pending.map((device) => pendingRow(device, renew))] : []);
    show(grid, devices.length ? devices.map((device) => card(device, renew)) : h('p', { class: 'quiet' }, t('noDevices')));
  }
}

function pendingRow(device, renew) {
  const id = device.device_id;
  return h('div', { class: 'card bar', 'data-key': id },
    h('strong', {}, id),
    h('span', { class: 'quiet' }, device.capabilities.map((capability) => capability.name).join(', ')),
    action(`approve-${id}`, t('approve'), () => api.approve(id), renew, 'main'),
    action(`deny-${id}`, t('deny'), () => api.remove(id), renew, 'danger'));
}

function card(device, renew) {
  const id = device.device_id;
  return h('article', { class: 'card', 'data-key': id, 'aria-label': nameOf(device) },
    h('div', { class: 'heading' },
      h('h2', {}, nameOf(device)),
      h('span', { class: `state ${device.online ? 'good' : 'quiet'}` }, device.online ? `● ${t('online')}` : `○ ${t('offline')}`)),
    nameOf(device) === id ? null : h('p', { class: 'quiet' }, id),
    h('p', {}, `${t('lastSeen')}: ${device.last_seen ? ago(device.last_seen) : '–'} · `,
      h('a', { class: 'whole', href: `#jobs?device=${encodeURIComponent(id)}` }, `${t('queued')}: ${device.queue_depth}`)),
    h('ul', { class: 'chips', 'aria-label': t('capabilities') }, device.capabilities.map((capability) =>
      h('li', { class: capability.dangerous ? 'chip warn' : 'chip', title: capability.description }, capability.name))),
    device.tags?.length ? h('p', { class: 'quiet' }, `${t('tags')}: ${device.tags.join(', ')}`) : null,
    lastResult(device.last_result),
    h('div', { class: 'bar' },
      h('button', { class: 'main', type: 'button', onclick: () => openSubmit(device, nameOf(device)) }, t('run')),
      h('button', { type: 'button', onclick: () => editDialog(device, renew) }, t('rename')),
      h('button', { type: 'button', onclick: () => tokenDialog(id) }, t('token')),
      h('button', { class: 'danger', type: 'button', onclick: () => removeDialog(device, renew) }, t('remove'))));
}

function lastResult(result) {
  if (!result) {
    return null;
  }
  const text = json(result.ok ? result.return_value : result.error ?? result.stderr);
  const word = h('span', { class: result.ok ? 'good' : 'bad' }, `${t('lastResult')}: ${t(result.ok ? 'succeeded' : 'failed')}`);
  return text === 'null'
    ? h('p', {}, word)
    : h('details', {}, h('summary', {}, word), h('pre', {}, text));
}

/** A form that changes a device; the page is renewed after it. */
function deviceForm(title, fields, submit, work, renew, kind) {
  formDialog({
    title,
    fields,
    submit,
    kind,
    cancel: t('close'),
    work: async (form) => {
      await work(Object.fromEntries(new FormData(form)));
      closeDialog();
      notice(t('saved'));
      await renew();
    },
  });
}

function registerDialog(renew) {
  deviceForm(t('registerDevice'), [
    h('label', {}, t('deviceId'), h('input', { name: 'id', required: true, autocomplete: 'off' })),
    h('label', {}, t('displayName'), h('input', { name: 'name' })),
    h('label', {}, t('note'), h('input', { name: 'note' })),
  ], t('save'), (form) => api.register(form.id.trim(), form.name.trim(), form.note.trim()), renew);
}

function editDialog(device, renew) {
  deviceForm(device.device_id, [
    h('label', {}, t('displayName'), h('input', { name: 'name', value: device.meta?.display_name ?? '' })),
    h('label', {}, t('tags'), h('input', { name: 'tags', value: (device.tags ?? []).join(', ') }), h('span', { class: 'quiet' }, t('tagsHint'))),
  ], t('save'), async (form) => {
    await api.rename(device.device_id, form.name.trim() || null);
    await api.setTags(device.device_id, form.tags.split(',').map((tag) => tag.trim()).filter(Boolean));
  }, renew);
}

function removeDialog(device, renew) {
  deviceForm(nameOf(device), [h('p', {}, t('removeQuestion'))], t('remove'), () => api.remove(device.device_id), renew, 'danger');
}

async function tokenDialog(id) {
  try {
    const issued = await api.token(id);
    openDialog(`${t('token')} · ${id}`,
      h('pre', {}, issued.token),
      h('p', { class: 'quiet' }, t('tokenHint')),
      h('pre', {}, issued.path_prefix),
      h('div', { class: 'bar' }, h('button', { type: 'button', onclick: closeDialog }, t('close'))));
  } catch (failure) {
    notice(failure.message, true);
  }
}

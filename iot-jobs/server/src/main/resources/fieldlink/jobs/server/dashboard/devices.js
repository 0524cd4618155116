import * as api from './api.js';
import { action, closeDialog, h, json, notice, openDialog, show } from './dom.js';
import { ago, t } from './i18n.js';
import { openSubmit } from './submit.js';

const name = (device) => {
  const meta = device.meta ?? {};
  return meta.display_name || meta.note || meta.label || (meta.location ? `${device.device_id} @ ${meta.location}` : device.device_id);
};

export function devicesPage(content) {
  const waiting = h('section', { 'aria-label': t('pendingDevices') });
  const grid = h('div', { class: 'grid' });
  show(
    content,
    h('div', { class: 'bar' }, h('button', { class: 'main', type: 'button', onclick: openRegister }, t('registerDevice'))),
    waiting,
    grid,
  );
  const renew = async () => {
    const [devices, pending] = await Promise.all([api.devices(), api.pending()]);
    show(waiting, ...(pending.length ? [h('h2', {}, t('pendingDevices')), ...pending.map((device) => pendingRow(device, renew))] : []));
    show(grid, ...(devices.length ? devices.map((device) => card(device, renew)) : [h('p', { class: 'quiet' }, t('noDevices'))]));
  };
  return renew;

  function openRegister() {
    registerDialog(renew);
  }
}

function pendingRow(device, renew) {
  const id = device.device_id;
  return h('div', { class: 'card bar' },
    h('strong', {}, id),
    h('span', { class: 'quiet' }, device.capabilities.map((capability) => capability.name).join(', ')),
    action(`approve-${id}`, t('approve'), () => api.approve(id), renew, 'main'),
    action(`deny-${id}`, t('deny'), () => api.remove(id), renew, 'danger'));
}

function card(device, renew) {
  const id = device.device_id;
  const result = device.last_result;
  return h('article', { class: 'card', 'aria-label': name(device) },
    h('header', {},
      h('h3', {}, name(device)),
      h('span', { class: `state ${device.online ? 'good' : 'quiet'}` }, device.online ? `● ${t('online')}` : `○ ${t('offline')}`)),
    h('p', { class: 'quiet' }, id),
    h('p', {}, `${t('lastSeen')}: ${ago(device.last_seen)} · ${t('queued')}: ${device.queue_depth}`),
    h('p', {}, ...device.capabilities.map((capability) => h('span', { class: 'chip', title: capability.description }, capability.name))),
    device.tags?.length ? h('p', { class: 'quiet' }, `${t('tags')}: ${device.tags.join(', ')}`) : null,
    result ? h('details', { 'data-key': `result-${id}` },
      h('summary', { class: result.ok ? 'good' : 'bad' }, `${t('lastResult')}: ${result.ok ? t('succeeded') : t('failed')}`),
      h('pre', {}, json(result.ok ? result.return_value : result.error ?? result.stderr))) : null,
    h('div', { class: 'bar' },
      h('button', { class: 'main', type: 'button', 'data-key': `run-${id}`, onclick: () => openSubmit(device, name(device)) }, t('run')),
      h('button', { type: 'button', 'data-key': `edit-${id}`, onclick: () => editDialog(device, renew) }, t('rename')),
      h('button', { type: 'button', 'data-key': `token-${id}`, onclick: () => tokenDialog(id) }, t('token')),
      h('button', { class: 'danger', type: 'button', 'data-key': `remove-${id}`, onclick: () => removeDialog(device, renew) }, t('remove'))));
}

function formDialog(title, fields, submitText, work, renew) {
  openDialog(title, h('form', {
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        await work(Object.fromEntries(new FormData(event.target)));
        closeDialog();
        notice(t('saved'));
        await renew();
      } catch (failure) {
        notice(failure.message, true);
      }
    },
  }, ...fields, h('div', { class: 'bar' },
    h('button', { type: 'button', onclick: closeDialog }, t('close')),
    h('button', { class: 'main' }, submitText))));
}

function registerDialog(renew) {
  formDialog(t('registerDevice'), [
    h('label', {}, t('deviceId'), h('input', { name: 'id', required: true, autocomplete: 'off' })),
    h('label', {}, t('displayName'), h('input', { name: 'name' })),
    h('label', {}, t('note'), h('input', { name: 'note' })),
  ], t('save'), (form) => api.register(form.id.trim(), form.name.trim(), form.note.trim()), renew);
}

function editDialog(device, renew) {
  formDialog(device.device_id, [
    h('label', {}, t('displayName'), h('input', { name: 'name', value: device.meta?.display_name ?? '' })),
    h('label', {}, t('tags'), h('input', { name: 'tags', value: (device.tags ?? []).join(', ') }), h('span', { class: 'quiet' }, t('tagsHint'))),
  ], t('save'), async (form) => {
    await api.rename(device.device_id, form.name.trim() || null);
    await api.setTags(device.device_id, form.tags.split(',').map((tag) => tag.trim()).filter(Boolean));
  }, renew);
}

function removeDialog(device, renew) {
  formDialog(name(device), [h('p', {}, t('removeQuestion'))], t('remove'), () => api.remove(device.device_id), renew);
}

async function tokenDialog(id) {
  try {
    const issued = await api.token(id);
    openDialog(id,
      h('pre', {}, issued.token),
      h('p', { class: 'quiet' }, t('tokenHint')),
      h('pre', {}, issued.path_prefix),
      h('div', { class: 'bar' }, h('button', { type: 'button', onclick: closeDialog }, t('close'))));
  } catch (failure) {
    notice(failure.message, true);
  }
}

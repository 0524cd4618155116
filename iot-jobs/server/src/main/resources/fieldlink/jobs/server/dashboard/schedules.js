// Commands that are given again and again.
import * as api from './api.js';
import { action, closeDialog, formDialog, h, notice, show } from './dom.js';
import { argumentsOf, fieldsOf } from './forms.js';
import { language, t, time } from './i18n.js';
import { stateOf } from './jobstate.js';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The first of January 2024 was a Monday. */
const dayName = (day) => new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  .format(new Date(Date.UTC(2024, 0, 1 + week.indexOf(day))));

export function schedulesPage(content) {
  const held = h('p', { class: 'warn', role: 'status', hidden: true }, t('schedulesHeld'));
  const list = h('div', { class: 'grid' });
  show(content,
    h('div', { class: 'heading' },
      h('h1', {}, t('schedules')),
      h('button', { class: 'main', type: 'button', onclick: () => open(renew) }, t('newSchedule'))),
    held,
    list);
  return { renew };

  async function renew() {
    const answer = await api.schedules();
    held.hidden = !answer.held;
    show(list, answer.schedules.length
      ? answer.schedules.map((schedule) => card(schedule, renew))
      : h('p', { class: 'quiet' }, t('noSchedules')));
  }
}

function card(schedule, renew) {
  const id = schedule.schedule_id;
  const title = `schedule-${id}`;
  return h('article', { class: 'card', 'data-key': id, 'aria-labelledby': title },
    h('div', { class: 'heading' },
      h('h2', { id: title }, id),
      schedule.enabled ? null : h('span', { class: 'state warn' }, t('paused'))),
    h('p', {}, `${schedule.device_id} · ${schedule.command.name}`),
    h('p', {}, when(schedule)),
    schedule.next_due ? h('p', {}, `${t('nextDue')}: ${time(schedule.next_due)}`) : null,
    schedule.last ? h('p', {}, `${t('lastDue')}: ${time(schedule.last.due)} `, outcome(schedule.last)) : null,
    h('div', { class: 'bar' },
      action(`enable-${id}`, t(schedule.enabled ? 'pause' : 'resume'), () => api.enableSchedule(id, !schedule.enabled), renew),
      h('button', { type: 'button', class: 'danger', onclick: () => removeDialog(id, renew) }, t('remove'))));
}

const outcome = (last) => (last.job_id
  ? h('a', { href: `#job?id=${last.job_id}` }, stateOf(last))
  : h('span', { class: 'bad' }, last.refused));

function when({ every, at, days, zone: where, hours }) {
  const times = every
    ? t('every').replace('{}', every / 60)
    : [at, days.length < week.length ? days.map(dayName).join(' ') : null, where].filter(Boolean).join(' ');
  return hours ? `${times}, ${t('within').replace('{}', hours)}` : times;
}

function removeDialog(id, renew) {
  formDialog({
    title: id,
    fields: [h('p', {}, t('removeSchedule'))],
    submit: t('remove'),
    kind: 'danger',
    cancel: t('close'),
    work: async () => {
      await api.removeSchedule(id);
      closeDialog();
      await renew();
    },
  });
}

async function open(renew) {
  try {
    addDialog(await api.devices(), renew);
  } catch (failure) {
    notice(failure.message, true);
  }
}

function addDialog(devices, renew) {
  const device = h('select', { name: 'device_id', required: true, onchange: commands },
    devices.map((each) => h('option', { value: each.device_id }, each.device_id)));
  const what = h('div', {});
  const fields = h('div', {});
  const repeat = h('select', { name: 'repeat', onchange: times }, ['daily', 'interval'].map((kind) => h('option', { value: kind }, t(kind))));
  const timing = h('div', {});
  let command = null;
  commands();
  times();
  formDialog({
    title: t('newSchedule'),
    fields: [
      h('label', {}, t('scheduleName'), h('input', { name: 'schedule_id', maxlength: 64, autocomplete: 'off' })),
      h('label', {}, t('device'), device),
      what,
      fields,
      h('label', {}, t('repeat'), repeat),
      timing,
      h('label', {}, t('hours'), h('input', { name: 'hours', autocomplete: 'off' }), h('span', { class: 'quiet' }, t('hoursHint'))),
      h('label', {}, t('misfire'), h('select', { name: 'misfire' },
        ['', 'skip', 'once', 'all'].map((value) => h('option', { value }, t(`misfire_${value}`))))),
    ],
    submit: t('save'),
    cancel: t('close'),
    work: async (form) => {
      await api.addSchedule(plan(form));
      closeDialog();
      await renew();
    },
  });

  function selected() {
    return chosen()?.capabilities.find((each) => each.name === command.value);
  }

  function chosen() {
    return devices.find((each) => each.device_id === device.value);
  }

  function commands() {
    const known = chosen()?.capabilities ?? [];
    command = known.length
      ? h('select', { name: '_command', onchange: fill }, known.map((each) => h('option', { value: each.name }, each.name)))
      : h('input', { name: '_command', required: true });
    what.replaceChildren(h('label', {}, t('command'), command));
    fill();
  }

  function fill() {
    const declared = selected();
    fields.replaceChildren();
    show(fields,
      declared?.dangerous ? h('p', { class: 'warn', role: 'alert' }, t('dangerous')) : null,
      fieldsOf(declared));
  }

  function times() {
    timing.replaceChildren();
    show(timing, repeat.value === 'daily'
      ? [
        h('label', {}, t('timeOfDay'), h('input', { name: 'at', type: 'time', required: true }), h('span', { class: 'quiet' }, zone)),
        h('fieldset', {}, h('legend', {}, t('days')), week.map((day) =>
          h('label', { class: 'inline' }, h('input', { name: 'days', type: 'checkbox', value: day, checked: true }), dayName(day)))),
      ]
      : h('label', {}, t('minutes'), h('input', { name: 'minutes', type: 'number', min: 1, value: 15, required: true })));
  }

  function plan(form) {
    const said = new FormData(form);
    const text = (name) => said.get(name)?.trim();
    return {
      device_id: device.value,
      name: command.value.trim(),
      args: argumentsOf(selected(), form),
      zone,
      ...(text('schedule_id') && { schedule_id: text('schedule_id') }),
      ...(text('hours') && { hours: text('hours') }),
      ...(text('misfire') && { misfire: text('misfire') }),
      ...(repeat.value === 'daily' ? { at: text('at'), days: said.getAll('days') } : { every: Number(text('minutes')) * 60 }),
    };
  }
}

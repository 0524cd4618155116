// The form for a job, made from what the device's capability declares.
import * as api from './api.js';
import { closeDialog, formDialog, h, show } from './dom.js';
import { argumentsOf, fieldsOf } from './forms.js';
import { t } from './i18n.js';

export function openSubmit(device, title) {
  const commands = device.capabilities;
  const fields = h('div', {});
  const choice = commands.length
    ? h('select', { name: '_command', onchange: fill }, commands.map((command) => h('option', { value: command.name }, command.name)))
    : h('input', { name: '_command', required: true });
  fill();
  formDialog({
    title,
    fields: [h('label', {}, t('command'), choice), fields],
    submit: t('submit'),
    cancel: t('close'),
    work: async (form) => {
      const job = await api.submit(device.device_id, choice.value, argumentsOf(selected(), form));
      closeDialog();
      location.hash = `#job?id=${job.job_id}`;
    },
  });

  function selected() {
    return commands.find((command) => command.name === choice.value);
  }

  function fill() {
    const command = selected();
    fields.replaceChildren();
    show(fields,
      command?.description ? h('p', { class: 'quiet' }, command.description) : null,
      command?.dangerous ? h('p', { class: 'warn', role: 'alert' }, t('dangerous')) : null,
      fieldsOf(command));
  }
}

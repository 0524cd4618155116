// The form for a job, made from what the device's capability declares.
import * as api from './api.js';
import { closeDialog, h, notice, openDialog } from './dom.js';
import { t } from './i18n.js';
import { openJob } from './jobs.js';

const kinds = {
  int: 'integer', integer: 'integer', long: 'integer', float: 'number', double: 'number', number: 'number',
  bool: 'boolean', boolean: 'boolean', str: 'string', string: 'string', text: 'string',
};

export function openSubmit(device, title) {
  const commands = device.capabilities;
  const fields = h('div', {});
  const choice = commands.length
    ? h('select', { name: '_command', onchange: () => fill() }, ...commands.map((command) => h('option', { value: command.name }, command.name)))
    : h('input', { name: '_command', required: true });
  const form = h('form', { onsubmit: send },
    h('label', {}, t('capability'), choice),
    fields,
    h('div', { class: 'bar' },
      h('button', { type: 'button', onclick: closeDialog }, t('close')),
      h('button', { class: 'main' }, t('submit'))));
  fill();
  openDialog(title, form);

  function selected() {
    return commands.find((command) => command.name === choice.value);
  }

  function fill() {
    const command = selected();
    fields.replaceChildren(...[
      command?.description ? h('p', { class: 'quiet' }, command.description) : null,
      command?.dangerous ? h('p', { class: 'warn', role: 'alert' }, t('dangerous')) : null,
      ...(command ? (command.params ?? []).map(field) : [freeField()]),
    ].filter(Boolean));
  }

  async function send(event) {
    event.preventDefault();
    try {
      const args = selected() ? typed(selected(), form) : JSON.parse(form.elements._args.value || '{}');
      const job = await api.submit(device.device_id, choice.value, args);
      notice(t('submitted'));
      openJob(job.job_id);
    } catch (failure) {
      notice(failure.message, true);
    }
  }
}

function freeField() {
  return h('label', {}, t('argumentsJson'), h('textarea', { name: '_args', rows: 4 }, '{}'));
}

function field(parameter) {
  const kind = kinds[parameter.type?.toLowerCase()];
  const required = parameter.required && parameter.default === undefined;
  const hint = [parameter.type, required ? t('required') : null, parameter.description].filter(Boolean).join(' · ');
  const common = { name: `arg:${parameter.name}`, required };
  const given = parameter.default === undefined || parameter.default === null ? '' : String(parameter.default);
  const input = kind === 'boolean'
    ? h('select', common, ...[['', ''], ['true', 'true'], ['false', 'false']].map(([value, text]) => h('option', { value, selected: value === given }, text)))
    : h('input', {
      ...common,
      value: typeof parameter.default === 'object' && parameter.default ? JSON.stringify(parameter.default) : given,
      type: kind === 'integer' || kind === 'number' ? 'number' : 'text',
      step: kind === 'integer' ? 1 : 'any',
    });
  return h('label', {}, parameter.name, input, h('span', { class: 'quiet' }, hint));
}

/** The form's words as the types that the parameters declare; a field left empty is left out. */
export function typed(command, form) {
  const args = {};
  for (const parameter of command.params ?? []) {
    const text = form.elements[`arg:${parameter.name}`].value;
    if (text !== '') {
      args[parameter.name] = value(kinds[parameter.type?.toLowerCase()], text);
    }
  }
  return args;
}

function value(kind, text) {
  switch (kind) {
    case 'integer':
    case 'number': return Number(text);
    case 'boolean': return text === 'true';
    case 'string': return text;
    default:
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
  }
}

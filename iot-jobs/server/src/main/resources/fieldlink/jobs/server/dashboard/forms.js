// Input fields for what a capability declares, and what was typed as the types it declares.
import { h } from './dom.js';
import { t } from './i18n.js';

const kinds = {
  int: 'integer', integer: 'integer', long: 'integer', float: 'number', double: 'number', number: 'number',
  bool: 'boolean', boolean: 'boolean', str: 'string', string: 'string', text: 'string',
};

const kindOf = (parameter) => kinds[parameter.type?.toLowerCase()];

/** One labelled field for each parameter; a field for free JSON when there is no capability to go by. */
export function fieldsOf(capability) {
  return capability
    ? (capability.params ?? []).map(field)
    : [h('label', {}, t('argumentsJson'), h('textarea', { name: '_args', rows: 4, spellcheck: 'false' }, '{}'))];
}

function field(parameter) {
  const kind = kindOf(parameter);
  const required = Boolean(parameter.required) && parameter.default === undefined;
  const hint = [parameter.type, required ? t('required') : null, parameter.description].filter(Boolean).join(' · ');
  const common = { name: `arg:${parameter.name}`, required };
  const given = parameter.default ?? '';
  let input;
  if (kind === 'boolean') {
    input = h('select', common, ['', 'true', 'false'].map((value) => h('option', { value, selected: value === String(given) }, value)));
  } else if (kind === 'integer' || kind === 'number') {
    input = h('input', { ...common, type: 'number', step: kind === 'integer' ? 1 : 'any', value: given });
  } else if (kind === 'string') {
    input = h('input', { ...common, value: given });
  } else {
    input = h('input', { ...common, value: given === '' ? '' : JSON.stringify(given), spellcheck: 'false' });
  }
  return h('label', {}, parameter.name, input, h('span', { class: 'quiet' }, hint));
}

/** What a form with these fields says; a field left empty is left out. */
export function argumentsOf(capability, form) {
  if (!capability) {
    return JSON.parse(form.elements._args.value || '{}');
  }
  const args = {};
  for (const parameter of capability.params ?? []) {
    const text = form.elements[`arg:${parameter.name}`].value;
    if (text !== '') {
      args[parameter.name] = valueOf(kindOf(parameter), text);
    }
  }
  return args;
}

function valueOf(kind, text) {
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

import { sparkline } from './chart.js';
import { action, h, show } from './dom.js';
import { wordsOf } from './i18n.js';

const texts = {
  en: {
    set: 'Set', fade: 'Fade', allOff: 'All off', level: 'Level (0–255)', seconds: 'Seconds', channel: 'Channel',
    supply: 'Supply', current: 'Current', power: 'Power stage', control: 'Control', connecting: 'Connecting …', none: 'No hub is configured.',
  },
  ja: {
    set: '設定', fade: 'フェード', allOff: 'すべて消す', level: 'レベル（0〜255）', seconds: '秒', channel: 'チャンネル',
    supply: '電源', current: '電流', power: 'パワー部', control: '制御部', connecting: '接続中…', none: 'ハブが設定されていません。',
  },
};

export function open(body, act) {
  const t = wordsOf(texts);
  return ({ at_work: atWork, hubs }) => show(body,
    atWork ? null : h('p', { class: 'warn' }, t('notAtWork')),
    atWork && hubs.length === 0 ? h('p', { class: 'quiet' }, t('none')) : null,
    h('div', { class: 'grid' }, hubs.map((hub) => card(hub, act, t))));
}

function card(hub, act, t) {
  return h('article', { class: 'card', 'data-key': hub.name, 'aria-label': hub.name },
    h('div', { class: 'heading' }, h('h2', {}, hub.name), action(`off-${hub.name}`, t('allOff'), () => act('off', { hub: hub.name }), null, 'danger')),
    hub.trouble ? h('p', { class: 'bad', role: 'status' }, hub.trouble) : null,
    hub.levels.length === 0 && !hub.trouble ? h('p', { class: 'quiet' }, t('connecting')) : null,
    telemetry(hub, t),
    hub.levels.map((level, channel) => output(hub, channel, level, t)),
    hub.levels.length ? control(hub, act, t) : null);
}

const telemetry = (hub, t) => h('dl', {},
  reading(t('supply'), hub.volts.at(-1), 'V', hub.volts),
  reading(t('current'), hub.amperes, 'A', hub.ampere_line),
  reading(t('power'), hub.power_celsius, '°C'),
  reading(t('control'), hub.control_celsius, '°C'));

const reading = (name, value, unit, line) => (value === undefined ? null
  : h('div', {}, h('dt', {}, name), h('dd', { class: 'number' }, `${value} ${unit} `, line ? sparkline(line, `${name} (${unit})`) : null)));

const output = (hub, channel, level, t) => h('p', { class: 'output' },
  h('span', { class: 'number' }, `CH${channel + 1} `),
  h('meter', { min: 0, max: 255, value: level, 'aria-label': `${t('channel')} ${channel + 1}` }),
  h('span', { class: 'number', 'data-level': `${hub.name}-${channel}` }, ` ${level}`));

function control(hub, act, t) {
  const id = (part) => `${part}-of-${hub.name}`;
  const number = (part) => Number(document.getElementById(id(part)).value);
  const order = () => ({ hub: hub.name, channel: number('channel'), level: number('level') });
  return h('form', { class: 'bar', onsubmit: (event) => { event.preventDefault(); } },
    h('label', {}, t('channel'), h('select', { id: id('channel') }, hub.levels.map((_, channel) => h('option', { value: channel }, `CH${channel + 1}`)))),
    h('label', {}, t('level'), h('input', { id: id('level'), type: 'number', min: 0, max: 255, value: 255 })),
    h('label', {}, t('seconds'), h('input', { id: id('seconds'), type: 'number', min: 0, max: 65, step: 'any', value: 2 })),
    action(`set-${hub.name}`, t('set'), () => act('set', order())),
    action(`fade-${hub.name}`, t('fade'), () => act('fade', { ...order(), seconds: number('seconds') }), null, 'main'));
}

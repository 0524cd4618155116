import { action, h, show } from './dom.js';
import { wordsOf } from './i18n.js';

const texts = {
  en: {
    open: 'Open', close: 'Close', stop: 'Stop', set: 'Set', run: 'Run', seconds: 'Seconds', position: 'Position', percent: 'Percent',
    target: 'goes to', calibrate: 'Calibrate', closed: 'It is closed', uncertain: 'position uncertain', unknown: 'position unknown', refused: 'Refused', interlock: 'Confined by',
    retry: 'a new move in', queued: 'waiting commands', node: 'left to its node', acknowledge: 'Looked at, it is fit',
    latched: 'EMERGENCY: everything is switched off, and nothing moves until it is cleared.', clear: 'Clear the emergency',
    IDLE: 'at rest', MOVING: 'moving', COOLING: 'pausing', CALIBRATING: 'calibrating', PENDING: 'about to move', ON: 'on', OFF: 'off',
    FAULT: 'fault', RELEASED: 'released', EMERGENCY: 'emergency',
  },
  ja: {
    open: '開く', close: '閉じる', stop: '停止', set: '設定', run: '運転', seconds: '秒', position: '開度', percent: 'パーセント',
    target: '目標', calibrate: '校正', closed: '閉じている', uncertain: '開度は不確か', unknown: '開度は不明', refused: '拒否', interlock: '制限',
    retry: '次の動作まで', queued: '待機中の指示', node: 'ノードに委任', acknowledge: '確認済み、正常',
    latched: '非常停止中：すべて停止しています。解除するまで動きません。', clear: '非常停止を解除',
    IDLE: '停止中', MOVING: '動作中', COOLING: '休止中', CALIBRATING: '校正中', PENDING: '動作待ち', ON: '運転中', OFF: '停止中',
    FAULT: '故障', RELEASED: '委任中', EMERGENCY: '非常停止',
  },
};

export function open(body, act) {
  const t = wordsOf(texts);
  return (house) => show(body,
    house.at_work ? null : h('p', { class: 'warn' }, t('notAtWork')),
    house.emergency
      ? h('div', { class: 'card bar', role: 'alert' }, h('strong', { class: 'bad' }, t('latched')), action('clear', t('clear'), () => act('clear'), null, 'danger'))
      : null,
    h('div', { class: 'grid' }, house.actuators.map((each) => card(each, act, t))));
}

function card(each, act, t) {
  const { name } = each;
  const button = (verb, args = {}, kind = '') => action(`${verb}-${name}`, t(verb), () => act(verb, { actuator: name, ...args }), null, kind);
  return h('article', { class: 'card', 'data-key': name, 'aria-label': name },
    h('div', { class: 'heading' }, h('h2', {}, name), h('span', { class: `state ${each.state === 'FAULT' ? 'bad' : ''}` }, t(each.state))),
    each.motor ? position(each, t) : null,
    facts(each, t).map((fact) => h('p', { class: 'quiet' }, fact)),
    each.refused ? h('p', { class: 'bad', role: 'status' }, `${t('refused')}: ${each.refused}`) : null,
    h('div', { class: 'bar' },
      each.motor ? [button('open'), button('close')] : null,
      button('stop', {}, 'danger'),
      each.motor && each.position === null && each.state === 'IDLE'
        ? [button('calibrate'), action(`known-${name}`, t('closed'), () => act('known', { actuator: name, percent: 0 }))]
        : null,
      each.state === 'FAULT' ? button('acknowledge') : null),
    each.motor ? amount('set', 'percent', { min: 0, max: 100, step: 1 }, each, act, t) : amount('run', 'seconds', { min: 1, step: 1 }, each, act, t));
}

function position(each, t) {
  const known = each.position !== null;
  return h('p', {},
    h('meter', { min: 0, max: 100, value: each.position ?? 0, 'aria-label': t('position') }),
    h('span', { class: 'number' }, known ? `${each.position} %` : t('unknown')),
    each.target === null ? null : h('span', { class: 'quiet' }, ` → ${t('target')} ${each.target} %`));
}

const facts = (each, t) => [
  each.uncertain && each.position !== null ? t('uncertain') : null,
  each.interlock ? `${t('interlock')}: ${each.interlock}` : null,
  each.retry_after > 0 ? `${t('retry')} ${each.retry_after} s` : null,
  each.queued > 0 ? `${t('queued')}: ${each.queued}` : null,
  each.owner === 'node' ? t('node') : null,
].filter(Boolean);

function amount(verb, unit, range, each, act, t) {
  const key = `${verb}-amount-${each.name}`;
  const field = () => document.getElementById(key);
  return h('form', { class: 'bar', onsubmit: (event) => { event.preventDefault(); event.target.querySelector('button').click(); } },
    h('label', {}, t(unit), h('input', { id: key, name: 'amount', type: 'number', required: true, ...range })),
    action(`${verb}-${each.name}`, t(verb), async () => {
      if (field().reportValidity()) {
        await act(verb, { actuator: each.name, [unit]: Number(field().value) });
      }
    }));
}

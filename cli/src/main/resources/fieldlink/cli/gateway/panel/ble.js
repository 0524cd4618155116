import { h, show } from './dom.js';
import { ago, time, wordsOf } from './i18n.js';

const texts = {
  en: { device: 'Device', signal: 'Signal', seen: 'Last heard', times: 'Heard', readings: 'Readings', none: 'Nothing is in reach.' },
  ja: { device: '機器', signal: '信号', seen: '最終受信', times: '受信回数', readings: '測定値', none: '受信できる機器はありません。' },
};
const WEAKEST = -100;
const STRONGEST = -30;

export function open(body) {
  const t = wordsOf(texts);
  const rows = h('tbody');
  const note = h('p', { class: 'quiet' });
  show(body, note, h('div', { class: 'scroll' }, h('table', { class: 'stack' },
    h('thead', {}, h('tr', {}, ['device', 'signal', 'seen', 'times', 'readings'].map((key) => h('th', { scope: 'col' }, t(key))))), rows)));
  return ({ at_work: atWork, devices }) => {
    note.textContent = atWork ? (devices.length ? '' : t('none')) : t('notAtWork');
    const ordered = [...devices].sort((a, b) => a.address.localeCompare(b.address));
    show(rows, ordered.map((device) => row(device, t)));
  };
}

const row = (device, t) => h('tr', { 'data-key': device.address },
  h('td', {}, h('strong', {}, device.name ?? '–'), h('br'), h('span', { class: 'quiet' }, device.address)),
  h('td', { class: 'number' }, device.rssi === undefined ? '–' : [
    h('meter', { min: WEAKEST, max: STRONGEST, value: device.rssi, 'aria-label': t('signal') }), ` ${device.rssi} dBm`]),
  h('td', {}, h('time', { title: time(device.last_seen) }, ago(device.last_seen))),
  h('td', { class: 'number' }, device.times),
  h('td', {}, Object.entries(device.readings).map(([name, value]) => h('span', { class: 'chip' }, `${name} ${value}`))));

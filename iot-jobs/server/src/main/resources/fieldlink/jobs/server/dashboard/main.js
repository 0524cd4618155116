import * as api from './api.js';
import { accountDialog, askForPassword } from './account.js';
import { batchesPage } from './batches.js';
import { chatPage } from './chat.js';
import { devicesPage } from './devices.js';
import { h, hush, notice, show } from './dom.js';
import { drawEmergencies, offerEmergencies } from './emergency.js';
import { follow } from './events.js';
import { language, setLanguage, t, titleOf, translatePage } from './i18n.js';
import { jobPage } from './job.js';
import { jobsPage } from './jobs.js';
import { panelPage } from './panels.js';
import { schedulesPage } from './schedules.js';

// A page fills an element and returns how to renew what it shows, and which panel's snapshots it wants.
const pages = new Map([
  ['devices', { open: devicesPage, title: () => t('devices') }],
  ['jobs', { open: jobsPage, title: () => t('jobs') }],
  ['job', { open: jobPage, title: () => t('job'), tab: 'jobs' }],
  ['batches', { open: batchesPage, title: () => t('batches') }],
  ['schedules', { open: schedulesPage, title: () => t('schedules') }],
  ['chat', { open: chatPage, title: () => t('chat') }],
]);
const content = document.getElementById('content');
let page = { renew: async () => {} };
let live = null;

function current() {
  const name = location.hash.slice(1).split('?')[0];
  return pages.has(name) ? name : 'devices';
}

function frame() {
  translatePage();
  const name = current();
  const tab = pages.get(name).tab ?? name;
  document.title = `${pages.get(name).title()} · Fieldlink`;
  show(document.getElementById('tabs'), ...[...pages].filter(([, { tab: hidden }]) => !hidden).map(([id, { title }]) =>
    h('a', { href: `#${id}`, 'data-key': id, 'aria-current': id === tab ? 'page' : null }, title())));
  document.getElementById('language').textContent = language === 'ja' ? 'English' : '日本語';
  document.getElementById('language').lang = language === 'ja' ? 'en' : 'ja';
  const connection = document.getElementById('connection');
  connection.textContent = live === null ? '' : t(live ? 'live' : 'reconnecting');
  connection.className = live ? 'good' : 'warn';
  drawEmergencies();
}

function open() {
  frame();
  content.replaceChildren();
  page = pages.get(current()).open(content, new URLSearchParams(location.hash.split('?')[1]));
  stream.watch(page.panel ?? null);
  look();
}

async function look() {
  try {
    await page.renew();
  } catch (failure) {
    notice(failure.message, true);
  }
}

const stream = follow(look, (snapshot) => page.picture?.(snapshot), (up) => {
  if (up !== live) {
    live = up;
    frame();
  }
});

document.getElementById('language').addEventListener('click', () => {
  setLanguage(language === 'ja' ? 'en' : 'ja');
  open();
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address names the page
  content.focus();
});
document.getElementById('account').addEventListener('click', accountDialog);
addEventListener('hashchange', () => {
  hush();
  open();
  content.focus();
});
try {
  const panels = await api.panels();
  offerEmergencies(panels);
  panels.forEach((panel) => pages.set(panel.id, { open: panelPage(panel), title: () => titleOf(panel) }));
} catch (failure) {
  notice(failure.message, true);
}
open();
askForPassword();

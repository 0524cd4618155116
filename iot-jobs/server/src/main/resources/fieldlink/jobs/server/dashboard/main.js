import { onChange } from './api.js';
import { batchesPage } from './batches.js';
import { chatPage } from './chat.js';
import { devicesPage } from './devices.js';
import { h, notice, show } from './dom.js';
import { language, setLanguage, t, translatePage } from './i18n.js';
import { jobsPage } from './jobs.js';

// A page is a function that fills an element and returns how to renew what it shows.
const pages = { devices: devicesPage, jobs: jobsPage, batches: batchesPage, chat: chatPage };
const content = document.getElementById('content');
const connection = document.getElementById('connection');
let renew = () => {};
let live = false;

const current = () => (location.hash.slice(1).split('?')[0] in pages ? location.hash.slice(1).split('?')[0] : 'devices');

function frame() {
  translatePage();
  show(document.getElementById('tabs'), ...Object.keys(pages).map((name) =>
    h('a', { href: `#${name}`, 'aria-current': name === current() ? 'page' : null }, t(name))));
  document.getElementById('language').textContent = language === 'ja' ? 'English' : '日本語';
  connection.textContent = live ? t('live') : t('reconnecting');
}

function open() {
  frame();
  renew = pages[current()](content, new URLSearchParams(location.hash.split('?')[1]));
  look();
}

async function look() {
  try {
    await renew();
  } catch (failure) {
    notice(failure.message, true);
  }
}

document.getElementById('language').addEventListener('click', () => {
  setLanguage(language === 'ja' ? 'en' : 'ja');
  open();
});
addEventListener('hashchange', open);
onChange(look, (up) => { live = up; frame(); });
open();

import * as api from './api.js';
import { h, notice, show } from './dom.js';
import { t } from './i18n.js';

const messages = []; // for as long as the page is open

export function chatPage(content) {
  const talk = h('div', { class: 'talk', role: 'log', 'aria-live': 'polite' });
  const input = h('textarea', { rows: 2, required: true, onkeydown: sendOnEnter });
  const button = h('button', { class: 'main' }, t('send'));
  const form = h('form', { onsubmit: (event) => { event.preventDefault(); say(input.value.trim()); } },
    h('label', {}, t('message'), input),
    h('div', { class: 'bar' }, button, h('button', { type: 'button', onclick: reset }, t('reset'))));
  show(content, h('h1', {}, t('chat')), talk, form);
  draw();
  return { renew: async () => {} };

  function draw(question) {
    show(talk,
      messages.length ? null : h('p', { class: 'quiet' }, t('chatHint')),
      messages.map((message) => h('div', { class: message.role === 'user' ? 'said mine' : 'said' }, message.content)),
      button.disabled ? h('p', { class: 'quiet' }, t('thinking')) : null,
      question ? confirmation(question) : null);
    talk.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }

  function confirmation(question) {
    return h('div', { class: 'card' },
      h('ul', {}, (question.commands ?? []).map((command) => h('li', {}, command))),
      h('div', { class: 'bar' },
        h('button', { class: 'main', type: 'button', onclick: () => say(t('confirm'), question.token) }, t('confirm')),
        h('button', { type: 'button', onclick: () => draw() }, t('no'))));
  }

  async function say(text, token) {
    if (!text || button.disabled) {
      return;
    }
    messages.push({ role: 'user', content: text });
    input.value = '';
    button.disabled = true;
    draw();
    let question;
    try {
      const answer = await api.chat(messages, token);
      messages.push({ role: 'assistant', content: answer.reply });
      question = answer.confirm;
    } catch (failure) {
      messages.pop(); // not said as far as the server knows
      input.value = token ? '' : text;
      notice(failure.message, true);
    }
    button.disabled = false;
    draw(question);
    input.focus();
  }

  function sendOnEnter(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  }

  function reset() {
    messages.length = 0;
    draw();
  }
}

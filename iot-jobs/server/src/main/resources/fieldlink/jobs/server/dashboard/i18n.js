// English and Japanese. A text that has no translation is shown in English.
import { texts } from './texts.js';

const stored = localStorage.getItem('language');
export let language = stored ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');

export const t = (key) => texts[language][key] ?? texts.en[key] ?? key;

/** The words of a panel, which brings its own; what it does not bring is the dashboard's. */
export const wordsOf = (own) => (key) => own[language]?.[key] ?? own.en[key] ?? t(key);

export const titleOf = (panel) => panel.titles[language] ?? panel.titles.en;

export function setLanguage(next) {
  language = next;
  localStorage.setItem('language', next);
  translatePage();
}

export function translatePage() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = t(element.dataset.text);
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
  }
}

const steps = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [Infinity, 'day', 86400]];

/** Seconds since 1970 as "3 minutes ago". */
export function ago(seconds) {
  const passed = Date.now() / 1000 - seconds;
  if (passed < 3) {
    return t('justNow');
  }
  const [, unit, size] = steps.find(([limit]) => passed < limit);
  return new Intl.RelativeTimeFormat(language).format(-Math.round(passed / size), unit);
}

export const time = (seconds) => new Date(seconds * 1000).toLocaleString(language);

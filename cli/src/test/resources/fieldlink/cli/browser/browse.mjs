// A headless Chromium that is strict: an error in the console, or a request to anywhere else, fails the walk.
import { chromium } from 'playwright-core';
import assert from 'node:assert/strict';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const PATIENCE = 20000;

/** @param allowed what the console may say, because the walk provokes it */
export async function browse(base, walk, { allowed = [], locale = 'en', ...options } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS, timeout: 60000 });
  const complaints = [];
  const context = await browser.newContext({ baseURL: base, locale, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !allowed.some((pattern) => pattern.test(message.text()))) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.stack}`));
  page.on('request', (request) => {
    const url = request.url();
    if (new URL(url).origin !== new URL(base).origin && !url.startsWith('data:')) {
      complaints.push(`request outside: ${url}`);
    }
  });
  try {
    await walk(page);
    assert.deepEqual(complaints, []);
  } catch (failure) {
    await page.screenshot({ path: 'failure.png', fullPage: true }).catch(() => {});
    console.error(failure.stack);
    console.error(complaints.join('\n'));
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/** Says which step a walk is at; the last one said before a failure is the one that failed. */
export const step = (text) => console.log(`${(performance.now() / 1000).toFixed(1)} s ${text}`);

/** Tries until it does not throw. */
export async function until(attempt) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await attempt();
    } catch (failure) {
      if (Date.now() > end) {
        throw failure;
      }
      await new Promise((done) => { setTimeout(done, 100); });
    }
  }
}

/** What makes a page unusable for some: controls without a name, text without contrast, a page wider than its window. */
export async function assertUsable(page, what) {
  const faults = await page.evaluate(() => {
    const found = [];
    const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    for (const control of document.querySelectorAll('button, a[href], input, select, textarea')) {
      const name = control.getAttribute('aria-label') || control.textContent.trim() || control.labels?.[0]?.textContent.trim();
      if (seen(control) && !name) {
        found.push(`no name: ${control.outerHTML.slice(0, 100)}`);
      }
    }
    const channel = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = numbers(getComputedStyle(at).backgroundColor);
        if (colour.length === 3 || colour[3] > 0.99) {
          return colour;
        }
      }
      return [255, 255, 255];
    };
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (own && seen(element) && !element.disabled && !element.closest('svg')) {
        const [a, b] = [light(numbers(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
        if ((a + 0.05) / (b + 0.05) < 4.5) {
          found.push(`contrast ${((a + 0.05) / (b + 0.05)).toFixed(1)}: ${element.outerHTML.slice(0, 100)}`);
        }
      }
    }
    const wide = document.documentElement.scrollWidth - innerWidth;
    return wide > 0 ? [...found, `${wide} px too wide`] : found;
  });
  assert.deepEqual(faults, [], what);
}

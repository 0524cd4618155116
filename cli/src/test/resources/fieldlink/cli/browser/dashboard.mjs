// An operator's first hour: dashboard.mjs URL ONE-TIME-PASSWORD
import assert from 'node:assert/strict';
import { assertUsable, browse, step, until } from './browse.mjs';

const [base, printed] = process.argv.slice(2);
const device = 'pico-1';
const led = { name: 'led', description: 'Blinks', params: [
  { name: 'times', type: 'int', required: true }, { name: 'bright', type: 'bool' }, { name: 'pause', type: 'float', default: 0.2 }] };

/** What a device says to the server. */
async function say(method, path, body, token) {
  const response = await fetch(base + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, json: response.status === 204 ? null : await response.json().catch(() => null) };
}

await browse(base, async (page) => {
  const button = (name) => page.getByRole('button', { name, exact: true });
  const state = (text) => page.getByRole('status').filter({ hasText: text }).waitFor();

  step('log in');
  await page.goto('/');
  await assertUsable(page, 'login');
  await page.getByLabel('Password').fill('wrong');
  await button('Log in').click();
  await page.getByRole('alert').filter({ hasText: 'Wrong password' }).waitFor();
  await page.getByLabel('Password').fill(printed);
  await button('Log in').click();
  await page.getByLabel('New password').fill('correct horse battery');
  await button('Save').click();
  await page.getByText('No device is registered yet.').waitFor();

  step('register');
  await button('Register a device').click();
  await page.getByLabel('Device id').fill('jetson-1');
  await page.getByLabel('Name', { exact: true }).fill('Kitchen');
  await button('Save').click();
  await page.getByRole('article', { name: 'Kitchen' }).waitFor();

  step('approve');
  assert.equal((await say('POST', '/api/devices/register', { device_id: device, capabilities: [led] })).status, 403);
  await button('Approve').click();
  const card = page.getByRole('article', { name: device });
  await card.waitFor();
  await card.getByRole('button', { name: 'Token' }).click();
  const token = (await page.locator('dialog pre').first().textContent()).trim();
  await page.keyboard.press('Escape');
  assert.equal((await say('GET', `/api/devices/${device}/jobs/next`, undefined, token)).status, 204);
  await card.getByText('● online').waitFor();
  await assertUsable(page, 'devices');

  step('submit by the generated form');
  await card.getByRole('button', { name: 'Run …' }).click();
  assert.equal(await page.getByLabel('pause').inputValue(), '0.2');
  await button('Submit').click(); // refused by the form itself: `times` is required
  await page.getByLabel('times').fill('3');
  await page.getByLabel('bright').selectOption('true');
  await assertUsable(page, 'form');
  await button('Submit').click();
  await state('In the queue');

  step('watch it finish');
  const job = (await say('GET', `/api/devices/${device}/jobs/next`, undefined, token)).json;
  assert.deepEqual(job.command.args, { times: 3, bright: true, pause: 0.2 });
  await state('handed out');
  await say('POST', `/api/devices/${device}/jobs/${job.job_id}/progress`, { percent: 40, message: 'blinking', lease_id: job.lease_id }, token);
  await page.getByText('40 % · blinking').waitFor();
  await say('POST', `/api/devices/${device}/jobs/result`, { job_id: job.job_id, ok: true, return_value: { blinked: 3 }, lease_id: job.lease_id }, token);
  await state('done');
  await page.getByText('"blinked": 3').waitFor();
  await assertUsable(page, 'job');

  step('keyboard only: submit, cancel, run again');
  const press = async (name, role = 'button') => {
    const target = page.getByRole(role, { name, exact: true }).last();
    await target.waitFor();
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) {
        await page.keyboard.press('Enter');
        return;
      }
    }
    assert.fail(`Tab does not reach '${name}'`);
  };
  await page.reload();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
  await press('Devices', 'link');
  await card.waitFor();
  await press('Run …');
  await page.getByLabel('times').focus();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await press('Cancel');
  await state('cancelled');
  await press('Run again');
  await state('In the queue');

  step('history and its filters');
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await page.getByLabel('State').selectOption('cancelled');
  await until(async () => assert.equal(await page.locator('tbody tr').count(), 1));
  await assertUsable(page, 'jobs');
  await page.reload();
  await until(async () => assert.equal(await page.getByLabel('State').inputValue(), 'cancelled'));

  step('a batch');
  await page.getByRole('link', { name: 'Batches' }).click();
  await button('Command many devices').click();
  await page.getByLabel('Command', { exact: true }).fill('led');
  await page.getByLabel('times').fill('2');
  await button('Start').click();
  await page.getByRole('article').getByRole('link', { name: 'led' }).waitFor();
  await assertUsable(page, 'batches');

  step('a schedule: add, pause, go on, end');
  await page.getByRole('link', { name: 'Schedules' }).click();
  await page.getByText('No schedules.').waitFor();
  await button('Add a schedule').click();
  await page.getByLabel('Name of the schedule').fill('airing');
  await page.locator('dialog [name=device_id]').selectOption(device);
  await page.getByLabel('times').fill('2');
  await page.locator('dialog [name=at]').fill('06:30');
  await page.getByLabel('Sun', { exact: true }).uncheck();
  await page.getByLabel('Only within these hours').fill('always');
  await button('Save').click();
  await page.getByRole('alert').filter({ hasText: "not 'always'" }).waitFor();
  await page.getByLabel('Only within these hours').fill('06:00-09:00');
  await assertUsable(page, 'schedule form');
  await button('Save').click();
  const airing = page.getByRole('article', { name: 'airing' });
  await airing.getByText('06:30 Mon Tue Wed Thu Fri Sat').waitFor();
  await airing.getByText('within 06:00-09:00').waitFor();
  await airing.getByRole('button', { name: 'Pause' }).click();
  await airing.getByText('paused').waitFor();
  await airing.getByRole('button', { name: 'Go on' }).click();
  await airing.getByText('Next:').waitFor();
  await assertUsable(page, 'schedules');
  await airing.getByRole('button', { name: 'Remove' }).click();
  await page.locator('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No schedules.').waitFor();

  step('chat without a model says what to set');
  await page.getByRole('link', { name: 'Chat' }).click();
  await page.getByLabel('Message').fill('blink');
  await button('Send').click();
  await page.getByText('OPENAI_API_KEY').waitFor();

  step('Japanese, in the dark, on a phone');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 360, height: 740 });
  await button('日本語').click();
  for (const name of ['デバイス', 'ジョブ', '一括実行', 'スケジュール', 'チャット']) {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await assertUsable(page, name);
  }
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'ja');

  step('log out');
  await button('ログアウト').click();
  await page.getByLabel('パスワード').waitFor();
  await page.goto('/#jobs');
  await page.getByLabel('パスワード').waitFor();
}, { allowed: [/status of (400|500|429)/] }); // hours that are none, and the chat that is not configured

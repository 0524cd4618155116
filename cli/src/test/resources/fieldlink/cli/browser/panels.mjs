// The gateway's panels on the simulated world: panels.mjs URL ONE-TIME-PASSWORD PROJECT-ZIP
import assert from 'node:assert/strict';
import { assertUsable, browse, step, until } from './browse.mjs';

const [base, printed, project] = process.argv.slice(2);

await browse(base, async (page) => {
  const button = (name) => page.getByRole('button', { name, exact: true });
  const open = async (name) => {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };
  const stop = page.getByRole('button', { name: '■ EMERGENCY STOP · Greenhouse' });

  step('log in');
  await page.goto('/');
  await page.getByLabel('Password').fill(printed);
  await button('Log in').click();
  await page.getByLabel('New password').fill('correct horse battery');
  await button('Save').click();

  step('the stop buttons are on every page');
  for (const name of ['Devices', 'Jobs', 'Batches', 'Schedules', 'Chat', 'Greenhouse', 'PowerHub', 'Bluetooth', 'Robot']) {
    await open(name);
    assert.ok(await stop.isVisible(), name);
    assert.ok(await page.getByRole('button', { name: '■ EMERGENCY STOP · Robot' }).isVisible(), name);
  }

  step('Bluetooth: who is in reach');
  await open('Bluetooth');
  await page.getByText('dBm').first().waitFor();
  await page.locator('.chip').filter({ hasText: 'temperature' }).first().waitFor();
  await assertUsable(page, 'Bluetooth');

  step('PowerHub: fade a channel and see the level');
  await open('PowerHub');
  const lights = page.getByRole('article', { name: 'lights' });
  await lights.locator('select').selectOption({ label: 'CH2' });
  await lights.getByLabel('Level').fill('200');
  await lights.getByLabel('Seconds').fill('1');
  await lights.getByRole('button', { name: 'Fade' }).click();
  await until(async () => assert.equal((await page.locator('[data-level="lights-1"]').textContent()).trim(), '200'));
  await lights.getByRole('img', { name: /Supply/ }).waitFor();
  await assertUsable(page, 'PowerHub');
  await lights.getByRole('button', { name: 'All off' }).click();
  await until(async () => assert.equal((await page.locator('[data-level="lights-1"]').textContent()).trim(), '0'));

  step('greenhouse: open a window and see it move');
  await open('Greenhouse');
  const side = page.getByRole('article', { name: 'side-window' });
  const percent = async () => Number.parseFloat(await side.locator('.number').textContent());
  await side.getByText('position unknown').waitFor();
  await side.getByRole('button', { name: 'It is closed' }).click();
  await side.getByText('0 %').waitFor();
  await side.getByRole('button', { name: 'Open' }).click();
  await side.getByText('moving').waitFor();
  await until(async () => assert.ok(await percent() > 0, 'it moves'));
  await assertUsable(page, 'Greenhouse');

  step('emergency: everything stops, and a move is refused with the reason');
  await page.getByRole('article', { name: 'roof-window' }).getByRole('button', { name: 'Open' }).click();
  await stop.click();
  await page.getByText('Stopped, confirmed').waitFor();
  await page.getByText('EMERGENCY: everything is switched off').waitFor();
  await until(async () => assert.equal(await page.locator('.state').filter({ hasText: 'moving' }).count(), 0));
  const stopped = await percent();
  await side.getByRole('button', { name: 'Close' }).click();
  await side.getByText('Refused:').waitFor();
  assert.equal(await percent(), stopped);
  await button('Clear the emergency').click();
  await page.getByText('EMERGENCY: everything is switched off').waitFor({ state: 'detached' });

  step('robot: call its method, see result and log');
  await open('Robot');
  const method = page.locator('select[name=_method]');
  await method.waitFor();
  await button('Take over').click();
  await page.getByText('operator:operator').waitFor();
  await page.locator('form').filter({ has: method }).getByRole('button', { name: 'Call' }).click();
  await page.getByText('done', { exact: true }).or(page.getByText('failed', { exact: true })).first().waitFor();
  await assertUsable(page, 'Robot');

  step('robot: upload a project, with its steps and what it prints while it is loaded');
  const upload = page.locator('form').filter({ has: page.getByRole('heading', { name: 'Upload a project (zip)' }) });
  const send = async (file) => {
    await upload.getByLabel('File').setInputFiles(file);
    await upload.getByRole('button', { name: 'Upload' }).click();
  };
  await send(project);
  await until(async () => assert.match(await upload.getByRole('status').textContent(), /Installing … .*(unpacking|loading|slow to wake)/));
  await upload.getByText('Installed.').waitFor();
  const log = page.getByRole('log', { name: 'Log' });
  for (const line of ['(unpacking the upload)', '(loading version 000002)', 'slow to wake', '(switching to version 000002)']) {
    await log.getByText(line).waitFor();
  }

  step('robot: call a method with arguments, and see what it pushes');
  await until(async () => assert.deepEqual(await method.locator('option').allTextContents(), ['arm.reach']));
  const call = page.locator('form').filter({ has: method });
  await call.getByLabel('far').fill('7');
  await call.getByRole('button', { name: 'Call' }).click();
  await page.getByText('reached {"far":7}').waitFor();
  await page.getByText('14', { exact: true }).waitFor();

  step('robot: an upload that is no project changes nothing and says why');
  await send({ name: 'no.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip') });
  await upload.getByText('02001').waitFor();
  assert.deepEqual(await method.locator('option').allTextContents(), ['arm.reach']);

  step('robot: go back to the version before');
  const versions = page.locator('li').filter({ hasText: '000001' });
  await versions.getByRole('button', { name: 'Go back to it' }).click();
  await versions.getByText('in force').waitFor();
  await until(async () => assert.ok(!(await method.locator('option').allTextContents()).includes('arm.reach')));

  step('robot: the big stop is pending until it is confirmed');
  await button('■ STOP THE ROBOT').click();
  await page.getByText('Stopped, confirmed').first().waitFor();
  await page.getByText('The emergency stop is in force').waitFor();
  await button('Lift the stop').click();
  await page.getByText('The emergency stop is in force').waitFor({ state: 'detached' });

  step('on a phone, in Japanese');
  await page.setViewportSize({ width: 360, height: 740 });
  await button('日本語').click();
  for (const name of ['温室', 'PowerHub', 'Bluetooth', 'ロボット']) {
    await open(name);
    await assertUsable(page, name);
  }
}, { allowed: [/status of 409/] }); // the move that is refused

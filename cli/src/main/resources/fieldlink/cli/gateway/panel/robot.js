import { act as actAt } from './api.js';
import { action, h, json, notice, show } from './dom.js';
import { argumentsOf, fieldsOf } from './forms.js';
import { language, t as common, wordsOf } from './i18n.js';

const texts = {
  en: {
    stopNow: 'STOP THE ROBOT', pending: 'Stopping … PENDING, not confirmed', confirmed: 'Stopped, confirmed', unconfirmed: 'NOT CONFIRMED',
    stopped: 'The emergency stop is in force', reset: 'Lift the stop', project: 'Project', none: 'none', worker: 'Worker', driver: 'Driver',
    nobody: 'nobody', takeover: 'Take over', release: 'Give up the seat', start: 'Start', stop: 'stop()', upload: 'Upload a project (zip)', file: 'File',
    send: 'Upload', installing: 'Installing …', installed: 'Installed.', method: 'Method', call: 'Call', calls: 'Calls', running: 'running',
    cancel: 'Cancel', pushes: 'Pushes', log: 'Log', versions: 'Versions', current: 'in force', rollback: 'Go back to it', noMethods: 'The project offers no methods.',
  },
  ja: {
    stopNow: 'ロボット停止', pending: '停止中… 未確認（PENDING）', confirmed: '停止を確認しました', unconfirmed: '停止を確認できません',
    stopped: '非常停止中', reset: '停止を解除', project: 'プロジェクト', none: 'なし', worker: 'ワーカー', driver: '操縦者',
    nobody: 'なし', takeover: '操縦を引き継ぐ', release: '操縦を終える', start: '開始', stop: 'stop()', upload: 'プロジェクトをアップロード（zip）', file: 'ファイル',
    send: 'アップロード', installing: 'インストール中…', installed: 'インストールしました。', method: 'メソッド', call: '呼び出す', calls: '呼び出し', running: '実行中',
    cancel: '取り消し', pushes: 'プッシュ', log: 'ログ', versions: 'バージョン', current: '使用中', rollback: 'これに戻す', noMethods: '呼び出せるメソッドはありません。',
  },
};
const PART = 384 * 1024; // bytes; a multiple of three, so that the parts' base64 can be joined

export function open(body, act, panel) {
  const t = wordsOf(texts);
  const parts = Object.fromEntries(['stop', 'state', 'call', 'calls', 'upload', 'versions', 'pushes', 'log'].map((name) => [name, h('section')]));
  show(body, parts.stop, parts.state,
    h('div', { class: 'grid wide' }, h('div', {}, parts.call, parts.calls, parts.upload), h('div', {}, parts.log, parts.pushes, parts.versions)));
  const stop = stopButton(parts.stop, panel, t);
  const caller = callForm(parts.call, act, t);
  const uploading = uploadForm(parts.upload, act, t);
  const log = logView(parts.log, t);
  return (robot) => {
    stop(robot.status?.emergency_stop);
    drawState(parts.state, robot, act, t);
    caller(robot.methods);
    drawCalls(parts.calls, robot.calls, act, t);
    log(robot.log);
    uploading(robot.log);
    drawPushes(parts.pushes, robot.pushes, t);
    drawVersions(parts.versions, robot.versions, act, t);
  };
}

/** PENDING from the press until the robot said that it is at rest. */
function stopButton(section, panel, t) {
  let word = '';
  let detail = '';
  let force = null;
  const draw = () => show(section, h('div', { class: 'bar' },
    h('button', { type: 'button', class: 'stop big', 'data-key': 'big-stop', onclick: press }, `■ ${t('stopNow')}`),
    h('strong', { role: 'alert', class: word === 'unconfirmed' ? 'bad' : '' }, word ? `${t(word)} ${detail}` : ''),
    force ? [h('strong', { class: 'bad' }, `${t('stopped')} (${force.by})`), action('reset', t('reset'), () => actAt(panel.id, 'reset'), null, 'danger')] : null));
  async function press() {
    word = 'pending';
    detail = '';
    draw();
    try {
      await actAt(panel.id, 'estop', {}, true);
      word = 'confirmed';
    } catch (failure) {
      word = 'unconfirmed';
      detail = failure.message;
    }
    draw();
  }
  draw();
  return (stopped) => {
    if (!stopped && force && word === 'confirmed') {
      word = ''; // it was lifted
    }
    force = stopped ?? null;
    draw();
  };
}

function drawState(section, robot, act, t) {
  const { status } = robot;
  show(section,
    robot.at_work ? null : h('p', { class: 'warn' }, t('notAtWork')),
    status ? h('dl', {},
      fact(t('project'), status.project || t('none')), fact(t('worker'), status.worker), fact(t('driver'), status.operator || t('nobody'))) : null,
    h('div', { class: 'bar' },
      ['takeover', 'release', 'start', 'stop'].map((name) => action(`robot-${name}`, t(name), () => act(name)))));
}

const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

/** The form is made anew only when the project is another one, so that nobody loses what he types. */
function callForm(section, act, t) {
  let known = '';
  return (methods) => {
    const now = JSON.stringify([language, methods]);
    if (now === known) {
      return;
    }
    known = now;
    const offers = (methods ?? []).map((each) => ({ ...each, name: `${each.object}.${each.method}` }));
    const fields = h('div');
    const choice = h('select', { name: '_method', onchange: () => fill() }, offers.map(({ name }) => h('option', { value: name }, name)));
    const selected = () => offers.find(({ name }) => name === choice.value);
    function fill() {
      fields.replaceChildren(...(selected() ? fieldsOf(selected()) : []));
    }
    fill();
    section.replaceChildren(h('form', {
      class: 'card',
      onsubmit: async (event) => {
        event.preventDefault();
        const { object, method } = selected();
        try {
          await act('call', { object, method, args: argumentsOf(selected(), event.target) });
        } catch (failure) {
          notice(failure.message, true);
        }
      },
    }, h('h2', {}, t('call')), ...(offers.length
      ? [h('label', {}, t('method'), choice), fields, h('button', { class: 'main' }, t('call'))]
      : [h('p', { class: 'quiet' }, t('noMethods'))])));
  };
}

function drawCalls(section, calls, act, t) {
  show(section, calls.length ? h('h2', {}, t('calls')) : null, calls.map((call) => h('div', { class: 'card', 'data-key': call.id },
    h('p', {}, h('strong', {}, call.call), ' ',
      call.ok === undefined ? h('span', { class: 'warn' }, t('running')) : h('span', { class: call.ok ? 'good' : 'bad' }, common(call.ok ? 'succeeded' : 'failed'))),
    call.ok === undefined ? action(`cancel-${call.id}`, t('cancel'), () => act('cancel', { id: call.id }), null, 'danger') : h('pre', {}, json(call.result)))));
}

function uploadForm(section, act, t) {
  const file = h('input', { type: 'file', accept: '.zip,application/zip', required: true });
  const bar = h('progress', { max: 1, value: 0, hidden: true, 'aria-label': t('upload') });
  const word = h('span', { role: 'status' });
  let installing = false;
  section.replaceChildren(h('form', {
    class: 'card',
    onsubmit: async (event) => {
      event.preventDefault();
      bar.hidden = false;
      try {
        await upload(file.files[0], act, (share) => { bar.value = share; });
        word.textContent = t('installing');
        installing = true;
        await act('install');
        word.textContent = t('installed');
      } catch (failure) {
        word.textContent = failure.message;
      } finally {
        installing = false;
      }
      bar.hidden = true;
    },
  }, h('h2', {}, t('upload')), h('label', {}, t('file'), file), bar, h('div', { class: 'bar' }, h('button', {}, t('send')), word)));
  // The steps of the exchange are in the log, as is what the project says while it is loaded.
  return (log) => {
    if (installing && log.length) {
      word.textContent = `${t('installing')} ${log[log.length - 1].text}`;
    }
  };
}

async function upload(file, act, progress) {
  let sent = 0;
  for (let at = 0; at < file.size; at += PART) {
    const data = await base64(file.slice(at, at + PART));
    await act('part', { offset: sent, data });
    sent += data.length;
    progress(Math.min(1, (at + PART) / file.size));
  }
}

const base64 = (blob) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(blob);
});

/** Stays at the end while somebody has it there. */
function logView(section, t) {
  const lines = h('pre', { class: 'log', tabindex: 0, role: 'log', 'aria-label': t('log') });
  section.replaceChildren(h('h2', {}, t('log')), lines);
  return (log) => {
    const atEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 20;
    lines.textContent = log.map((line) => line.text).join('\n');
    if (atEnd) {
      lines.scrollTop = lines.scrollHeight;
    }
  };
}

const drawPushes = (section, pushes, t) => show(section, h('h2', {}, t('pushes')),
  h('ul', {}, pushes.slice(-10).reverse().map((push) => h('li', { 'data-key': String(push.n) }, `${push.event} ${push.data === 'null' ? '' : push.data}`))));

const drawVersions = (section, versions, act, t) => show(section, h('h2', {}, t('versions')),
  h('ul', { class: 'chips' }, [...(versions ?? [])].reverse().map((version) => h('li', { class: 'bar', 'data-key': version.id },
    h('span', {}, version.id), version.current ? h('strong', { class: 'good' }, t('current'))
      : action(`rollback-${version.id}`, t('rollback'), () => act('rollback', { version: version.id }))))));

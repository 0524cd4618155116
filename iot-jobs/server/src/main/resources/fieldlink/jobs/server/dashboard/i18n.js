// English and Japanese. A text that has no translation is shown in English.

const texts = {
  en: {
    skip: 'Skip to the content', logout: 'Log out', login: 'Log in', password: 'Password', operatorName: 'Operator',
    wrongPassword: 'Wrong password.', firstLogin: 'The first password is printed when the server starts.',
    devices: 'Devices', jobs: 'Jobs', batches: 'Batches', chat: 'Chat', live: 'live', reconnecting: 'reconnecting …',
    pendingDevices: 'Waiting for approval', approve: 'Approve', deny: 'Deny', noDevices: 'No device is registered yet.',
    registerDevice: 'Register a device', deviceId: 'Device id', displayName: 'Name', note: 'Note', save: 'Save',
    close: 'Close', online: 'online', offline: 'offline', lastSeen: 'Last heard', queued: 'In the queue',
    lastResult: 'Last result', run: 'Run …', rename: 'Rename', token: 'Token', remove: 'Remove', tags: 'Tags',
    tagsHint: 'Separated by commas', removeQuestion: 'Remove this device, its queue and its history?',
    tokenHint: 'Shown once. A client that cannot send headers uses the address with this path in front:',
    capability: 'Command', argumentsJson: 'Arguments (JSON object)', submit: 'Submit', required: 'required',
    dangerous: 'This moves something. Check before you submit.', submitted: 'Job submitted.', state: 'State',
    all: 'all', device: 'Device', command: 'Command', when: 'When', result: 'Result', more: 'Older jobs',
    noJobs: 'No jobs.', job: 'Job', cancel: 'Cancel', requeue: 'Run again', attempts: 'Attempts', cause: 'Reason',
    progress: 'Progress', source: 'Asked for by', output: 'Output', errors: 'Errors', error: 'Error',
    cancelRequested: 'asked to stop', newBatch: 'A command for many devices', tag: 'Tag', tagHint: 'Empty for every device that can do it',
    maxInFlight: 'At once', abortPercent: 'Stop at this share of failures (%)', start: 'Start', abort: 'Stop the batch',
    noBatches: 'No batches.', succeeded: 'done', failed: 'failed', waiting: 'waiting', inFlight: 'running',
    message: 'Message', send: 'Send', reset: 'New conversation', chatHint: 'Say what the devices should do.',
    confirm: 'Yes, do it', thinking: '…', justNow: 'just now', cancelled: 'Cancelled.', saved: 'Saved.',
  },
  ja: {
    skip: '本文へ移動', logout: 'ログアウト', login: 'ログイン', password: 'パスワード', operatorName: 'オペレーター',
    wrongPassword: 'パスワードが違います。', firstLogin: '最初のパスワードはサーバー起動時に表示されます。',
    devices: 'デバイス', jobs: 'ジョブ', batches: '一括実行', chat: 'チャット', live: '接続中', reconnecting: '再接続中…',
    pendingDevices: '承認待ち', approve: '承認', deny: '拒否', noDevices: '登録されたデバイスはありません。',
    registerDevice: 'デバイスを登録', deviceId: 'デバイスID', displayName: '名前', note: 'メモ', save: '保存',
    close: '閉じる', online: 'オンライン', offline: 'オフライン', lastSeen: '最終通信', queued: '待機中のジョブ',
    lastResult: '最後の結果', run: '実行…', rename: '名前を変更', token: 'トークン', remove: '削除', tags: 'タグ',
    tagsHint: 'カンマ区切り', removeQuestion: 'このデバイスとキュー、履歴を削除しますか？',
    tokenHint: '一度だけ表示されます。ヘッダーを送れないクライアントは、次のパスを先頭に付けたURLを使います：',
    capability: 'コマンド', argumentsJson: '引数（JSONオブジェクト）', submit: '送信', required: '必須',
    dangerous: '機器が動きます。送信前に確認してください。', submitted: 'ジョブを登録しました。', state: '状態',
    all: 'すべて', device: 'デバイス', command: 'コマンド', when: '日時', result: '結果', more: '以前のジョブ',
    noJobs: 'ジョブはありません。', job: 'ジョブ', cancel: '取り消し', requeue: '再実行', attempts: '試行回数', cause: '理由',
    progress: '進捗', source: '依頼元', output: '出力', errors: 'エラー出力', error: 'エラー',
    cancelRequested: '停止を依頼済み', newBatch: '複数デバイスへのコマンド', tag: 'タグ', tagHint: '空欄なら実行できるすべてのデバイス',
    maxInFlight: '同時実行数', abortPercent: '失敗がこの割合で中止（%）', start: '開始', abort: '一括実行を中止',
    noBatches: '一括実行はありません。', succeeded: '完了', failed: '失敗', waiting: '待機', inFlight: '実行中',
    message: 'メッセージ', send: '送信', reset: '新しい会話', chatHint: 'デバイスにさせたいことを書いてください。',
    confirm: 'はい、実行します', thinking: '…', justNow: 'たった今', cancelled: '取り消しました。', saved: '保存しました。',
  },
};

const stored = localStorage.getItem('language');
export let language = stored ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');

export const t = (key) => texts[language][key] ?? texts.en[key] ?? key;

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
}

/** Seconds since 1970 as "3 minutes ago". */
export function ago(seconds) {
  const passed = Date.now() / 1000 - seconds;
  const steps = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [Infinity, 'day', 86400]];
  if (passed < 3) {
    return t('justNow');
  }
  const [, unit, size] = steps.find(([limit]) => passed < limit);
  return new Intl.RelativeTimeFormat(language).format(-Math.round(passed / size), unit);
}

export const time = (seconds) => new Date(seconds * 1000).toLocaleString(language);

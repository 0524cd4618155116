// The server's API. A refusal is an Error with the server's own words.

export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 401) {
    location.assign('/login');
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    answer = { error: text };
  }
  if (!response.ok) {
    const again = response.headers.get('Retry-After');
    throw new Error((answer.message || answer.error || `HTTP ${response.status}`) + (again ? ` (${again} s)` : ''));
  }
  return answer;
}

const at = (...parts) => '/' + parts.map(encodeURIComponent).join('/');

export const devices = async () => (await call('GET', '/api/devices')).devices;
export const pending = async () => (await call('GET', '/api/devices?approval=pending')).devices;
export const approve = (id) => call('POST', at('api', 'devices', id, 'approve'));
export const remove = (id) => call('DELETE', at('api', 'devices', id));
export const rename = (id, name) => call('PATCH', at('api', 'devices', id, 'name'), { display_name: name });
export const token = (id) => call('POST', at('api', 'devices', id, 'token'));
export const setTags = (id, tags) => call('PUT', at('api', 'devices', id), { tags });
export const register = (id, name, note) => call('POST', '/api/devices/register', {
  device_id: id,
  capabilities: [],
  approved: true,
  meta: { registered_via: 'dashboard', ...(name && { display_name: name }), ...(note && { note }) },
});
export const submit = (id, name, args, terms = {}) =>
  call('POST', at('api', 'devices', id, 'jobs'), { name, args, requested_via: 'dashboard', ...terms });
export const jobs = (query) => call('GET', '/api/jobs?' + new URLSearchParams(query));
export const job = (id) => call('GET', at('api', 'jobs', id));
export const cancel = (id) => call('POST', at('api', 'jobs', id, 'cancel'), {});
export const requeue = (id) => call('POST', at('api', 'jobs', id, 'requeue'), {});
export const batches = async () => (await call('GET', '/api/batches')).batches;
export const openBatch = (order) => call('POST', '/api/batches', order);
export const abortBatch = (id) => call('POST', at('api', 'batches', id, 'abort'), {});
export const chat = (messages, confirm) => call('POST', '/api/chat', confirm ? { messages, confirm } : { messages });

/** Calls the listener when something changed on the server: told by the event stream, or every few seconds. */
export function onChange(listener, onState) {
  let timer = setInterval(listener, 5000);
  const stream = new EventSource('/api/events');
  stream.onopen = () => {
    onState(true);
    clearInterval(timer);
    timer = setInterval(listener, 30000); // what no event tells: devices that fall silent
  };
  stream.onerror = () => {
    onState(false);
    clearInterval(timer);
    timer = setInterval(listener, 5000);
  };
  let due;
  const soon = () => {
    due ??= setTimeout(() => { due = undefined; listener(); }, 150); // a burst of events is one look
  };
  stream.onmessage = soon;
  for (const type of ['job', 'device', 'batch']) {
    stream.addEventListener(type, soon);
  }
}

// The server's API. A refusal is an Error with the server's own words.

export async function call(method, path, body, options = {}) {
  const response = await fetch(path, {
    method,
    cache: 'no-store',
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    ...options,
  });
  const text = await response.text();
  if (response.status === 401) {
    location.assign('/login');
  }
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

export const session = () => call('GET', '/api/session');
export const setPassword = (operator, password) => call('PUT', at('api', 'operators', operator, 'password'), { password });

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

export const submit = (id, name, args) => call('POST', at('api', 'devices', id, 'jobs'), { name, args, requested_via: 'dashboard' });
export const jobs = (query) => call('GET', '/api/jobs?' + new URLSearchParams(query));
export const job = (id) => call('GET', at('api', 'jobs', id));
export const cancel = (id) => call('POST', at('api', 'jobs', id, 'cancel'), {});
export const requeue = (id) => call('POST', at('api', 'jobs', id, 'requeue'), {});

export const batches = async () => (await call('GET', '/api/batches')).batches;
export const openBatch = (order) => call('POST', '/api/batches', order);
export const abortBatch = (id) => call('POST', at('api', 'batches', id, 'abort'), {});

export const schedules = () => call('GET', '/api/schedules');
export const addSchedule = (plan) => call('POST', '/api/schedules', plan);
export const enableSchedule = (id, enabled) => call('PATCH', at('api', 'schedules', id), { enabled });
export const removeSchedule = (id) => call('DELETE', at('api', 'schedules', id));

export const chat = (messages, confirm) => call('POST', '/api/chat', confirm ? { messages, confirm } : { messages });

export const panels = async () => (await call('GET', '/api/panels')).panels;

/** Does something at a panel. An emergency is sent even when the page is left, and is not waited for longer than 10 s. */
export const act = async (panel, action, args = {}, emergency = false) =>
  (await call('POST', at('api', 'panels', panel, action), args,
    emergency ? { keepalive: true, priority: 'high', signal: AbortSignal.timeout(10000) } : {})).result;

// What the server tells by itself. Listened to only while the page is in sight: a browser has few connections to one
// server for all its tabs together, and a panel that nobody looks at costs the gateway nothing.

const RETRY = 3000;
const UNTOLD = 5000; // what no event tells: devices that ask to be let in, or fall silent
const BURST = 150; // many events at once are one look

/**
 * @param changed called when jobs, devices or batches may have changed
 * @param pictured called with the snapshots of the panel that is watched
 * @param state called with whether the server can be heard
 */
export function follow(changed, pictured, state) {
  let panel = null;
  let stream = null;
  let retry;
  let due;

  const soon = () => {
    due ??= setTimeout(() => { due = undefined; changed(); }, BURST);
  };

  function open() {
    stream?.close();
    clearTimeout(retry);
    stream = null;
    if (document.hidden) {
      return;
    }
    stream = new EventSource('/api/events' + (panel ? `?panel=${encodeURIComponent(panel)}` : ''));
    stream.onopen = () => { state(true); soon(); };
    stream.onerror = () => {
      state(false);
      soon(); // a session that ended shows here
      if (stream?.readyState === EventSource.CLOSED) {
        retry = setTimeout(open, RETRY);
      }
    };
    for (const type of ['job', 'device', 'batch']) {
      stream.addEventListener(type, soon);
    }
    stream.addEventListener('panel', (event) => {
      const picture = JSON.parse(event.data);
      if (picture.panel === panel) {
        pictured(picture.snapshot);
      }
    });
  }

  document.addEventListener('visibilitychange', open);
  setInterval(() => { if (!document.hidden) { changed(); } }, UNTOLD);
  return {
    /** Watches this panel, or none. */
    watch(id) {
      panel = id;
      open();
    },
  };
}

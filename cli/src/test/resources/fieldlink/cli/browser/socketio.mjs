// The socket.io clients that robots' web pages use, in the browser itself: socketio.mjs URL
import assert from 'node:assert/strict';
import { browse, step } from './browse.mjs';

const [base] = process.argv.slice(2);

await browse(base, async (page) => {
  for (const version of ['4.7', '4.8']) {
    for (const transport of ['polling', 'websocket']) {
      step(`socket.io-client ${version} over ${transport}`);
      await page.goto('/');
      await page.addScriptTag({ path: `node_modules/client-${version}/dist/socket.io.min.js` });
      const seen = await page.evaluate(async (only) => {
        const socket = window.io({ transports: [only], auth: { client: 'browser-test' }, reconnection: false, timeout: 10000 });
        await new Promise((connected, refused) => {
          socket.on('connect', connected);
          socket.on('connect_error', refused);
        });
        const ask = (event, payload) => socket.timeout(10000).emitWithAck(event, payload);
        const status = await ask('status', {});
        const call = await ask('process', { params: { object: 'robot_controller', method: 'get_status', args: {} } });
        const used = socket.io.engine.transport.name;
        socket.disconnect();
        return { used, status: status.status, call: call.status };
      }, transport);
      assert.deepEqual(seen, { used: transport, status: 'success', call: 'success' });
    }
  }
}, { allowed: [/status of 404/] }); // the icon that browsers ask every server for

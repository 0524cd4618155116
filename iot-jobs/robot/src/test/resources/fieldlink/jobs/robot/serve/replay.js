// Replays recorded steps with a real socket.io client: node replay.js CLIENT_MODULE URL TRANSPORTS < steps > results
const { io } = require(process.argv[2]);
const url = process.argv[3];
const transports = process.argv[4].split(",");
const SETTLE_MS = 25;
const DEADLINE_MS = 20000;

let socket;
let pushes = [];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function open(options) {
  return io(url, { forceNew: true, reconnection: false, timeout: DEADLINE_MS, ...options });
}

async function connect() {
  socket = open({ transports });
  socket.onAny((event, ...args) => pushes.push([event, ...args]));
  const error = await new Promise((resolve) => {
    socket.once("connect", () => resolve(null));
    socket.once("connect_error", resolve);
  });
  if (error) {
    throw error;
  }
}

// Only one client may be connected, and the server hears of a goodbye on another connection than the one of the next hello.
async function connectAfterGoodbye() {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (!error.message.startsWith("00001:") || Date.now() > deadline) {
        throw error;
      }
      await pause(SETTLE_MS);
    }
  }
}

async function refused(step) {
  const second = open({ transports: [step.step.endsWith("polling") ? "polling" : "websocket"] });
  const error = await new Promise((resolve) => {
    second.once("connect_error", resolve);
    second.once("connect", () => resolve(new Error("connected")));
  });
  await pause(SETTLE_MS);
  const result = { connect_error: error.message, data: error.data === undefined ? null : error.data, active: second.active };
  second.disconnect();
  return result;
}

async function emit(step) {
  pushes = [];
  let ack = "NO ACK";
  try {
    ack = await socket.timeout(DEADLINE_MS).emitWithAck(step.event, ...step.args);
  } catch (late) {
    // stays as it is
  }
  await pause(SETTLE_MS);
  return { ack, connected: socket.connected, pushes };
}

async function perform(step) {
  if (step.connect_error !== undefined) {
    return refused(step);
  }
  if (step.connect !== undefined) {
    if (socket) {
      socket.disconnect();
    }
    await connectAfterGoodbye();
    return { connect: "ok" };
  }
  if (step.n_at_least !== undefined) {
    const deadline = Date.now() + DEADLINE_MS;
    while (pushes.filter(([event]) => event === "tick").length < step.n_at_least && Date.now() < deadline) {
      await pause(SETTLE_MS);
    }
    return { n_at_least: step.n_at_least, ok: pushes.length >= step.n_at_least };
  }
  if (step.event === undefined) {
    pushes = [];
    await pause(SETTLE_MS);
    return { pushes };
  }
  return emit(step);
}

async function main() {
  const lines = require("fs").readFileSync(0, "utf8").split("\n").filter((line) => line);
  for (const line of lines) {
    const step = JSON.parse(line);
    console.log(JSON.stringify({ step: step.step, ...(await perform(step)) }));
  }
  socket.disconnect();
}

main().then(() => process.exit(0), (failure) => {
  console.error(failure);
  process.exit(1);
});

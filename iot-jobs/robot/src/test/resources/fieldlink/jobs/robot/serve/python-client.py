"""Drives a robot host as a python-socketio client: python-client.py URL polling|websocket|upgrade

Prints what it saw as one JSON object.
"""
import asyncio
import base64
import io
import json
import sys
import zipfile

import socketio

PATIENCE = 20
PROJECT = """
push_message = None
class Ctl:
    def add(self, a, b): return a + b
    def push(self, n):
        for i in range(n): push_message("evt", {"i": i})
        return n
    def big(self, n): return "x" * n
ctl = Ctl()
"""


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("main.py", PROJECT)
    return base64.b64encode(buffer.getvalue()).decode()


async def main(url, transport):
    seen = {}
    events = []
    client = socketio.AsyncClient(reconnection=False)
    client.on("evt", lambda data: events.append(data))

    async def ask(event, payload):
        return await client.call(event, payload, timeout=PATIENCE)

    def process(method, args):
        return ask("process", {"params": {"object": "ctl", "method": method, "args": args}})

    transports = ["polling", "websocket"] if transport == "upgrade" else [transport]
    await client.connect(url, transports=transports, auth={"client": "python"}, wait_timeout=PATIENCE)
    seen["update"] = await ask("update", {"data": zipped()})
    seen["add"] = await process("add", {"a": 1, "b": 2})
    seen["wrong"] = await process("add", {"a": 1})
    seen["pushed"] = await process("push", {"n": 200})
    seen["big"] = len((await process("big", {"n": 3_000_000}))["data"]["result"])
    for _ in range(PATIENCE * 50):
        if len(events) == 200:
            break
        await asyncio.sleep(0.02)
    seen["in_order"] = [event["i"] for event in events] == list(range(200))

    second = socketio.AsyncClient(reconnection=False)
    second.on("connect_error", lambda data: seen.update(second=data))
    try:
        await second.connect(url, transports=transports, wait_timeout=PATIENCE)
    except socketio.exceptions.ConnectionError:
        pass
    await second.disconnect()
    observer = socketio.AsyncClient(reconnection=False)
    await observer.connect(url, transports=transports, auth={"role": "observer"}, wait_timeout=PATIENCE)
    seen["estop"] = (await observer.call("estop", {"reason": "python"}, timeout=PATIENCE))["status"]
    seen["stopped"] = await process("add", {"a": 1, "b": 2})
    await ask("reset", {})
    seen["again"] = await process("add", {"a": 1, "b": 2})
    await observer.disconnect()
    await client.disconnect()
    print(json.dumps(seen, ensure_ascii=False))


asyncio.run(main(*sys.argv[1:]))

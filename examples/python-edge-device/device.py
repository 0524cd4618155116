#!/usr/bin/env python3
"""A device of the job server, with nothing but the standard library: python3 device.py SERVER NAME [TOKEN]"""
import json
import os
import random
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

WAIT = 50  # seconds that the server may hold a poll
FINAL = (200, 400, 403, 404, 413)  # a result that is answered so would be answered so again
TIMES = {"name": "times", "type": "int", "required": False, "default": 3}
CAPABILITIES = [{"name": "blink", "description": "Blink the lamp", "effect": "once", "params": [TIMES]}]


def blink(progress, times=3):
    for done in range(times):
        print("blink", flush=True)  # your hardware here
        time.sleep(0.1)
        progress(100 * (done + 1) // times, "%d of %d" % (done + 1, times))
    return {"blinked": times}


HANDLERS = {"blink": blink}


class Device:
    def __init__(self, server, name, token):
        self.base = server.rstrip("/") + "/api/devices/"
        self.name = name
        self.path = urllib.parse.quote(name, safe="") + "/jobs/"
        self.headers = {"Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = "Bearer " + token
        self.outbox = name + ".outbox"

    def ask(self, path, body=None, patience=15):
        """Gives back status and JSON. Raises OSError when nobody answers."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, self.headers)
        try:
            with urllib.request.urlopen(request, timeout=patience) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as refusal:
            return refusal.code, {}
        except ValueError as nonsense:
            raise OSError("no JSON came back") from nonsense

    def run(self):
        failures = 0
        while True:
            try:
                body = {"device_id": self.name, "capabilities": CAPABILITIES}
                status = self.ask("register", body)[0]
                while status == 200:
                    self.deliver()
                    status = self.take()
                    failures = 0
                print("the server answered", status, file=sys.stderr)  # 401, 403: approve me, give me the token
            except OSError as failure:
                print("no word from the server:", failure, file=sys.stderr)
            # Twice as long each time, and never for all devices alike.
            time.sleep(min(60, 2**failures) * random.uniform(0.5, 1))
            failures = min(failures + 1, 6)

    def take(self):
        """Works on one job, if there is any; its result goes to the outbox. Gives back 200, or why there is no job."""
        status, job = self.ask(self.path + "next?wait=%d" % WAIT, patience=WAIT + 15)
        if status == 200:
            with open(self.outbox + ".new", "w") as file:
                json.dump({"job_id": job["job_id"], "lease_id": job["lease_id"], **self.do(job)}, file)
            os.replace(self.outbox + ".new", self.outbox)
        return 200 if status == 204 else status

    def do(self, job):
        def progress(percent, message):
            said = {"percent": percent, "message": message, "lease_id": job["lease_id"]}
            status, answer = self.ask(self.path + job["job_id"] + "/progress", said)
            if status == 409 or answer.get("cancel_requested"):
                raise InterruptedError("the job was called off")

        try:
            handler = HANDLERS[job["command"]["name"]]
            return {"ok": True, "return_value": handler(progress, **job["command"]["args"])}
        except Exception as failure:  # whatever a handler does, the job gets its one result
            return {"ok": False, "error": repr(failure)}

    def deliver(self):
        """The result goes out until the server has it, also after a restart of this program."""
        if os.path.exists(self.outbox):
            with open(self.outbox) as file:
                status = self.ask(self.path + "result", json.load(file))[0]
            if status not in FINAL:
                raise OSError("the server answered a result with %d" % status)
            os.remove(self.outbox)


if __name__ == "__main__":
    Device(*(sys.argv[1:] + [None])[:3]).run()

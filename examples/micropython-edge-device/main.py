"""A device of the job server for MicroPython, with bare sockets: main.py HOST PORT NAME [TOKEN], or a settings.py."""
import json
import random
import socket
import sys
import time

WAIT = 20  # seconds that the server may hold a poll
FINAL = (200, 400, 403, 404, 413)  # a result that is answered so would be answered so again
BLINK = {"name": "blink", "effect": "once", "params": [{"name": "times", "type": "int", "default": 3}]}


def blink(progress, times=3):
    for done in range(times):
        print("blink")  # machine.Pin("LED").toggle()
        time.sleep(0.1)
        progress(100 * (done + 1) // times)
    return times


def ask(method, path, body=None, patience=15):
    """Gives back status and JSON. OSError when nobody answers."""
    text = b"" if body is None else json.dumps(body).encode()
    prefix = "/t/" + TOKEN if TOKEN else ""
    head = "%s %s/api/devices/%s HTTP/1.0\r\nHost: %s\r\n" % (method, prefix, path, HOST)
    head += "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(text)
    connection = socket.socket()
    try:
        connection.settimeout(patience)
        connection.connect(socket.getaddrinfo(HOST, PORT)[0][-1])
        connection.sendall(head.encode() + text)
        answer = b""
        part = connection.recv(512)
        while part:
            answer += part
            part = connection.recv(512)
    finally:
        connection.close()
    head, _, text = answer.partition(b"\r\n\r\n")
    words = head.split(None, 2)
    try:
        return int(words[1]), json.loads(text or b"{}")
    except (IndexError, ValueError):
        raise OSError("no answer that makes sense")


def do(job):
    def progress(percent):
        said = {"percent": percent, "lease_id": job["lease_id"]}
        status, answer = ask("POST", "%s/jobs/%s/progress" % (NAME, job["job_id"]), said)
        if status == 409 or answer.get("cancel_requested"):
            raise RuntimeError("the job was called off")

    try:
        if job["command"]["name"] != "blink":
            raise ValueError("no such command")
        return {"ok": True, "return_value": blink(progress, **job["command"]["args"])}
    except Exception as failure:  # whatever the handler does, the job gets its one result
        return {"ok": False, "error": repr(failure)}


def turn(result):
    """Delivers a result, or takes a job. Gives back the status, and the result that is to be delivered next."""
    if result:
        status = ask("POST", NAME + "/jobs/result", result)[0]
        return (200, None) if status in FINAL else (status, result)
    status, job = ask("GET", "%s/jobs/next?wait=%d" % (NAME, WAIT), patience=WAIT + 15)
    if status == 200:
        result = do(job)
        result.update({"job_id": job["job_id"], "lease_id": job["lease_id"]})
    return (200 if status == 204 else status), result


def main():
    failures = 0
    result = None
    while True:
        try:
            status = ask("POST", "register", {"device_id": NAME, "capabilities": [BLINK]})[0]
            while status == 200:
                status, result = turn(result)
                failures = 0
            print("the server answered", status)  # 401, 403: approve me, give me the token
        except OSError as failure:
            print("no word from the server:", failure)
        # Twice as long each time, and never for all devices alike.
        time.sleep(min(60, 2**failures) * (0.5 + random.getrandbits(8) / 512))
        failures = min(failures + 1, 6)


if len(sys.argv) > 3:
    HOST, PORT, NAME, TOKEN = sys.argv[1], int(sys.argv[2]), sys.argv[3], (sys.argv + [""])[4]
else:
    from settings import HOST, PORT, NAME, TOKEN
main()

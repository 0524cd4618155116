#!/usr/bin/env python3
"""Times and weighs `fieldlink ble daemon` as a whole process, on the simulated radio, with a heap of 32 MB.

Run it after `mvn -DskipTests package`, on a quiet machine:

    python3 cli/src/test/bench/ble_daemon.py [--runs 11] [--idle 20]

Start to first reply is from the start of the launcher script until a raw client has the answer to get_status, with a
warm class-data archive. Exits with 1 when a target of docs/benchmarks.md is missed.
"""
import argparse
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[4]
LAUNCHER = ROOT / "cli/target/fieldlink/bin/fieldlink"
FIRST_REPLY_SECONDS = 0.6
IDLE_MEGABYTES = 90


class Daemon:
    def __init__(self, work, cache):
        self.socket = pathlib.Path(work, "ble.sock")
        environment = dict(os.environ, XDG_CACHE_HOME=str(cache), FIELDLINK_OPTS="-Xmx32m")
        self.start = time.perf_counter()
        self.process = subprocess.Popen(
            [LAUNCHER, "ble", "daemon", "--simulate", "--socket", self.socket],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def first_reply(self):
        while self.process.poll() is None:
            try:
                with socket.socket(socket.AF_UNIX) as client:
                    client.connect(str(self.socket))
                    client.sendall(b'{"command": "get_status", "request_id": 1}\n')
                    assert b"is_running" in client.recv(4096)
                    return time.perf_counter() - self.start
            except (FileNotFoundError, ConnectionRefusedError):
                time.sleep(0.002)
        sys.exit("the daemon ended before it answered")

    def resident_megabytes(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def end(self):
        start = time.perf_counter()
        self.process.terminate()
        self.process.wait(30)
        return time.perf_counter() - start


def warm_archive(work, cache):
    for _ in range(600):
        if list(cache.rglob("*.jsa")) and not list(cache.rglob("*.lock")):
            return
        daemon = Daemon(work, cache)
        daemon.first_reply()
        daemon.end()
        time.sleep(1)
    sys.exit("the class-data archive did not appear")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=11)
    arguments.add_argument("--idle", type=float, default=20, help="seconds before the memory is looked at")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as work:
        cache = pathlib.Path(work, "cache")
        warm_archive(work, cache)
        starts, ends = [], []
        for _ in range(given.runs):
            daemon = Daemon(work, cache)
            starts.append(daemon.first_reply())
            ends.append(daemon.end())
        daemon = Daemon(work, cache)
        daemon.first_reply()
        time.sleep(given.idle)
        idle = daemon.resident_megabytes()
        daemon.end()
    first = statistics.median(starts)
    print(f"start to first reply: median {first:.3f} s, worst {max(starts):.3f} s (at most {FIRST_REPLY_SECONDS})")
    print(f"resident after {given.idle:.0f} s idle, -Xmx32m: {idle:.1f} MB (at most {IDLE_MEGABYTES})")
    print(f"SIGTERM to the end: median {statistics.median(ends):.3f} s, worst {max(ends):.3f} s")
    sys.exit(0 if first <= FIRST_REPLY_SECONDS and idle <= IDLE_MEGABYTES else 1)


if __name__ == "__main__":
    main()

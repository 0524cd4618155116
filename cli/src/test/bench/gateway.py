#!/usr/bin/env python3
"""Starts `fieldlink up --simulate` from the distribution and measures what it costs when nobody asks anything of it.

Run it after `mvn -DskipTests package`, on a quiet machine:

    python3 cli/src/test/bench/gateway.py [--idle 60] [--runs 3]

Prints, as the median of the runs: the seconds that `ready` reports, the resident memory of the gateway's own process and
of the processes of the robot host (Python), and the share of one core that all of them use while idle. Exits with 1 when
a target of docs/benchmarks.md is missed.
"""
import argparse
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

LAUNCHER = pathlib.Path(__file__).resolve().parents[4] / "cli/target/fieldlink/bin/fieldlink"
TARGETS = {"ready_s": 4.0, "rss_mb": 220.0, "idle_cpu_percent": 2.0}
PATIENCE = 120


def family(pid):
    """A process and all that it started, the oldest first."""
    found = [pid]
    for parent in found:
        listed = subprocess.run(["pgrep", "-P", str(parent)], stdout=subprocess.PIPE, text=True).stdout
        found += [int(child) for child in listed.split()]
    return found


def resident_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def cpu_seconds(pids):
    total = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def ready_seconds(process, out):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        match = re.search(r"ready in ([\d.]+) s", out.read_text())
        if match:
            return float(match.group(1))
        time.sleep(0.05)
    sys.exit("the gateway did not get ready:\n" + out.read_text())


def measure(home, idle, first_port):
    environment = {
        **os.environ,
        "XDG_STATE_HOME": f"{home}/state",
        "XDG_RUNTIME_DIR": f"{home}/run",
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_CACHE_HOME": f"{home}/cache",
    }
    os.makedirs(f"{home}/run", exist_ok=True)
    out = pathlib.Path(home, "out")
    with out.open("w") as file:
        process = subprocess.Popen(
            [LAUNCHER, "up", "--simulate", "--ports", str(first_port)],
            env=environment,
            stdout=file,
            stderr=subprocess.DEVNULL,
        )
    try:
        ready = ready_seconds(process, out)
        time.sleep(10)  # what a start leaves to be done
        pids = family(process.pid)
        before = cpu_seconds(pids)
        time.sleep(idle)
        used = cpu_seconds(pids) - before
        return {
            "ready_s": ready,
            "rss_mb": resident_mb(pids[0]),
            "robot_rss_mb": sum(resident_mb(pid) for pid in pids[1:]),
            "idle_cpu_percent": 100 * used / idle,
        }
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--idle", type=float, default=60, help="seconds to look on")
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--ports", type=int, default=25_300, help="the first of six")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="fl") as home:
        measure(home, 0.1, given.ports)  # makes the archive of classes, and the first password
        runs = [measure(home, given.idle, given.ports) for _ in range(given.runs)]
    missed = False
    for figure in runs[0]:
        value = statistics.median(run[figure] for run in runs)
        target = TARGETS.get(figure)
        missed |= target is not None and value > target
        print(f"{figure:18} {value:8.2f}" + (f"   target {target:.0f}" if target else ""))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()

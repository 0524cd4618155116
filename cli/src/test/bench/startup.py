#!/usr/bin/env python3
"""Times short commands as whole processes against a bare JVM, the same work without picocli, and Python.

Run it after `mvn -DskipTests package`, on a quiet machine:

    python3 cli/src/test/bench/startup.py [--runs 25]

The commands take turns, so that a drift of the machine's speed hits all of them alike. Exits with 1 when a target of
docs/benchmarks.md is missed.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[4]
HOME = ROOT / "cli/target/fieldlink"
JAVA = shutil.which("java") if "JAVA_HOME" not in os.environ else os.environ["JAVA_HOME"] + "/bin/java"
FLAGS = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto", "-Xlog:disable"]


def run(command, **kwargs):
    return subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **kwargs)


def plain_class_path(work):
    """The bare hello and the command without picocli, compiled here against the distribution's own libraries."""
    sources = pathlib.Path(__file__).parent
    libraries = ":".join(str(jar) for jar in sorted((HOME / "lib").glob("*.jar")))
    run(["javac", "-XDstringConcat=inline", "-cp", libraries, "-d", work, *map(str, sources.glob("*.java"))])
    run(["jar", "cf", f"{work}/plain.jar", "-C", work, "."])
    return f"{work}/plain.jar:{libraries}"


def archived(work, class_path, main, *words):
    """A JVM command that has the same kind of class-data archive as the launcher's."""
    base = [JAVA, *FLAGS]
    run([*base, f"-XX:DumpLoadedClassList={work}/{main}.classes", "-cp", class_path, main, *words])
    run([*base, "-Xshare:dump", f"-XX:SharedClassListFile={work}/{main}.classes",
         f"-XX:SharedArchiveFile={work}/{main}.jsa", "-cp", class_path])
    return [*base, f"-XX:SharedArchiveFile={work}/{main}.jsa", "-cp", class_path, main, *words]


def warm_archive(cache):
    launcher = str(HOME / "bin/fieldlink")
    run([launcher, "--version"])
    for _ in range(600):
        if list(cache.rglob("*.jsa")) and not list(cache.rglob("*.lock")):
            return launcher
        time.sleep(0.1)
    sys.exit("the class-data archive did not appear within a minute")


def timed(command):
    start = time.perf_counter()
    run(command)
    return (time.perf_counter() - start) * 1000


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=25)
    runs = arguments.parse_args().runs
    with tempfile.TemporaryDirectory() as work:
        cache = pathlib.Path(work, "cache")
        os.environ["XDG_CACHE_HOME"] = str(cache)
        classes = pathlib.Path(work, "classes")
        classes.mkdir()
        class_path = plain_class_path(str(classes))
        launcher = warm_archive(cache)
        words = ["powerhub", "encode", "set", "0", "255"]
        commands = {
            "bare JVM hello": [JAVA, "-Xshare:auto", "-cp", class_path, "Hello"],
            "encode without picocli": archived(work, class_path, "PlainEncode", *words),
            "fieldlink --version": [launcher, "--version"],
            "fieldlink powerhub encode set 0 255": [launcher, *words],
            "python3 -c 'import asyncio, json, argparse'": ["python3", "-c", "import asyncio, json, argparse"],
        }
        times = {name: [] for name in commands}
        for round_number in range(runs + 2):
            for name, command in commands.items():
                elapsed = timed(command)
                if round_number >= 2:  # two rounds to warm the page cache
                    times[name].append(elapsed)
        medians = {name: statistics.median(values) for name, values in times.items()}
        for name, values in times.items():
            print(f"{name:<46} median {medians[name]:6.1f} ms   min {min(values):6.1f}   max {max(values):6.1f}")
        return check(medians)


def check(medians):
    hello, plain = medians["bare JVM hello"], medians["encode without picocli"]
    encode, version = medians["fieldlink powerhub encode set 0 255"], medians["fieldlink --version"]
    missed = False
    for what, ratio, limit in [
        ("--version / bare hello", version / hello, 4.0),
        ("encode / bare hello", encode / hello, 4.0),
        ("encode / without picocli", encode / plain, 1.6),
    ]:
        missed |= ratio > limit
        print(f"{what:<46} {ratio:5.2f}  (at most {limit}){'   MISSED' if ratio > limit else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

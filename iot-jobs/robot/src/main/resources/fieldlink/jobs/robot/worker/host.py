"""Runs one robot project for Fieldlink. Standard library and its neighbour only, Python 3.8 or newer.

    python3 -u host.py LIMITS_AS_JSON

The first line names the project, so that a process can be started before it is known which. Speaks JSON lines over what were file descriptors 0 and 1. User code never sees those: its standard input is empty and
what it prints goes to standard error, which is the project's log.

The main thread imports the project and runs its calls, one at a time, as the user expects of a main thread (signals,
GUI and device libraries). A reader thread takes commands, so that cancel, stop and heartbeat work while a call runs.
"""
import faulthandler
import importlib
import json
import math
import os
import queue
import resource
import signal
import sys
import threading
import time
import traceback

import fieldlink_offer

# A supervisor that has not been heard of for this long is gone, whatever holds the interpreter.
SUPERVISOR_SILENCE_SECONDS = 30
REARM_SECONDS = 5
SWITCH_SECONDS = 0.001
# stop() of a project whose supervisor has gone gets this long.
FAREWELL_SECONDS = 2.0
RESERVED_EVENTS = frozenset(
    ("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"))
EVERY_SIGNAL = signal.valid_signals()
LIMITS = {
    "address_space": resource.RLIMIT_AS,
    "cpu_seconds": resource.RLIMIT_CPU,
    "open_files": resource.RLIMIT_NOFILE,
    "processes": resource.RLIMIT_NPROC,
    "core": resource.RLIMIT_CORE,
}


class CallCancelled(BaseException):
    """Raised inside user code by cancel. No subclass of Exception, so that ``except Exception`` does not eat it."""


class Pipe:
    """The way to the supervisor. Every thread may send; a message is written whole."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def send(self, message):
        line = memoryview((encode(message) + "\n").encode("utf-8", "surrogatepass"))
        # A handler that raises, as cancel's does, would leave half a line: it has to wait until the line is out.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, EVERY_SIGNAL)
        try:
            with self._lock:
                while line:
                    line = line[os.write(self._descriptor, line):]
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def encode(message):
    try:
        return json.dumps(message, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    except ValueError:
        return json.dumps(finite(message), allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def finite(value):
    """JSON knows no NaN and no infinity; a robot's sensor does."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {finite_key(key): finite(child) for key, child in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(child) for child in value]
    return value


def finite_key(key):
    return str(key) if isinstance(key, float) else key


class Project:
    """The user's module ``main`` and the objects that calls have addressed."""

    def __init__(self, directory, pipe):
        self.directory = directory
        self.pipe = pipe
        self.module = None
        self.context = {}
        self.running = None
        self.cancelled = set()

    def load(self):
        """The first time imports; later only starts afresh: new objects, ``init()`` again."""
        self.context = {}
        if self.module is None:
            if not os.path.isfile(os.path.join(self.directory, "main.py")):
                raise FileNotFoundError("there is no main.py at the top of the project")
            module = importlib.import_module("main")
            module.push_message = self.push
            self.module = module
        init = getattr(self.module, "init", None)
        if callable(init):
            init()

    def unload(self):
        self.module = None
        self.context = {}
        sys.modules.pop("main", None)

    def push(self, event, data=None):
        """``push_message`` of the project. Returns whether the event was sent."""
        if not isinstance(event, str) or event in RESERVED_EVENTS:
            complain("push_message: %r cannot be the name of an event; nothing was sent" % (event,))
            return False
        message = {"t": "push", "event": event}
        if data is not None:
            message["data"] = data
        try:
            self.pipe.send(message)
        except (TypeError, ValueError, RecursionError) as problem:
            complain("push_message: %s: the data is not JSON: %s" % (event, problem))
            return False
        return True

    def find(self, name):
        if name in self.context:
            return self.context[name]
        found = getattr(self.module, name)
        if isinstance(found, type):
            found = found()
        self.context[name] = found
        return found

    def stop(self):
        """Calls every stop() the project has. One that fails does not keep the others from stopping."""
        hooks = [getattr(target, "stop", None) for target in [self.module] + list(self.context.values())]
        well = True
        for hook in hooks:
            if callable(hook):
                try:
                    hook()
                except Exception:
                    well = False
                    traceback.print_exc()
        return well


def complain(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


class Caller:
    """Runs one call on the main thread and says how it ended."""

    def __init__(self, project):
        self.project = project
        self.in_user_code = False

    def interrupt(self, _signal, _frame):
        if self.in_user_code and self.project.running in self.project.cancelled:
            self.in_user_code = False
            raise CallCancelled()

    def run(self, command):
        call = command["id"]
        if call in self.project.cancelled:
            return self.failed(command, "cancelled", "")
        self.project.running = call
        try:
            return self.attempt(command)
        except CallCancelled:
            return self.failed(command, "cancelled", "")
        finally:
            self.in_user_code = False
            self.project.running = None
            self.project.cancelled.discard(call)

    def attempt(self, command):
        name, method = command["object"], command["method"]
        try:
            self.in_user_code = True
            try:
                target = self.project.find(name)
            except AttributeError as problem:
                if self.is_ours(problem):
                    return self.failed(command, "no_object", "")
                raise
            if not hasattr(target, method):
                return self.failed(command, "no_method", "")
            function = getattr(target, method)
            if not callable(function):
                return self.failed(command, "not_callable", "")
            value = function(**command["args"])
            self.in_user_code = False
            return {"t": "ret", "id": command["id"], "value": value}
        except CallCancelled:
            raise
        except TypeError as problem:
            self.in_user_code = False
            kind = "arguments" if self.is_ours(problem) else "type_error"
            return self.failed(command, kind, str(problem), problem)
        except AttributeError as problem:
            self.in_user_code = False
            return self.failed(command, "attribute_error", str(problem), problem)
        except (SystemExit, KeyboardInterrupt, GeneratorExit) as problem:
            self.in_user_code = False
            text = "%s: %s" % (type(problem).__name__, problem)
            return self.failed(command, "raised", text, problem)
        except BaseException as problem:
            self.in_user_code = False
            return self.failed(command, "raised", str(problem), problem)

    @staticmethod
    def is_ours(problem):
        """Whether it was raised by the call itself and not inside the user's code."""
        frame = problem.__traceback__
        while frame.tb_next is not None:
            frame = frame.tb_next
        return frame.tb_frame.f_code.co_filename == __file__

    @staticmethod
    def failed(command, kind, text, problem=None):
        message = {"t": "err", "id": command["id"], "kind": kind, "text": text,
                   "object": str(command["object"]), "method": str(command["method"])}
        if problem is not None:
            trace = "".join(traceback.format_exception(type(problem), problem, problem.__traceback__))
            message["trace"] = trace
            complain(trace.rstrip("\n"))
        return message


class Host:
    def __init__(self, directory, commands, answers):
        self.pipe = Pipe(answers)
        self.commands = commands
        self.project = Project(directory, self.pipe)
        self.caller = Caller(self.project)
        self.work = queue.SimpleQueue()
        self.rearmed = 0.0

    def run(self):
        # A stop() beside a call that spins waits for the interpreter no longer than this.
        sys.setswitchinterval(SWITCH_SECONDS)
        signal.signal(signal.SIGUSR1, self.caller.interrupt)
        self.beat()
        threading.Thread(target=self.read, name="fieldlink-reader", daemon=True).start()
        self.pipe.send({"t": "hello", "pid": os.getpid(), "python": sys.version.split()[0]})
        handlers = {"load": self.load, "call": self.call, "stop": self.stop}
        while True:
            try:
                command = self.work.get()
                handlers[command["t"]](command)
            except CallCancelled:
                # The signal of a cancel that came too late for its call.
                continue

    def read(self):
        for line in self.commands:
            command = json.loads(line)
            kind = command["t"]
            if kind == "hb":
                self.beat()
                self.pipe.send({"t": "hb"})
            elif kind == "cancel":
                self.project.cancelled.add(command["id"])
                signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR1)
            elif kind == "stop" and command["side"]:
                threading.Thread(target=self.stop, args=(command,), name="fieldlink-stop", daemon=True).start()
            elif kind == "shutdown":
                break
            else:
                self.work.put(command)
        self.farewell()

    def beat(self):
        now = time.monotonic()
        if now - self.rearmed > REARM_SECONDS or self.rearmed == 0.0:
            self.rearmed = now
            # Its watchdog needs no interpreter lock: even C code that never returns ends with its supervisor.
            faulthandler.dump_traceback_later(SUPERVISOR_SILENCE_SECONDS, exit=True)

    def farewell(self):
        stopping = threading.Thread(target=self.project.stop, daemon=True)
        stopping.start()
        stopping.join(FAREWELL_SECONDS)
        os._exit(0)

    def load(self, command):
        answer = {"t": "loaded", "id": command["id"], "ok": True}
        try:
            self.project.load()
            answer["methods"] = fieldlink_offer.methods(self.project.module, self.project.directory)
        except BaseException as problem:
            trace = "".join(traceback.format_exception(type(problem), problem, problem.__traceback__))
            complain(trace.rstrip("\n"))
            self.project.unload()
            answer.update(ok=False, text="%s: %s" % (type(problem).__name__, problem), trace=trace)
        self.pipe.send(answer)

    def call(self, command):
        answer = self.caller.run(command)
        try:
            self.pipe.send(answer)
        except (TypeError, ValueError, RecursionError) as problem:
            text = "the result is not JSON: %s" % problem
            self.pipe.send(Caller.failed(command, "raised", text))

    def stop(self, command):
        started = time.monotonic()
        well = self.project.stop() if self.project.module is not None else True
        elapsed = (time.monotonic() - started) * 1000
        self.pipe.send({"t": "stopped", "id": command["id"], "ok": well, "ms": round(elapsed, 1)})


def apply_limits(limits):
    for name, value in limits.items():
        kind = LIMITS[name]
        _, hard = resource.getrlimit(kind)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (ceiling, ceiling))


def take_pipes():
    """Keeps the pipes for this file and leaves user code an empty input and the log."""
    commands, answers = os.dup(0), os.dup(1)
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    os.dup2(2, 1)
    sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    return os.fdopen(commands, "r", encoding="utf-8", newline="\n"), answers


def main():
    commands, answers = take_pipes()
    try:
        os.setsid()
    except OSError:
        pass
    apply_limits(json.loads(sys.argv[1]))
    first = commands.readline()
    if not first:
        # The supervisor has gone and never needed this process.
        return
    directory = os.path.abspath(json.loads(first)["directory"])
    os.chdir(directory)
    sys.path[0] = directory
    sys.argv = [os.path.join(directory, "main.py")]
    Host(directory, commands, answers).run()


if __name__ == "__main__":
    main()

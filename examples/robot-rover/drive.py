"""The wheels, as a thread that has to be told again and again what to do, or stops by itself."""
import threading
import time

PERIOD_SECONDS = 0.05
# Whoever drives says so at least this often; a lost link must not leave the wheels turning.
HOLD_SECONDS = 0.5


class Wheels:
    def __init__(self, moved):
        self.moved = moved
        self.lock = threading.Lock()
        self.speed = 0.0
        self.turn = 0.0
        self.until = 0.0
        self.odometer = 0.0
        threading.Thread(target=self.run, name="wheels", daemon=True).start()

    def go(self, speed, turn):
        with self.lock:
            self.speed, self.turn = speed, turn
            self.until = time.monotonic() + HOLD_SECONDS

    def halt(self):
        with self.lock:
            self.speed = self.turn = self.until = 0.0

    def run(self):
        while True:
            time.sleep(PERIOD_SECONDS)
            with self.lock:
                if time.monotonic() > self.until:
                    self.speed = self.turn = 0.0
                    continue
                self.odometer += abs(self.speed) * PERIOD_SECONDS
                state = {"speed": self.speed, "turn": self.turn, "odometer": round(self.odometer, 3)}
            self.moved(state)

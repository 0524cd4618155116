"""A pretended arm with three joints: every call says how far it is, and ends when it is told to stop."""
import threading
import time

push_message = None  # the host's, once this file has been imported

LIMITS = {"base": (-170, 170), "shoulder": (-90, 90), "elbow": (0, 150)}
STEP_DEGREES = 5.0
STEP_SECONDS = 0.02


class Arm:
    def __init__(self):
        self.angles = {joint: 0.0 for joint in LIMITS}
        self.halted = threading.Event()

    def pose(self):
        """Where the joints are, in degrees."""
        return dict(self.angles)

    def move(self, joint: str, angle: float, speed: float = 1.0):
        """Turns one joint, with a progress event for every step."""
        low, high = LIMITS[joint]
        if not low <= angle <= high:
            raise ValueError("%s turns between %d and %d degrees, not to %s" % (joint, low, high, angle))
        self.halted.clear()
        while self.angles[joint] != angle:
            # stop() may run beside this call; it is what ends it.
            if self.halted.wait(STEP_SECONDS / speed):
                return {"status": "error", "message": "stopped at %.0f degrees" % self.angles[joint]}
            way = angle - self.angles[joint]
            self.angles[joint] += max(-STEP_DEGREES, min(STEP_DEGREES, way))
            push_message("progress", {"joint": joint, "angle": self.angles[joint]})
        return self.pose()

    def home(self):
        """Turns every joint to zero."""
        for joint in LIMITS:
            self.move(joint, 0.0)
        return self.pose()

    def stop(self):
        self.halted.set()


arm = Arm()

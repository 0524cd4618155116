"""A pretended rover: calls return at once, a thread does the work and pushes what it sees."""
from drive import Wheels

push_message = None  # the host's, once this file has been imported


class Rover:
    def __init__(self):
        self.wheels = Wheels(lambda state: push_message("odometry", state))

    def drive(self, speed: float, turn: float = 0.0):
        """Metres and radians per second, for half a second; call it again to go on."""
        if abs(speed) > 1.5:
            raise ValueError("this rover drives at 1.5 m/s at most")
        self.wheels.go(speed, turn)
        return {"status": "driving", "speed": speed, "turn": turn}

    def odometer(self):
        """Metres driven so far."""
        return round(self.wheels.odometer, 3)

    def stop(self):
        self.wheels.halt()


rover = Rover()

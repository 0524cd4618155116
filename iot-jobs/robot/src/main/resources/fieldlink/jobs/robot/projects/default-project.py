"""The project that runs until one is uploaded: a pretended robot, to try a client on."""
import threading
import time

# Set by the host once this module has been imported: push_message(event, data).
push_message = None


class RobotController:
    def __init__(self):
        self.current_mode = "idle"
        self.dds_running = False
        self.recognition_running = False
        self.recognition = None

    def get_status(self):
        return {
            "status": "success",
            "current_mode": self.current_mode,
            "recognition_running": self.recognition_running,
            "dds_running": self.dds_running,
            "message": "当前模式: %s" % self.current_mode,
        }

    def start_dds_client(self):
        self.dds_running = True
        return {"status": "success", "message": "DDS Client 已启动"}

    def stop_dds_client(self):
        self.dds_running = False
        self.current_mode = "idle"
        return {"status": "success", "message": "DDS Client 已停止"}

    def prepare_mode(self):
        return self._enter("prepare")

    def walk_mode(self):
        return self._enter("walk")

    def run_mode(self):
        return self._enter("run")

    def wave_hand(self):
        return self._perform("wave")

    def shake_hand(self):
        return self._perform("shake")

    def cheer(self):
        return self._perform("cheer")

    def move_up(self):
        return self._perform("up")

    def move_down(self):
        return self._perform("down")

    def move_left(self):
        return self._perform("left")

    def move_right(self):
        return self._perform("right")

    def start_recognition(self):
        if self.recognition_running:
            return {"status": "error", "message": "识别已在运行"}
        self.recognition_running = True
        self.recognition = threading.Thread(target=self._recognise, daemon=True)
        self.recognition.start()
        return {"status": "success", "message": "识别已启动"}

    def stop_recognition(self):
        self.recognition_running = False
        if self.recognition is not None:
            self.recognition.join(timeout=1)
        return {"status": "success", "message": "识别已停止"}

    def stop(self):
        self.recognition_running = False
        self.current_mode = "idle"

    def _enter(self, mode):
        return self._needs_dds() or self._succeed(mode)

    def _succeed(self, mode):
        self.current_mode = mode
        return {"status": "success", "message": "当前模式: %s" % mode, "mode": mode}

    def _perform(self, gesture):
        return self._needs_dds() or {"status": "success", "message": gesture}

    def _needs_dds(self):
        if self.dds_running:
            return None
        return {"status": "error", "message": "请先启动 DDS Client 才能执行此操作"}

    def _recognise(self):
        count = 0
        while self.recognition_running:
            count += 1
            push_message("recognition_result", {
                "count": count,
                "timestamp": time.time(),
                "object": "ball",
                "confidence": 0.95,
                "position": {"x": count % 640, "y": count % 480},
            })
            time.sleep(1)


robot_controller = RobotController()

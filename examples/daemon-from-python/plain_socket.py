#!/usr/bin/env python3
"""Uses the Bluetooth daemon with nothing but the standard library.

    python3 plain_socket.py SOCKET ADDRESS SERVICE CHARACTERISTIC
"""
import json
import socket
import sys


class Radio:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(30)
        self.socket.connect(path)
        self.lines = self.socket.makefile("r", encoding="ascii")
        self.number = 0

    def ask(self, command, **fields):
        """Sends a request and gives back its reply; what the daemon sends in between is kept for events()."""
        self.number += 1
        request = {"command": command, "request_id": self.number, **fields}
        self.socket.sendall((json.dumps(request) + "\n").encode())
        for line in self.lines:
            frame = json.loads(line)
            if frame.get("request_id") == self.number:
                if frame["status"] == "error":
                    raise RuntimeError(frame["error"] + " " + frame.get("advice", ""))
                return frame
        raise ConnectionError("the daemon closed the connection")

    def events(self, kind):
        for line in self.lines:
            frame = json.loads(line)
            if frame.get("type") == kind:
                yield frame


def main():
    path, address, service, characteristic = sys.argv[1:]
    radio = Radio(path)

    print("adapter:", radio.ask("get_status")["data"]["adapter_status"])
    for device in radio.ask("list_devices")["data"]["devices"]:
        print("heard:", device["address"], device["name"], device["rssi"], "dBm")

    place = {"mac_address": address, "service_uuid": service, "characteristic_uuid": characteristic}
    print("read:", bytes(radio.ask("read_sensor", priority="HIGH", timeout=10, **place)["data"]).hex())

    radio.ask("subscribe_notifications", callback_id="mine", **place)
    for event in radio.events("notification"):
        print("notified:", event["value"])
        break


if __name__ == "__main__":
    main()

"""The yardstick of BluezBenchmark: bleak doing the same reads and writes on the same bluetoothd.

    DBUS_SYSTEM_BUS_ADDRESS=unix:path=... python3 bleak_rounds.py ADDRESS CHARACTERISTIC

Connects through hci0 and prints "connected". Then each line of its input, "reads N" or "writes N", is carried out one
operation after the other and answered with "SECONDS CPU_SECONDS". Ends with its input.
"""

import asyncio
import sys
import time

from bleak import BleakClient, BleakError

TRIES = 5


async def connected(address):
    for left in range(TRIES, 0, -1):
        client = BleakClient(address, adapter="hci0", timeout=20.0)
        try:
            await client.connect()
            return client
        except (BleakError, EOFError, asyncio.TimeoutError):
            # bleak waits for Connected=true, which BlueZ does not always say at a first connect.
            if left == 1:
                raise
            await asyncio.sleep(3)


async def carry_out(client, characteristic, what, count):
    begin, cpu = time.perf_counter(), time.process_time()
    for _ in range(count):
        if what == "reads":
            await client.read_gatt_char(characteristic)
        else:
            await client.write_gatt_char(characteristic, b"\x01", response=True)
    return time.perf_counter() - begin, time.process_time() - cpu


async def main(address, uuid):
    client = await connected(address)
    characteristic = client.services.get_characteristic(uuid)
    print("connected", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        what, count = line.split()
        seconds, cpu = await carry_out(client, characteristic, what, int(count))
        print(f"{seconds:.6f} {cpu:.6f}", flush=True)


asyncio.run(main(*sys.argv[1:]))

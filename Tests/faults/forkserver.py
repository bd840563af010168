#!/usr/bin/env python3
"""Stands in for `gossan-worker serve` before a worker that is a script: each job runs `WORKER run JOB --grids GRIDS`.

    Tests/faults/forkserver.py WORKER
"""

import json
import os
import resource
import signal
import subprocess
import sys
import threading

LIMIT = 8 << 20
WORDS = 400


def main(worker):
    lock = threading.Lock()
    running = {}

    def run(request):
        memory = json.loads(open(request["job"], "rb").read())["limits"]["memoryBytes"]
        process = subprocess.Popen(
            [worker, "run", request["job"], "--grids", request.get("grids") or "/"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
            # As the worker limits itself.
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (memory, memory)))
        running[request["id"]] = process
        is_late = False
        try:
            answer, words = process.communicate(timeout=request["seconds"])
        except subprocess.TimeoutExpired:
            is_late = True
            os.killpg(process.pid, signal.SIGKILL)
            answer, words = process.communicate()
        answer, words = answer[:LIMIT + 1], words[-WORDS:]
        head = {"id": request["id"], "answer": len(answer), "words": len(words), "isLate": is_late}
        if process.returncode < 0:
            head["signal"] = -process.returncode
        with lock:
            sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + answer + words)
            sys.stdout.buffer.flush()

    sys.stdout.buffer.write(b'{"id":0,"answer":0,"words":0}\n')
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if "run" in request:
            threading.Thread(target=run, args=(request["run"],), daemon=True).start()
        elif process := running.get(request["kill"]["id"]):
            os.killpg(process.pid, signal.SIGKILL)
    for process in running.values():
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1])

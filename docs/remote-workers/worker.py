#!/usr/bin/env python3
"""A remote worker for the template count-words. It needs Python 3.9 and nothing else.

    FORMWORK_URL=http://127.0.0.1:8080 FORMWORK_TOKEN=… python3 worker.py
"""

import json
import os
import random
import signal
import socket
import threading
import time
import urllib.error
import urllib.request

API = os.environ.get("FORMWORK_URL", "http://127.0.0.1:8080").rstrip("/") + "/api/v1/work/"
TOKEN = os.environ["FORMWORK_TOKEN"]
WORKER = {"id": f"{socket.gethostname()}-{os.getpid()}", "version": "1.0"}

stopping = threading.Event()


class Refused(Exception):
    """The server has answered, and does not take the call."""

    def __init__(self, problem):
        super().__init__(problem.get("detail", "refused"))
        self.code = problem.get("code")


class Stopped(Exception):
    """The job has to stop: its lease is lost, or this worker stops."""


class Failed(Exception):
    """The job fails, and another attempt would be in vain."""


def call(path, body, until=None, trace=()):
    """Makes a call, and repeats it while there is no answer, or one that may pass (429, 5xx)."""
    delay = 1.0
    while True:
        try:
            request = urllib.request.Request(
                API + path,
                data=json.dumps(body).encode(),
                headers={
                    "Authorization": f"Bearer {TOKEN}",
                    "Content-Type": "application/json",
                    # Reports are found in Formwork's log by the trace of their job.
                    **dict(trace),
                },
            )
            with urllib.request.urlopen(request, timeout=45) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            if error.code != 429 and error.code < 500:
                raise Refused(json.loads(error.read() or b"{}")) from None
        except OSError:
            pass  # no connection, or it broke off
        if until is not None and time.monotonic() > until:
            raise Stopped
        # At random, so that many workers do not come back at once.
        stopping.wait(random.random() * delay)
        delay = min(delay * 2, 30.0)


class Attempt:
    """One attempt at a job: renews its lease, and reports what happens."""

    def __init__(self, job, leased_at):
        self.job = job
        self.lost = None
        self.over = threading.Event()
        self.lines_sent = 0
        # The rest of a trace, tracestate, is null where it has none.
        self.trace = {name: job[name] for name in ("traceparent", "tracestate") if job.get(name)}
        self.hold(job["leaseMs"], leased_at)
        self.renewing = threading.Thread(target=self.renew, daemon=True)
        self.renewing.start()

    def hold(self, lease_ms, since):
        """Counts nine tenths of a lease, from before the call that gave it was sent."""
        self.until = since + lease_ms / 1000 * 0.9
        self.renew_in = lease_ms / 1000 / 3

    def renew(self):
        while not self.over.wait(self.renew_in):
            sent_at = time.monotonic()
            try:
                body = {"leases": [self.job["lease"]]}
                answer = call("renew", body, self.until, self.trace)["leases"][0]
            except (Refused, Stopped):
                answer = {"held": False, "reason": "lost"}
            if answer["held"]:
                self.hold(answer["leaseMs"], sent_at)
            else:
                self.lost = answer["reason"]
                self.over.set()

    def report(self, path, body):
        """Sends a report about the attempt, unless its lease is lost."""
        if self.lost is not None:
            raise Stopped
        try:
            body = {"lease": self.job["lease"], **body}
            return call(path, body, self.until, self.trace)
        except Refused as error:
            if error.code != "lease-lost":
                raise
            self.lost = "lost"
            raise Stopped from None

    def log(self, *texts):
        """Writes lines to the log. They are counted, so that a repetition stores none twice."""
        lines = [{"text": line} for text in texts for line in text.splitlines() or [""]]
        self.lines_sent = self.report("log", {"offset": self.lines_sent, "lines": lines})["next"]

    def progress(self, percent, message):
        self.report("progress", {"percent": percent, "message": message})

    def pause(self, seconds):
        """Waits, and stops as soon as the job has to."""
        end = time.monotonic() + seconds
        while True:
            if self.lost is not None or stopping.is_set():
                raise Stopped
            left = end - time.monotonic()
            if left <= 0:
                return
            self.over.wait(min(left, 0.2))

    def close(self):
        self.over.set()
        self.renewing.join()


def count_words(payload, attempt):
    """What this worker is there for: the one part that you replace."""
    lines = payload["text"].split("\n")
    if not payload["text"].strip():
        raise Failed("There is nothing to count")
    if "password" in payload:
        attempt.log(f"The password is {payload['password']}")
    words = 0
    for number, line in enumerate(lines, start=1):
        attempt.pause(payload["pause"])
        count = len(line.split())
        words += count
        attempt.log(f"line {number}: {count} words")
        attempt.progress(100 * number / len(lines), f"line {number} of {len(lines)}")
    return {"lines": len(lines), "words": words}


def run(job, leased_at):
    attempt = Attempt(job, leased_at)
    try:
        result = count_words(job["payload"], attempt)
        attempt.report("succeed", {"result": result})
        print(f"{job['jobId']}: done", flush=True)
    except Stopped:
        if attempt.lost is None:
            attempt.report("release", {})
        print(f"{job['jobId']}: stopped ({attempt.lost or 'released'})", flush=True)
    except Exception as error:
        failure = {"error": {"message": str(error), "reason": "python"}}
        if isinstance(error, Failed):
            failure["retry"] = False
        attempt.report("fail", failure)
        print(f"{job['jobId']}: failed: {error}", flush=True)
    finally:
        attempt.close()


def main():
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    print(f"{WORKER['id']} waits for jobs", flush=True)
    while not stopping.is_set():
        sent_at = time.monotonic()
        claim = {"worker": WORKER, "templates": ["count-words"], "limit": 1, "wait": "5s"}
        answer = call("claim", claim)
        # The lease was counted when the answer was sent, which was not before this.
        leased_at = sent_at + answer["waitedMs"] / 1000
        for job in answer["jobs"]:
            try:
                run(job, leased_at)
            except Stopped:
                print(f"{job['jobId']}: its lease was lost", flush=True)


if __name__ == "__main__":
    main()

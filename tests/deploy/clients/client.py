"""Submits a job and follows it, over a network that fails meanwhile."""

import os

from formwork_client import Formwork

formwork = Formwork(os.environ["FORMWORK_URL"], os.environ["FORMWORK_TOKEN"])
job = formwork.submit({"template": "bad-network", "payload": {}, "tags": ["python"]})
print(f"job {job['id']}", flush=True)
for message in formwork.stream(job["id"]):
    if message["kind"] == "log":
        print(message["line"]["text"], flush=True)
    if message["kind"] == "end":
        print(message["end"]["state"], message["end"].get("result"), flush=True)

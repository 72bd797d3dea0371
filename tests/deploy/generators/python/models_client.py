"""Submits, lists, reads and streams with the models that datamodel-code-generator makes."""

import os

import httpx
from models import Job, JobState, Problem, SubmitJob, Template

client = httpx.Client(
    base_url=os.environ["FORMWORK_URL"] + "/api/v1",
    headers={"Authorization": "Bearer " + os.environ["FORMWORK_TOKEN"]},
)
payload = {"steps": 1, "seconds": 0, "lines": 1, "failure": {"mode": "never"}}
submit = SubmitJob(template="sample-job", payload=payload, delay="0s", timeout="5m")
body = submit.model_dump(mode="json", exclude_none=True)
job = Job.model_validate(client.post("/jobs", json=body).raise_for_status().json())

with client.stream("GET", f"/jobs/{job.id}/logs/stream") as stream:
    assert any(line == "event: end" for line in stream.iter_lines())

reply = client.get(f"/jobs/{job.id}").json()
# A field of a newer version does not break a client.
job = Job.model_validate(reply | {"addedLater": 1})
assert job.state == JobState.succeeded, job

items = client.get("/jobs", params={"state": "succeeded", "payload[steps]": "1"}).json()["items"]
assert job.id in [Job.model_validate(one).id for one in items]

template = Template.model_validate(client.get("/templates/http-check").json())
problem = Problem.model_validate(client.get("/jobs/nope").json())
assert problem.code == "job-not-found", problem
print(template.timeout, "done")

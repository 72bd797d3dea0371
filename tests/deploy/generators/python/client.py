"""Submits, lists, reads and streams with the client that openapi-python-client makes."""

import os

from formwork_client import AuthenticatedClient
from formwork_client.api.jobs import jobs_create, jobs_get, jobs_list, jobs_log_stream
from formwork_client.api.templates import templates_get
from formwork_client.models import (
    Job,
    JobsListPayload,
    JobState,
    Problem,
    SubmitJob,
    SubmitJobPayload,
    Template,
)

client = AuthenticatedClient(
    base_url=os.environ["FORMWORK_URL"], token=os.environ["FORMWORK_TOKEN"]
)
payload = {"steps": 1, "seconds": 0, "lines": 1, "failure": {"mode": "never"}}
submit = SubmitJob(
    template="sample-job", payload=SubmitJobPayload.from_dict(payload), delay="0s"
)
job = jobs_create.sync(client=client, body=submit)
assert isinstance(job, Job), job

stream = jobs_log_stream.sync(job.id, client=client)
assert isinstance(stream, str) and "event: end" in stream, stream

job = jobs_get.sync(job.id, client=client)
assert isinstance(job, Job) and job.state == JobState.SUCCEEDED, job

# The generator writes the keys of an object as they are, whatever its style.
steps = JobsListPayload.from_dict({"payload.steps": "1"})
page = jobs_list.sync(client=client, state=[JobState.SUCCEEDED], payload=steps)
assert any(one.id == job.id for one in page.items), page

template = templates_get.sync("http-check", client=client)
assert isinstance(template, Template) and template.run.kind == "http", template

problem = jobs_get.sync("nope", client=client)
assert isinstance(problem, Problem) and problem.code == "job-not-found", problem
print(template.timeout, "done")

import { expect } from "chai";
import { createAjv } from "../schema/validate.ts";
import { closed } from "../shapes.ts";
import {
  anActionEvent,
  anEvent,
  aQueueEvent,
  aRetentionEvent,
  aScheduleEvent,
  aTemplateEvent,
  aWorkerEvent,
  ofANewerVersion,
} from "../testing/an-event.ts";
import { type EventRow, envelope } from "./event.ts";
import {
  events,
  type FormworkEvent,
  JobEvent,
  jobEventTypes,
  roomsOf,
  routingKey,
  scopeOf,
} from "./events.ts";
import { jobEvent, makeEvent } from "./make-event.ts";
import { roomKinds, rooms } from "./rooms.ts";

const samples: Record<EventRow["subject"], FormworkEvent> = {
  job: anEvent({ id: "job-7" }),
  template: aTemplateEvent("http-request"),
  worker: aWorkerEvent("worker-1"),
  schedule: aScheduleEvent("schedule-1"),
  queue: aQueueEvent("default"),
  action: anActionEvent(),
  retention: aRetentionEvent(),
};

describe("The table of events", () => {
  const ajv = createAjv();

  for (const [type, row] of Object.entries<EventRow>(events))
    it(`describes ${type}: its envelope, data and rooms`, () => {
      const { data, ...rest } = { ...samples[row.subject], type };
      const { type: _, ...outside } = rest;
      expect(ajv.validate(closed(envelope), outside), ajv.errorsText()).to.equal(true);
      expect(ajv.validate(row.data, data), ajv.errorsText()).to.equal(true);
      for (const room of row.rooms({ subject: rest.subject, data }))
        expect(
          Object.values(roomKinds).some(({ name }) => name.test(room)),
          room,
        ).to.equal(true);
      expect(type.split(".")[0]).to.equal(row.subject);
    });

  it("names the types of job events, which the schema of one allows", () => {
    expect(jobEventTypes).to.have.length(12);
    for (const type of jobEventTypes)
      expect(ajv.validate(JobEvent, anEvent({ type }))).to.equal(true);
    expect(ajv.validate(JobEvent, aTemplateEvent())).to.equal(false);
  });

  it("sends a job's event to the list, the job and its template", () => {
    expect(roomsOf(samples.job)).to.deep.equal([
      rooms.jobs,
      rooms.job("job-7"),
      rooms.template("http-request"),
    ]);
    expect(roomsOf(samples.template)).to.deep.equal([rooms.jobs, rooms.template("http-request")]);
    expect(roomsOf(samples.worker)).to.deep.equal([rooms.jobs, rooms.workers]);
    expect(roomsOf(samples.schedule)).to.deep.equal([
      rooms.schedules,
      rooms.schedule("schedule-1"),
      rooms.template("http-request"),
    ]);
  });

  it("routes by type and template, or by type and subject", () => {
    expect(Object.values(samples).map(routingKey)).to.deep.equal([
      "job.queued.http-request",
      "template.published.http-request",
      "worker.online.worker-1",
      "schedule.fired.http-request",
      "queue.paused.default",
      "action.changed.cancel",
      "retention.pruned.retention",
    ]);
  });

  it("passes an event of a newer version on to the list of jobs", () => {
    const event = ofANewerVersion();
    expect([roomsOf(event), scopeOf(event), routingKey(event)]).to.deep.equal([
      [rooms.jobs],
      "jobs:read",
      "secret.changed.q",
    ]);
  });
});

describe("makeEvent", () => {
  const at = "2026-03-01T08:00:00.000Z";
  const { data } = aWorkerEvent();
  const given = { type: "worker.online", id: "w:1", subject: "w", at, data } as const;
  const head = `{"specversion":"1.0","id":"w:1","source":"/formwork","subject":"w","type":"worker.online","time":"${at}","datacontenttype":"application/json"`;

  it("writes the envelope in this order, data last", () => {
    expect(JSON.stringify(makeEvent(given))).to.equal(`${head},"data":${JSON.stringify(data)}}`);
  });

  it("carries the trace of its cause, where there is one", () => {
    expect(JSON.stringify(makeEvent({ ...given, traceparent: "00-a-b-01" }))).to.equal(
      `${head},"traceparent":"00-a-b-01","data":${JSON.stringify(data)}}`,
    );
    for (const traceparent of [null, undefined])
      expect(makeEvent({ ...given, traceparent })).to.not.have.property("traceparent");
  });

  it("names a job's event by job and seq", () => {
    const job = anEvent({ id: "job-7", seq: 3 }).data;
    expect(jobEvent("job.started", job, at)).to.include({ id: "job-7:3", subject: "job-7" });
  });
});

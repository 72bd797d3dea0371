import { setTimeout as wait } from "node:timers/promises";
import { type Corpus, corpus, type Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

const secret = "s3cr3t-of-the-attack-corpus";
const template = {
  ...{ name: "attack-secret", title: "Attack", retry: { attempts: 1 }, timeout: "20s" },
  payload: {
    type: "object",
    properties: { token: { type: "string", writeOnly: true }, a: { type: "string" } },
  },
  run: {
    kind: "command",
    argv: [
      ...["sh", "-c"],
      'cat > in; cat in; cat in >&2; cat in > "$FORMWORK_RESULT"; echo "50 $(cat in)" >> "$FORMWORK_PROGRESS"; exit 3',
    ],
  },
};

/** Places in which a secret of a payload must not be; ID stands for the job that got it. */
const places = {
  "the job": "/api/v1/jobs/ID",
  "its log": "/api/v1/jobs/ID/logs",
  "its events": "/api/v1/jobs/ID/events",
  "its attempts": "/api/v1/jobs/ID/attempts",
  "the list": "/api/v1/jobs",
  "the export as CSV": "/api/v1/jobs/export?format=csv",
  "the export as NDJSON": "/api/v1/jobs/export?format=ndjson",
  "the groups of errors": "/api/v1/jobs/errors",
  "the event log": "/api/v1/events",
  "the audit log": "/api/v1/audit?limit=500",
  "the metrics": "/metrics",
};

async function judge(target: Target, path: string): Promise<Verdict> {
  await target.require(template);
  const job = await target.runJob("attack-secret", { token: secret });
  if (job.state === "refused") throw new Error(JSON.stringify(job));
  await wait(200);
  const { text } = await target.ask(path.replace("ID", String(job.id)));
  return text.includes(secret) ? "the secret is there" : null;
}

const sealed = { $sealed: "v1.x.AAAAAAAAAAAAAAAA.AAAA.AAAA" };
export const secrets: Corpus = {
  threat: "T21",
  title: "secrets of payloads where others read",
  attacks: [
    ...corpus("T21", "", places, judge).attacks,
    {
      name: "a search for the secret",
      async run(target) {
        const { text } = await target.ask(`/api/v1/jobs?q=${secret}`);
        return text.includes('"id"') ? "the search found its job" : null;
      },
    },
    {
      name: "a search for what is sealed",
      async run(target) {
        const { json } = await target.ask("/api/v1/jobs?template=attack-secret&q=sealed");
        return JSON.stringify(json.items ?? []) === "[]" ? null : "the search found sealed jobs";
      },
    },
    ...corpus(
      "T21",
      "",
      { "as a secret": { token: sealed }, "as another field": { a: sealed } },
      async (target, payload) => {
        const body = { template: "attack-secret", payload };
        const { status } = await target.ask("/api/v1/jobs", { method: "POST", body });
        return status === 422 ? null : `what is sealed was taken with ${status}`;
      },
    ).attacks,
  ],
};

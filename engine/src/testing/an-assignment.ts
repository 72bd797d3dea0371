import { aJob } from "@formwork/contracts/testing/a-job";
import type { StoredTemplate } from "../templates/versions/template-tables.ts";
import { createRedact } from "../work/redact/redact.ts";
import type { Assignment } from "../work/work.ts";
import { aTemplate } from "./a-template.ts";

type Given = {
  id?: string;
  payload?: Record<string, unknown>;
  template?: Partial<StoredTemplate>;
  run?: StoredTemplate["run"];
  attempt?: number;
  maxAttempts?: number;
  failures?: number;
  timeoutMs?: number;
  token?: string;
  traceparent?: string;
  /** Values of the payload that are secret. */
  secrets?: string[];
  /** Secrets of the store that the template names, by name. */
  named?: Record<string, string>;
};

const at = "2030-01-01T00:00:00.000Z";

/** Builds an assignment as a claim returns it: the first attempt of a module's job. */
export function anAssignment(given: Given = {}): Assignment {
  const { id = "job-1", payload = {}, attempt = 1, maxAttempts = 3, timeoutMs = 60_000 } = given;
  const template = aStoredTemplate({
    ...given.template,
    ...(given.run === undefined ? {} : { run: given.run }),
  });
  const { name, version, run } = template;
  return {
    job: aJob({
      ...{ id, template: { name, version }, payload, attempt, maxAttempts },
      ...{ state: "running", createdAt: at, startedAt: at, seq: 3 },
    }),
    template,
    token: given.token ?? "token-1",
    kind: run.kind,
    timeoutMs,
    run: 1,
    failures: given.failures ?? 0,
    traceparent: given.traceparent ?? null,
    secrets: given.named ?? {},
    redact: createRedact([...(given.secrets ?? []), ...Object.values(given.named ?? {})]),
  };
}

/** Builds a version of a template as the store returns it: a module that takes any payload. */
export function aStoredTemplate(given: Partial<StoredTemplate> = {}): StoredTemplate {
  return {
    ...aTemplate({
      name: "sample",
      title: "Sample",
      payload: { type: "object" },
      run: { kind: "module", file: "run.ts" },
    }),
    version: 1,
    hash: "hash-1",
    publishedAt: at,
    publishedBy: "folder",
    archived: false,
    folder: "",
    source: "folder",
    ...given,
  };
}

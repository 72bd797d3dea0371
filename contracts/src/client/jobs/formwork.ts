import type { Job } from "../../jobs/job.ts";
import type { BodyOf, ReplyOf } from "../../operations/operations.ts";
import { isFinal } from "../../states.ts";
import { type Client, type ClientOptions, createClient } from "../client.ts";
import { followJob, type JobMessage } from "./follow-job.ts";
import { type ItemOf, type ListId, type PageInput, readPages } from "./read-pages.ts";
import { type Repeating, repeatCall } from "./repeat-call.ts";

/** What programs do with jobs, with the retries that every one of them needs. */
export type Formwork = Client & {
  /**
   * Submits a job, once however often the answer is lost: every try has the same idempotency key.
   * Failures that may pass are met with another try.
   */
  submit: (job: BodyOf<"jobs.create">, options?: SubmitOptions) => Promise<Job>;
  /** Waits until a job has ended, or the time is over, and returns it as it is then. */
  wait: (id: string, options?: WaitOptions) => Promise<Job>;
  /**
   * Yields log lines and states of a job until its end, over interruptions of the connection: none
   * is missing, and none comes twice.
   */
  stream: (id: string, options?: Repeating) => AsyncGenerator<JobMessage>;
  /** Yields the items of all pages of a list, in order. */
  pages: <Id extends ListId>(id: Id, input?: PageInput<Id>) => AsyncGenerator<ItemOf<Id>>;
  /** Checks a payload against a template, and returns it with defaults filled in. Makes no job. */
  verify: (
    template: string,
    payload: Record<string, unknown>,
    options?: Repeating,
  ) => Promise<ReplyOf<"templates.validate">>;
};

export type SubmitOptions = Repeating & {
  /** Makes a repeated submit safe, also after a restart of the program; a random one unless told. */
  idempotencyKey?: string;
  /** How long to wait for the end of the job, such as `30s`, at most `60s`. */
  wait?: string;
};
export type WaitOptions = Repeating & {
  /** Longest wait in milliseconds; for ever unless told. */
  timeoutMs?: number;
};

/** How long one request waits, in milliseconds: less than proxies do. */
const waitMs = 25_000;

/** Makes the client of one server. `patienceMs` is how long failures are met with another try. */
export function createFormwork({
  url,
  token,
  fetch = globalThis.fetch,
  patienceMs,
}: Omit<ClientOptions, "baseUrl"> & { url: string } & Pick<Repeating, "patienceMs">): Formwork {
  const client = createClient({ baseUrl: url, token, fetch });
  const { call, address } = client;
  const patient = <Given extends Repeating>(given: Given) => ({ patienceMs, ...given });

  async function wait(id: string, { timeoutMs, ...given }: WaitOptions = {}): Promise<Job> {
    const until = Date.now() + (timeoutMs ?? Number.POSITIVE_INFINITY);
    for (;;) {
      const left = Math.max(0, Math.min(waitMs, until - Date.now()));
      const query = { wait: `${Math.ceil(left)}ms` };
      const { signal } = given;
      const read = () => call("jobs.get", { params: { id }, query, signal });
      const job = await repeatCall(read, patient(given));
      if (isFinal(job.state) || Date.now() >= until) return job;
    }
  }
  return {
    ...client,
    wait,
    submit(body, { idempotencyKey = crypto.randomUUID(), wait, ...given } = {}) {
      const headers = { "idempotency-key": idempotencyKey };
      const query = wait === undefined ? {} : { wait };
      const { signal } = given;
      return repeatCall(
        () => call("jobs.create", { body, headers, query, signal }),
        patient(given),
      );
    },
    stream(id, given = {}) {
      const { signal = new AbortController().signal } = given;
      const open = (lastEventId: string | null, either: AbortSignal) =>
        fetch(address("jobs.log-stream", { params: { id } }), {
          headers: {
            accept: "text/event-stream",
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(lastEventId === null ? {} : { "last-event-id": lastEventId }),
          },
          signal: either,
        });
      return followJob({ ...patient(given), open, url, signal, isKnown: true });
    },
    pages: (id, input) => readPages(client, id, input, patient({})),
    verify(name, payload, given = {}) {
      const { signal } = given;
      return repeatCall(
        () => call("templates.validate", { params: { name }, body: { payload }, signal }),
        patient(given),
      );
    },
  };
}

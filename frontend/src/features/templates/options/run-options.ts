import { isDuration } from "@formwork/contracts/duration";
import type { FieldError, SubmitJob } from "@formwork/contracts/job";
import type { Payload } from "@formwork/contracts/schema/payload";

/**
 * How a job is to be run, as the options panel holds it: texts as typed, empty for "as the template
 * says".
 */
export type RunOptions = {
  when: "now" | "at" | "after";
  runAt: string | undefined;
  delay: string;
  priority: number | null;
  tags: string[];
  maxAttempts: string;
  timeout: string;
};

export const defaultOptions: RunOptions = {
  when: "now",
  runAt: undefined,
  delay: "",
  priority: null,
  tags: [],
  maxAttempts: "",
  timeout: "",
};

/**
 * The body of the request that submits a job. Options left alone are left out, so that the template
 * decides.
 */
export function submitBody(
  {
    template,
    version,
    payload,
  }: { template: string; version: number | undefined; payload: Payload },
  options: RunOptions,
): SubmitJob {
  const { when, runAt, delay, priority, tags, maxAttempts, timeout } = options;
  return {
    template,
    payload,
    ...(version === undefined ? {} : { version }),
    ...(when === "at" && runAt !== undefined ? { runAt: new Date(runAt).toISOString() } : {}),
    ...(when === "after" && delay !== "" ? { delay } : {}),
    ...(priority === null ? {} : { priority }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(maxAttempts === "" ? {} : { maxAttempts: Number(maxAttempts) }),
    ...(timeout === "" ? {} : { timeout }),
  };
}

/** What is wrong with the options, as the server would say it. */
export function checkOptions({
  when,
  runAt,
  delay,
  maxAttempts,
  timeout,
}: RunOptions): FieldError[] {
  const faults: [wrong: boolean, pointer: string, message: string][] = [
    [when === "at" && runAt === undefined, "/runAt", "is required"],
    [
      when === "after" && !isDuration(delay),
      "/delay",
      "must be a duration, such as 90s, 10m, 1h30m or PT5M",
    ],
    [
      maxAttempts !== "" && !isWithin(Number(maxAttempts), 1, 100),
      "/maxAttempts",
      "must be a whole number from 1 to 100",
    ],
    [
      timeout !== "" && !isDuration(timeout),
      "/timeout",
      "must be a duration, such as 90s, 10m, 1h30m or PT5M",
    ],
  ];
  return faults.flatMap(([wrong, pointer, message]) =>
    wrong ? [{ pointer, message, keyword: "option" }] : [],
  );
}

/** What the options change, in a few words; empty when they change nothing. */
export function optionSummary({ when, priority, tags, maxAttempts, timeout }: RunOptions): string {
  return [
    when === "at" ? "later" : "",
    when === "after" ? "after a delay" : "",
    priority === null ? "" : `priority ${priority}`,
    tags.length === 0 ? "" : `${tags.length} ${tags.length === 1 ? "tag" : "tags"}`,
    maxAttempts === "" ? "" : `${maxAttempts} attempts`,
    timeout === "" ? "" : `timeout ${timeout}`,
  ]
    .filter(Boolean)
    .join(", ");
}

const isWithin = (count: number, low: number, high: number) =>
  Number.isInteger(count) && count >= low && count <= high;

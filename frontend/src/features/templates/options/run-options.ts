import { isDuration } from "@formwork/contracts/duration";
import type { Job, RerunJob, SubmitJob } from "@formwork/contracts/job";
import type { FieldError } from "@formwork/contracts/problem";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { countText } from "../../../lib/text/count-text.ts";

/**
 * The options of a run as the options panel holds them: texts as typed. An empty or null option
 * leaves the choice to the template.
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

/** Returns the options to start from when a job is run again: those of the job, due at once. */
export function optionsOf({ priority, tags }: Pick<Job, "priority" | "tags">): RunOptions {
  return { ...defaultOptions, priority, tags };
}

type Content = { template: string; version: number; payload: Payload };

/** Returns the body of the request that submits a job; options that are not set are left out. */
export function submitBody(
  { template, version, payload }: Content,
  options: RunOptions,
): SubmitJob {
  const { priority, tags, maxAttempts, timeout } = options;
  return {
    template,
    version,
    payload,
    ...startOf(options),
    ...(priority === null ? {} : { priority }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(maxAttempts === "" ? {} : { maxAttempts: Number(maxAttempts) }),
    ...(timeout === "" ? {} : { timeout }),
  };
}

/**
 * Returns the body of the request that runs a job again. It names priority and tags even where they
 * are empty, because those of the old job would apply otherwise.
 */
export function rerunBody({ version, payload }: Content, options: RunOptions): RerunJob {
  const { priority, tags } = options;
  return {
    version,
    payload,
    ...startOf(options),
    ...(priority === null ? {} : { priority }),
    tags,
  };
}

function startOf({ when, runAt, delay }: RunOptions): Pick<RerunJob, "runAt" | "delay"> {
  if (when === "at" && runAt !== undefined) return { runAt: new Date(runAt).toISOString() };
  return when === "after" && delay !== "" ? { delay } : {};
}

/** Checks the options; returns the errors that the server would return. */
export function checkOptions({
  when,
  runAt,
  delay,
  maxAttempts,
  timeout,
}: RunOptions): FieldError[] {
  const checks: [isWrong: boolean, pointer: string, message: string][] = [
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
  return checks.flatMap(([isWrong, pointer, message]) =>
    isWrong ? [{ pointer, message, keyword: "option" }] : [],
  );
}

/** Summarizes the options that are set, in a few words; empty when none is. */
export function optionSummary({ when, priority, tags, maxAttempts, timeout }: RunOptions): string {
  return [
    when === "at" ? "later" : "",
    when === "after" ? "after a delay" : "",
    priority === null ? "" : `priority ${priority}`,
    tags.length === 0 ? "" : countText(tags.length, "tag"),
    maxAttempts === "" ? "" : `${maxAttempts} attempts`,
    timeout === "" ? "" : `timeout ${timeout}`,
  ]
    .filter(Boolean)
    .join(", ");
}

const isWithin = (count: number, low: number, high: number) =>
  Number.isInteger(count) && count >= low && count <= high;

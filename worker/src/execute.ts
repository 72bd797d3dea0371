import { DomainError } from "@formwork/engine/errors";
import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry, TraceSpan } from "@formwork/engine/runtime/telemetry";
import { withinTrace } from "@formwork/engine/runtime/trace-scope";
import { logSettled, reasonOf } from "@formwork/engine/work/log-settled";
import { redactOutcome } from "@formwork/engine/work/redact/redact-outcome";
import { releaseOutcome } from "@formwork/engine/work/release-outcome";
import type { Outcome, Work } from "@formwork/engine/work/work";
import type { CheckResult } from "./check-result.ts";
import type { Lease } from "./leases.ts";
import { openReports, type Reports } from "./reports.ts";
import { type AbortCause, failed, fatal, type Runners } from "./runners/runner.ts";
import { reportEnd, writeUnderLease } from "./write-under-lease.ts";

export type ExecuteDeps = {
  work: Work;
  kinds: Runners["kinds"];
  checkResult: CheckResult;
  clock: Clock;
  telemetry: Telemetry;
  workerId: string;
  /** Whether this worker is being stopped, or is told so within a moment. */
  isStopping: () => Promise<boolean>;
};

/** Longest timeout of `setTimeout`, which fires at once for a longer one. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Runs one attempt and settles it. Never rejects. An attempt that could not be settled is rescued
 * when its lease has expired.
 */
export function execute(deps: ExecuteDeps, lease: Lease): Promise<void> {
  const { job, kind, traceparent } = lease.assignment;
  const { id: jobId, template, attempt } = job;
  const fields = { jobId, template: template.name, version: template.version, attempt, kind };
  const span = deps.telemetry.trace("job.attempt", { parent: traceparent, fields });
  // What is logged about the attempt carries the trace of the request that made the job.
  return withinTrace(traceparent, () => span.within(() => run(deps, lease, span.end)));
}

async function run(deps: ExecuteDeps, lease: Lease, ended: TraceSpan["end"]): Promise<void> {
  const startedAt = deps.clock.monotonic();
  const reports = openReports(deps, lease);
  const timer = startTimer(lease);
  const told = await runByKind(deps, lease, reports);
  const done = told.outcome === "failed" ? await releaseSignalled(deps, lease, told) : told;
  clearTimeout(timer);
  const raw = lease.signal.aborted ? outcomeOfAbort(lease) : done;
  const outcome = withoutSecrets(lease, raw);
  await reports.flush();
  ended(outcome.outcome === "failed" ? "failed" : "done");
  await settle(deps, lease, { outcome, ms: deps.clock.monotonic() - startedAt });
  if (lease.signal.reason === "lost") await reportEnd(() => deps.work.end(endOf(lease, done)));
}

function endOf({ assignment }: Lease, outcome: Outcome): Parameters<Work["end"]>[0] {
  const exitCode = outcome.outcome === "released" ? null : (outcome.exitCode ?? null);
  return { assignment, exitCode };
}

/** What cannot be searched for secrets, such as details that are nested too deep, is not reported. */
function withoutSecrets({ assignment }: Lease, outcome: Outcome): Outcome {
  try {
    return redactOutcome(assignment.redact, outcome);
  } catch {
    return fatal("internal", "What it reported could not be searched for secrets");
  }
}

/**
 * Aborts the attempt after its timeout. The outcome of an aborted attempt follows from the cause of
 * the abort; what its runner returns tells no more than its exit code.
 */
function startTimer({ assignment, abort }: Lease): NodeJS.Timeout {
  return setTimeout(abort, Math.min(assignment.timeoutMs, maxTimerMs), "timeout");
}

/** Never rejects. */
async function runByKind(
  { kinds, checkResult }: ExecuteDeps,
  { assignment, signal }: Lease,
  { line, progress }: Reports,
): Promise<Outcome> {
  try {
    const run = kinds[assignment.kind];
    if (run === undefined || signal.aborted) return { outcome: "released" };
    const outcome = await run({ assignment, signal, log: line, progress });
    return await checkResult(assignment, outcome, signal);
  } catch (error) {
    if (error instanceof DomainError) return fatal("invalid", error.message);
    return failed("internal", `The worker could not run this: ${String(error)}`);
  }
}

const stopSignals = ["SIGTERM", "SIGINT", "SIGHUP"];

/**
 * Whoever stops a worker may signal all of its processes, as systemd does unless told otherwise. A
 * program that ends by that has not failed: its attempt is given back.
 */
async function releaseSignalled(
  { isStopping }: ExecuteDeps,
  { assignment }: Lease,
  outcome: Extract<Outcome, { outcome: "failed" }>,
): Promise<Outcome> {
  if (!stopSignals.includes(signalOf(outcome.details))) return outcome;
  return (await isStopping()) ? releaseOutcome(assignment.template) : outcome;
}

/** Returns the signal that ended the program of an attempt, as its runner reports it; else nothing. */
function signalOf(details: unknown): string {
  if (typeof details !== "object" || details === null || !("signal" in details)) return "";
  return String(details.signal);
}

function outcomeOfAbort({ signal, assignment }: Lease): Outcome {
  // `Lease.abort` is the only caller, and takes only these causes.
  const cause = signal.reason as AbortCause;
  switch (cause) {
    case "timeout":
      return failed("timeout", `It took longer than ${assignment.timeoutMs / 1000} s`);
    case "drain":
      return releaseOutcome(assignment.template);
    case "lost":
    case "fenced":
      return { outcome: "released" }; // not written, since the lease is not held
  }
}

async function settle(
  { work, telemetry, workerId }: ExecuteDeps,
  lease: Lease,
  { outcome, ms }: { outcome: Outcome; ms: number },
): Promise<void> {
  const { assignment } = lease;
  const span = telemetry.trace("job.settle", { fields: { outcome: outcome.outcome } });
  const settled = await writeUnderLease(telemetry, lease, () =>
    work.settle({ assignment, outcome }),
  );
  span.end(settled ? "done" : "failed");
  const end = settled ? outcome.outcome : "superseded";
  telemetry.count("attempts_total", { kind: assignment.kind, outcome: end });
  const { id: jobId, template, attempt } = assignment.job;
  logSettled(telemetry.log, {
    ...{ jobId, template: template.name, attempt, outcome: end },
    ...{ reason: reasonOf(outcome), ms: Math.round(ms), workerId },
  });
}

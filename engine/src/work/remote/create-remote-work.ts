import type { Secrets } from "../../jobs/secrets/secrets.ts";
import type { ResolveSecrets } from "../../secrets/secret-store.ts";
import type { Store } from "../../store/store.ts";
import type { Templates } from "../../templates/templates.ts";
import type { Workers } from "../../workers/workers.ts";
import { cleanProgress } from "../clean-progress.ts";
import { logSettled, reasonOf } from "../log-settled.ts";
import { redactOutcome } from "../redact/redact-outcome.ts";
import { releaseOutcome } from "../release-outcome.ts";
import { resultOutcome } from "../result-outcome.ts";
import type { Outcome, Work } from "../work.ts";
import { type ClaimLineDeps, createClaimLine } from "./claim/claim-line.ts";
import { claimWork } from "./claim/claim-work.ts";
import { createLeaseTokens, type RemoteLease } from "./lease-token.ts";
import { endOverdue, type OpenLease, openLease } from "./open-lease.ts";
import { createPresence } from "./presence/presence.ts";
import type { RemoteWork } from "./remote-work.ts";
import { renewLeases } from "./renew-leases.ts";
import { createAppendLog } from "./reports/append-log.ts";
import { createFindRedact } from "./reports/find-redact.ts";
import { createKeptEnds } from "./reports/kept-end.ts";
import { paceProgress } from "./reports/pace-progress.ts";
import { findAttempt, lossReason, refuseLost } from "./settle/attempt-end.ts";
import { outcomeOfFailure } from "./settle/outcome-of-failure.ts";
import { settleAttempt } from "./settle/settle-attempt.ts";

export type RemoteWorkDeps = ClaimLineDeps & {
  store: Store;
  work: Work;
  templates: Templates;
  secrets: Secrets;
  known: ResolveSecrets["known"];
  workers: Workers;
  /** The key of lease tokens is derived from it. */
  secret: string;
};

/** Joins the verbs of remote workers, on top of the verbs of every worker. */
export function createRemoteWork(
  options: RemoteWorkDeps,
): RemoteWork & { start: () => void; stop: () => Promise<void> } {
  const { store, work, templates, secret, telemetry } = options;
  const presence = createPresence(options);
  const line = createClaimLine({ ...options, isDraining: presence.isDraining });
  const keptEnds = createKeptEnds(options);
  const tokens = createLeaseTokens(secret);
  const deps = { ...options, line, presence, keptEnds, tokens, onSettled };
  const appendLog = createAppendLog(deps);
  const findRedact = createFindRedact(options);
  const pace = paceProgress(options);

  /** Opens the lease of a report; refuses where the time of its attempt is over. */
  async function open(text: string): Promise<OpenLease> {
    const opened = await openLease(deps, text);
    return (await endOverdue(deps, opened)) ? refuse(opened) : opened;
  }
  async function refuse({ lease }: OpenLease): Promise<never> {
    return refuseLost(lossReason(await findAttempt(store, lease)));
  }
  const redactOf = ({ lease, template }: OpenLease) => findRedact(lease.jobId, template);
  async function settle(opened: OpenLease, raw: Outcome) {
    const outcome = redactOutcome(await redactOf(opened), raw);
    presence.ended(opened.lease.worker.id, opened.lease.jobId);
    await keptEnds.flush(opened);
    return settleAttempt(deps, { ...opened, outcome });
  }
  function onSettled(lease: RemoteLease, outcome: Outcome | "superseded") {
    const { jobId, template, attempt, startedAt, worker, traceId, givenTraceId } = lease;
    logSettled(telemetry.log, {
      ...{ jobId, template: template.name, attempt, workerId: worker.id },
      ...(outcome === "superseded"
        ? { outcome }
        : { outcome: outcome.outcome, reason: reasonOf(outcome) }),
      ms: Math.max(0, store.now() - Date.parse(startedAt)),
      ...(traceId === undefined ? {} : { traceId }),
      ...(givenTraceId === undefined ? {} : { givenTraceId }),
    });
  }

  return {
    start() {
      line.start();
      presence.start();
    },
    async stop() {
      await line.stop();
      await presence.stop();
    },
    claim: (wish) => claimWork(deps, wish),
    renew: ({ leases }) => renewLeases(deps, leases),
    async log({ lease, offset, lines }) {
      const opened = await open(lease);
      const redact = await redactOf(opened);
      const { held, next } = await appendLog({ ...opened, offset, lines, redact });
      return held ? { next, full: false } : refuse(opened);
    },
    async progress({ lease, percent, message }) {
      const opened = await open(lease);
      const redact = await redactOf(opened);
      const progress = cleanProgress(
        message === undefined ? { percent } : { percent, message },
        redact,
      );
      const { jobId, token } = opened.lease;
      const write = () => work.progress({ assignment: opened.attempt, progress });
      if (!(await pace({ key: `${jobId} ${token}`, progress, write }))) return refuse(opened);
    },
    async succeed({ lease, result = null }) {
      const opened = await open(lease);
      return settle(opened, await resultOutcome(templates, opened.template, result));
    },
    async fail(failure) {
      const opened = await open(failure.lease);
      return settle(opened, outcomeOfFailure(failure));
    },
    async release({ lease }) {
      const opened = await open(lease);
      return settle(opened, releaseOutcome(opened.template));
    },
  };
}

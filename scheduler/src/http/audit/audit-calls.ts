import type { Operation } from "@formwork/contracts/operations/operation";
import { type ProblemCode, problems } from "@formwork/contracts/problem";
import { oneLine } from "@formwork/contracts/text/one-line";
import type { Audit } from "@formwork/engine/audit/audit";
import type { AuditDraft } from "@formwork/engine/audit/chain/link-entries";
import { DomainError } from "@formwork/engine/errors";
import type { RouterContext } from "@koa/router";
import type { State } from "../context.ts";
import { actorOf } from "./actor.ts";
import { differenceOf } from "./difference.ts";
import { targetOf } from "./target.ts";

/** Refusals that say something about who asked, and not only about what was typed. */
const recorded: readonly number[] = [401, 403, 404, 409, 429];
const maxDevice = 200;

/**
 * Records the calls of an operation: what was done, and what was refused. The reply waits until the
 * entry is stored; that about a job does not, since the job itself has who moved it, in the same write.
 * A read is recorded where its row says so, and where it is forbidden.
 */
export function auditCalls(
  { audit }: { audit: Pick<Audit, "record" | "refuse"> },
  id: string,
  row: Operation,
) {
  const isRecorded = typeof row.audit === "string";
  const action = typeof row.audit === "string" ? row.audit : id;
  return async function recordCall(
    ctx: RouterContext<State>,
    next: () => Promise<unknown>,
  ): Promise<void> {
    ctx.state.deed.params = ctx.params;
    try {
      await next();
    } catch (error) {
      const outcome = outcomeOf(error, isRecorded);
      if (outcome !== null) audit.refuse(draftOf(ctx, row, action, outcome));
      throw error;
    }
    if (!isRecorded) return;
    const recorded = audit.record(draftOf(ctx, row, action, "done"));
    if (row.tag !== "jobs") await recorded;
  };
}

/** Returns the code to record, or null for a fault of the input and for reads that found nothing. */
function outcomeOf(error: unknown, isRecorded: boolean): ProblemCode | "disconnected" | null {
  if (error instanceof Error && error.name === "AbortError")
    return isRecorded ? "disconnected" : null;
  const code = error instanceof DomainError ? error.code : "internal";
  const { status } = problems[code];
  if (!isRecorded) return status === 403 ? code : null;
  return status >= 500 || recorded.includes(status) ? code : null;
}

function draftOf(
  ctx: RouterContext<State>,
  row: Operation,
  action: string,
  outcome: string,
): AuditDraft {
  const { deed } = ctx.state;
  const isDone = outcome === "done";
  return {
    ...actorOf(ctx.state, isDone ? deed.value : null),
    action,
    target: targetOf(row, action, deed),
    from: { address: ctx.ip, device: oneLine(ctx.get("User-Agent"), maxDevice) },
    outcome,
    times: 1,
    difference: isDone && row.method !== "get" ? differenceOf(row, deed) : [],
  };
}

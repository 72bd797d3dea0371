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
 * Records the calls of an operation: what was done, and what was refused. What is about to be done is
 * stored before it is, and the reply waits until its entry is stored. Calls about a job do neither,
 * since the job itself has who moved it, in the same write. A read is recorded where its row says so,
 * and where it is forbidden.
 */
export function auditCalls(
  { audit }: { audit: Pick<Audit, "intend" | "withdraw" | "record" | "refuse"> },
  id: string,
  row: Operation,
) {
  const isRecorded = typeof row.audit === "string";
  const action = typeof row.audit === "string" ? row.audit : id;
  const isIntended = isRecorded && row.method !== "get" && row.tag !== "jobs";
  return async function recordCall(
    ctx: RouterContext<State>,
    next: () => Promise<unknown>,
  ): Promise<void> {
    let intent: string | undefined;
    ctx.state.deed.params = ctx.params;
    ctx.state.intend = async (who) => {
      if (isIntended) intent ??= await audit.intend(draftOf(ctx, row, action, "unfinished", who));
    };
    try {
      await next();
    } catch (error) {
      const outcome = outcomeOf(error, isRecorded);
      if (intent !== undefined && outcome !== null && mayBeDone(outcome))
        await audit.record({ ...draftOf(ctx, row, action, outcome), intent });
      else {
        if (outcome !== null) audit.refuse(draftOf(ctx, row, action, outcome));
        if (intent !== undefined) audit.withdraw(intent);
      }
      throw error;
    }
    if (!isRecorded) return;
    const ended = intent === undefined ? {} : { intent };
    const recorded = audit.record({ ...draftOf(ctx, row, action, "done"), ...ended });
    if (row.tag !== "jobs") await recorded;
  };
}

/** A call that failed in the middle, or whose caller went away, may have changed something. */
function mayBeDone(outcome: ProblemCode | "disconnected"): boolean {
  return outcome === "disconnected" || problems[outcome].status >= 500;
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
  who?: { id: string; email: string },
): AuditDraft {
  const { deed } = ctx.state;
  const isDone = outcome === "done" || outcome === "unfinished";
  return {
    ...actorOf(ctx.state, who === undefined ? deed.value : { user: who }),
    action,
    target: targetOf(row, action, deed),
    from: { address: ctx.ip, device: oneLine(ctx.get("User-Agent"), maxDevice) },
    outcome,
    times: 1,
    difference: isDone && row.method !== "get" ? differenceOf(row, deed) : [],
  };
}

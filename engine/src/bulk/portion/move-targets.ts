import type { FieldError } from "@formwork/contracts/problem";
import { DomainError } from "../../errors.ts";
import { createSemaphore } from "../../runtime/flow/semaphore.ts";
import type { ManyResult } from "../../store/verbs/job-store.ts";
import type { ActionDeps } from "../action-deps.ts";
import { actionKinds } from "../action-kinds.ts";
import type { ActionRow, Target } from "../action-tables.ts";
import type { Outcome } from "./tally.ts";

/** Moves at once of an action whose jobs are moved one by one: few enough to leave connections free. */
const maxAtOnce = 20;
/** Events of a job that are read at once to find a move. */
const eventPage = 500;

/** Moves jobs. None is begun once `isHeld` returns false; those are left, as are those of a fault. */
export async function moveTargets(
  deps: ActionDeps,
  row: ActionRow,
  targets: readonly Target[],
  isHeld: () => boolean,
): Promise<Outcome[]> {
  const there = targets.filter(({ seq }) => seq !== null);
  const missing = targets.filter(({ seq }) => seq === null).map(refusalOf);
  if (there.length === 0) return missing;
  const { isSingle } = actionKinds[row.action];
  const move = isSingle ? moveSingly : moveTogether;
  return [...missing, ...(await move(deps, row, there, isHeld))];
}

async function moveSingly(
  deps: ActionDeps,
  row: ActionRow,
  targets: readonly Target[],
  isHeld: () => boolean,
): Promise<Outcome[]> {
  const permits = createSemaphore({ permits: maxAtOnce });
  const outcomes = await Promise.all(
    targets.map(async (target) => {
      const release = await permits.acquire();
      try {
        return await moveTogether(deps, row, [target], isHeld);
      } finally {
        release();
      }
    }),
  );
  return outcomes.flat();
}

/**
 * Moves jobs by one call. An error of our own may be one job's alone: then each is moved by itself,
 * and what the call moved before it failed is found by its events.
 */
async function moveTogether(
  deps: ActionDeps,
  row: ActionRow,
  targets: readonly Target[],
  isHeld: () => boolean,
): Promise<Outcome[]> {
  if (!isHeld()) return targets.map(({ id }) => ({ id, outcome: "left" }));
  const { action, principal, traceparent, options } = row;
  const ids = targets.map(({ id }) => id);
  try {
    const caller = { principal, traceparent, options };
    return (await actionKinds[action].move(deps, { ...caller, ids })).map(outcomeOf);
  } catch (error) {
    if (error instanceof DomainError || targets.length === 1)
      return ids.map((id) => outcomeOfError(deps, id, error));
    const outcomes = await moveSingly(deps, row, targets, isHeld);
    return withMovesOf(deps, { ...row, inHand: [...targets] }, outcomes);
  }
}

function outcomeOf(result: ManyResult): Outcome {
  const { id, outcome } = result;
  if (result.outcome === "forbidden")
    return { id, outcome: "refused", code: "state-conflict", state: result.state };
  return outcome === "moved" ? { id, outcome } : gone(id);
}

/** A store that is away is asked again later; any other error is one of this job. */
function outcomeOfError({ telemetry }: ActionDeps, id: string, error: unknown): Outcome {
  const code = error instanceof DomainError ? error.code : "internal";
  if (code === "unavailable") return { id, outcome: "left" };
  if (code === "internal")
    telemetry.log.error("action.move-failed", { jobId: id, error: String(error) });
  const errors = error instanceof DomainError ? firstErrors(error) : {};
  return { id, outcome: "refused", code, state: null, ...errors };
}

/** The first faults of a payload: enough to see what is wrong, few enough to be listed. */
function firstErrors({ errors = [] }: DomainError): { errors?: FieldError[] } {
  return errors.length === 0 ? {} : { errors: errors.slice(0, 5) };
}

/**
 * Looks for those of the jobs in hand that were moved before their process died or lost its lease:
 * they have an event with the trace of the action. Others are moved now.
 */
export async function findMoved(
  { store }: ActionDeps,
  row: ActionRow,
): Promise<{ moved: Outcome[]; rest: Target[] }> {
  const found = await Promise.all(
    row.inHand.map(async (target) => ({ target, was: await wasMoved(store, row, target) })),
  );
  return {
    moved: found.flatMap(({ target: { id }, was }) => (was ? [{ id, outcome: "moved" }] : [])),
    rest: found.flatMap(({ target, was }) => (was ? [] : [target])),
  };
}

/**
 * Counts refused jobs in hand as moved where they were after all: by a process that went on for a
 * moment after it had lost its lease.
 */
export async function withMovesOf(
  { store }: ActionDeps,
  row: ActionRow,
  outcomes: readonly Outcome[],
): Promise<Outcome[]> {
  const targets = new Map(row.inHand.map((target) => [target.id, target]));
  return Promise.all(
    outcomes.map(async (one): Promise<Outcome> => {
      const target = targets.get(one.id);
      const isRefused = one.outcome === "refused" && target !== undefined;
      return isRefused && (await wasMoved(store, row, target))
        ? { id: one.id, outcome: "moved" }
        : one;
    }),
  );
}

async function wasMoved(
  store: ActionDeps["store"],
  { action, traceparent }: ActionRow,
  { id, seq }: Target,
): Promise<boolean> {
  if (seq === null) return false;
  if (actionKinds[action].removes) return (await store.getJob({ id })) === null;
  for (let cursor: string | null = String(seq); cursor !== null; ) {
    const page: Awaited<ReturnType<typeof store.listEvents>> = await store.listEvents({
      ...{ id, cursor, limit: eventPage },
    });
    if (page.items.some((event) => event.traceparent === traceparent)) return true;
    cursor = page.next;
  }
  return false;
}

/** Says why a job that was left alone was. */
function refusalOf({ id, seen }: Target): Outcome {
  return seen === true ? { id, outcome: "refused", code: "forbidden", state: null } : gone(id);
}

function gone(id: string): Outcome {
  return { id, outcome: "refused", code: "job-not-found", state: null };
}

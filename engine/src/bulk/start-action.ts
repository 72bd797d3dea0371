import { randomBytes } from "node:crypto";
import { v7 as newId } from "uuid";
import { fail } from "../errors.ts";
import type { ActionDeps } from "./action-deps.ts";
import { actionKinds } from "./action-kinds.ts";
import { type ActionRow, keptMs, targetsKeptMs, targetsKey } from "./action-tables.ts";
import type { ActionWish } from "./actions.ts";
import { checkWish } from "./check-wish.ts";
import { countMatches, type Matches } from "./count-matches.ts";
import { portionSize } from "./portion/pace.ts";

/** Actions under way at once; each costs the loop of every scheduler a row to look at. */
const maxUnderWay = 100;

/** Checks and stores an action. Fails with `invalid-request`, or `too-many-requests`. */
export async function startAction(deps: ActionDeps, wish: ActionWish): Promise<ActionRow> {
  const { input, query, signal } = wish;
  checkWish(input);
  await refuseMany(deps);
  const id = newId();
  const matches =
    input.ids === undefined
      ? await countMatches(deps, { query: query ?? {}, kind: actionKinds[input.action], signal })
      : await storeIds(deps, id, input.ids, portionSize(input.perMinute ?? null));
  const row = rowOf(deps, id, wish, matches);
  await deps.actions.insert({ row });
  await deps.announce(row);
  return row;
}

async function refuseMany({ actions }: ActionDeps): Promise<void> {
  const underWay = await actions.page({ order: "dueAt", limit: maxUnderWay });
  if (underWay.items.length === maxUnderWay)
    fail("too-many-requests", `${maxUnderWay} actions are under way; wait until one has ended`);
}

/** Stores a list of ids, a row per portion. Those of an action that is never stored expire. */
async function storeIds(
  { targets, clock }: ActionDeps,
  id: string,
  listed: readonly string[],
  size: number,
): Promise<Matches> {
  const ids = [...new Set(listed)];
  const expiresAt = clock.now() + targetsKeptMs;
  const portions = Array.from({ length: Math.ceil(ids.length / size) }, (_, portion) =>
    ids.slice(portion * size, (portion + 1) * size),
  );
  await Promise.all(
    portions.map((part, portion) =>
      targets.insert({ row: { id: targetsKey(id, portion), ids: part, expiresAt } }),
    ),
  );
  return { query: null, cursor: "0", total: ids.length, failed: 0, reasons: [] };
}

function rowOf(
  deps: ActionDeps,
  id: string,
  { input, principal, traceparent }: ActionWish,
  { query, cursor, total, failed, reasons }: Matches,
): ActionRow {
  const { action, ids, filter = null, all, perMinute = null, ...given } = input;
  const createdAt = deps.clock.now();
  const trace = ownSpan(traceparent);
  const owner = { ownerId: trace, givenBy: principal.id };
  const options = actionKinds[action].seal?.(deps, given, owner) ?? given;
  const hasEnded = cursor === null;
  return {
    ...{ id, action, options, query, cursor, total, done: 0, failed, reasons, perMinute, filter },
    ...{ state: hasEnded ? "done" : "running", error: null, stoppedBy: null },
    ...{ createdBy: principal.id, principal: { ...principal, sessionId: null } },
    traceparent: trace,
    ...{ inHand: [], token: null, faults: 0, announcedAt: createdAt, createdAt },
    dueAt: hasEnded ? null : createdAt,
    finishedAt: hasEnded ? createdAt : null,
    expiresAt: hasEnded ? createdAt + keptMs : null,
  };
}

/** Returns a trace context of the same trace, with a span that no one else has. */
function ownSpan(traceparent: string | null): string {
  const [, trace = randomBytes(16).toString("hex")] = traceparent?.split("-") ?? [];
  return `00-${trace}-${randomBytes(8).toString("hex")}-01`;
}

import { randomBytes } from "node:crypto";
import { v7 as newId } from "uuid";
import { announceSoon } from "../announcements/announcer.ts";
import { fail } from "../errors.ts";
import { canonicalJson } from "../templates/canonical-json.ts";
import type { ActionDeps } from "./action-deps.ts";
import { withProgress } from "./action-event.ts";
import { actionKinds } from "./action-kinds.ts";
import { type ActionRow, keptMs, targetsKeptMs, targetsKey } from "./action-tables.ts";
import type { ActionWish } from "./actions.ts";
import { checkWish } from "./check-wish.ts";
import { countMatches, type Matches } from "./count-matches.ts";
import { portionSize } from "./portion/pace.ts";

/** Actions under way at once; each costs the loop of every scheduler a row to look at. */
const maxUnderWay = 100;

type Started = { row: ActionRow; created: boolean };

/**
 * Checks and stores an action; returns the one that the same request made before. Fails with
 * `invalid-request`, `idempotency-conflict` or `too-many-requests`.
 */
export async function startAction(deps: ActionDeps, wish: ActionWish): Promise<Started> {
  checkWish(wish.input);
  const request = requestOf(deps, wish);
  const first = await findRepeated(deps, request);
  if (first !== null) return { row: first, created: false };
  await refuseMany(deps);
  const draft = { ...(await draftAction(deps, wish)), ...request };
  const row = withProgress(draft, deps.clock.now());
  if ((await deps.actions.insert({ row })).outcome === "taken") {
    const faster = await findRepeated(deps, request);
    return { row: faster ?? fail("unavailable", "Send the request again"), created: false };
  }
  await announceSoon(deps.announce, [{ row, version: 1 }]);
  return { row, created: true };
}

type Request = Pick<ActionRow, "requestKey" | "requestHash">;

/** Returns what names a request with a key, and tells it from others with the same key. */
function requestOf({ secrets }: ActionDeps, wish: ActionWish): Request {
  const { input, principal, idempotencyKey } = wish;
  if (idempotencyKey === undefined) return { requestKey: null, requestHash: null };
  return {
    requestKey: `${principal.id} ${idempotencyKey}`,
    requestHash: secrets.hash(canonicalJson(input)),
  };
}

/** Returns the action that a request with the same key made; refuses another body. */
async function findRepeated(
  { actions }: ActionDeps,
  { requestKey, requestHash }: Request,
): Promise<ActionRow | null> {
  if (requestKey === null) return null;
  const found = await actions.get({ requestKey });
  if (found === null) return null;
  return found.row.requestHash === requestHash ? found.row : fail("idempotency-conflict");
}

async function draftAction(
  deps: ActionDeps,
  wish: ActionWish,
): Promise<Omit<ActionRow, keyof Request>> {
  const { input, query, signal } = wish;
  const id = newId();
  const matches =
    input.ids === undefined
      ? await countMatches(deps, { query: query ?? {}, kind: actionKinds[input.action], signal })
      : await storeIds(deps, id, input.ids, portionSize(input.perMinute ?? null));
  return rowOf(deps, id, wish, matches);
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
): Omit<ActionRow, keyof Request> {
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

import type { Principal } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import { type OperationId, operations } from "@formwork/contracts/operations/operations";
import type { Engine } from "@formwork/engine/engine";
import type { Handlers } from "../handler.ts";

/** Reads an object as it is before a call changes it; null where that is not known. */
export type ReadBefore = (params: unknown, principal: Principal | null) => Promise<unknown>;

/** Objects that no operation reads alone. */
const others: {
  [Kind in string]?: (engine: Pick<Engine, "accounts">, id: string) => Promise<unknown>;
} = {
  users: ({ accounts }, id) => accounts.people.get({ id }),
};

/**
 * Returns how to read what an operation changes: by the operation that reads the same path. Jobs are
 * read only before their options change or they are deleted: their events tell all else.
 */
export function readerBefore(
  engine: Pick<Engine, "accounts">,
  handlers: Handlers,
  row: Operation,
): ReadBefore | null {
  const isMove = row.tag === "jobs" && row.method === "post";
  if (typeof row.audit !== "string" || row.method === "get" || isMove) return null;
  const read = operationReader(handlers, row) ?? otherReader(engine, row);
  // What is not there is refused by the call itself.
  return read && ((...params) => read(...params).catch(() => null));
}

function operationReader(handlers: Handlers, { path }: Operation): ReadBefore | null {
  const reader = operationAt(/^.*?\/:\w+/.exec(path)?.[0] ?? path);
  return reader === null ? null : byOperation(handlers, reader);
}

function otherReader(engine: Pick<Engine, "accounts">, { tag }: Operation): ReadBefore | null {
  const read = others[tag];
  return read === undefined ? null : (params) => read(engine, String(Object(params).id));
}

function operationAt(path: string): OperationId | null {
  const found = Object.entries<Operation>(operations).find(
    ([, row]) =>
      row.method === "get" && row.path === path && isObject(row.reply) && row.scope !== "public",
  );
  return found === undefined ? null : (found[0] as OperationId);
}

/** A list is no object. */
function isObject(reply: unknown): boolean {
  const { properties } = Object(reply);
  return properties !== undefined && properties.items === undefined;
}

function byOperation(handlers: Handlers, id: OperationId): ReadBefore {
  // The row reads the same path, so the parameters fit; it has no other input.
  const handle = handlers[id] as (input: unknown, reply: unknown) => Promise<unknown>;
  return async (params, principal) =>
    handle({ params, query: {}, headers: {}, caller: { principal, traceparent: null } }, noReply);
}

const nothing = () => undefined;
const noReply = {
  ...{ alsoStatus: nothing, signIn: nothing, signOut: nothing, file: nothing, immutable: nothing },
};

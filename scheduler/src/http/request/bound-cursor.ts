import { createHash } from "node:crypto";
import type { Operation } from "@formwork/contracts/operations/operation";
import { fail } from "@formwork/engine/errors";
import type { ParsedInput } from "./input-parser.ts";

/** Cursors that end with a mark of the list that they belong to: its parameters but those of the page. */
export type BoundCursor = {
  /** Returns the input with the cursor of the store. Fails for the cursor of another list. */
  open: (input: ParsedInput) => ParsedInput;
  /** Returns the reply with a cursor for the caller. */
  seal: (input: ParsedInput, reply: unknown) => unknown;
};

const unbound: BoundCursor = { open: (input) => input, seal: (_input, reply) => reply };

/**
 * Makes the cursors of an operation. Those of a log are left as they are: they are offsets, which a
 * client may use otherwise.
 */
export function boundCursor(id: string, { query }: Operation): BoundCursor {
  const takesCursor = Object(Object(query).properties).cursor !== undefined;
  if (!takesCursor || id === "jobs.logs") return unbound;
  return {
    open(input) {
      const { cursor } = Object(input.query);
      if (cursor === undefined) return input;
      const [, place, mark] = /^(.*)~([\w-]{8})$/s.exec(String(cursor)) ?? [];
      if (mark !== markOf(id, input)) refuseCursor();
      return { ...input, query: { ...Object(input.query), cursor: place } };
    },
    seal(input, reply) {
      const { next } = Object(reply);
      return typeof next === "string"
        ? { ...Object(reply), next: `${next}~${markOf(id, input)}` }
        : reply;
    },
  };
}

/** A cursor in another list shows other jobs by mistake, and nothing that its caller may not see. */
function markOf(id: string, { params, query }: ParsedInput): string {
  const { limit: _, cursor: __, fields: ___, ...filter } = Object(query);
  const entries = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([id, params, entries]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 8);
}

function refuseCursor(): never {
  return fail("invalid-request", "/query/cursor belongs to another list", [
    {
      pointer: "/query/cursor",
      message: "must be the `next` of a page of the same list, with the same filters and order",
      keyword: "cursor",
    },
  ]);
}

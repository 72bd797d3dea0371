import type { Operation } from "@formwork/contracts/operations/operation";
import { isObject } from "@formwork/contracts/schema/schema-tree";
import { safeJson } from "../../terminal/clean.ts";
import { print, say } from "../../terminal/print.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { itemOf } from "../list-shape.ts";
import { shapeOf } from "../schema-shape.ts";
import { type ListOptions, printItems } from "./print-list.ts";
import { printRecord } from "./print-record.ts";

/** Prints the reply of a call that is not a page of a longer list. */
export async function printReply(
  terminal: Terminal,
  params: {
    id: string;
    row: Operation;
    /** Parameters of the path. */
    place: Record<string, unknown>;
    reply: unknown;
    options: ListOptions;
    now: number;
  },
): Promise<void> {
  const { row, reply, options } = params;
  if (reply === undefined) return sayDone(terminal, params);
  if (options.json === true)
    return print(
      terminal,
      rowsOf(reply).map((one) => safeJson(one)),
    );
  const item = itemOf(row);
  if (isSession(reply)) return printSession(terminal, reply);
  if (item === null || !isObject(reply) || !Array.isArray(reply.items))
    return isObject(reply)
      ? printRecord(terminal, reply, shapeOf(row.reply))
      : print(terminal, [safeJson(reply, 2)]);
  const { items, next: _, ...rest } = reply;
  await printRecord(terminal, rest, shapeOf(row.reply));
  await printItems(terminal, { ...params, item, items: reply.items });
  return undefined;
}

/** A session is kept by `formwork login`; on a screen its token would be there for others to read. */
async function printSession(
  terminal: Terminal,
  { token: _, refreshToken: __, ...session }: Record<string, unknown>,
): Promise<void> {
  await printRecord(terminal, session);
  say(terminal, "Sign in with: formwork login");
}

function isSession(reply: unknown): reply is Record<string, unknown> {
  return isObject(reply) && "token" in reply && "user" in reply && "expiresAt" in reply;
}

/** A reply that is a list and nothing else is a row per line, as the lists with pages are. */
function rowsOf(reply: unknown): unknown[] {
  const isList = isObject(reply) && Object.keys(reply).every((key) => key === "items");
  return isList && Array.isArray(reply.items) ? reply.items : [reply];
}

/** An operation without a reply has done what its summary says. */
function sayDone(
  terminal: Terminal,
  { row, place }: { row: Operation; place: Record<string, unknown> },
): void {
  const what = Object.values(place).join(" ");
  say(terminal, row.method === "delete" ? `Removed ${what}` : "Done");
}

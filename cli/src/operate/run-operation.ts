import type { Operation } from "@formwork/contracts/operations/operation";
import type { OperationId } from "@formwork/contracts/operations/operations";
import type { Connection } from "../connection/connect.ts";
import { endWith } from "../exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { watchAction } from "../watch/watch-action.ts";
import { watchJob } from "../watch/watch-job.ts";
import { watchParams } from "../watch/watch-options.ts";
import { callOperation } from "./call-operation.ts";
import type { Collected, Given } from "./collect-input.ts";
import { isPaged, itemOf } from "./list-shape.ts";
import { type ListPage, printPages } from "./reply/print-list.ts";
import { printReply } from "./reply/print-reply.ts";
import { saveReply } from "./save-reply.ts";

/** Calls an operation and prints what comes back, in the form that its row promises. */
export async function runOperation(call: {
  terminal: Terminal;
  connection: Connection;
  id: OperationId;
  row: Operation;
  params: Record<string, unknown>;
  input: Collected;
  options: Given;
}): Promise<void> {
  const { terminal, connection, id, row, params, input, options } = call;
  const now = Date.now();
  if (row.replyType !== undefined)
    return saveReply(terminal, connection, id, { params, query: input.query });
  const item = itemOf(row);
  if (item !== null && isPaged(row)) {
    const { cursor, ...query } = input.query;
    return printPages(terminal, {
      ...{ id, item, options, now },
      cursor: cursor === undefined ? undefined : String(cursor),
      // The row says that the reply is a page.
      fetchPage: async (paging) =>
        (await callOperation(connection.client, id, {
          params,
          query: { ...query, ...paging },
        })) as ListPage,
    });
  }
  const after =
    id === "jobs.retry" && options.follow === true ? await lastLine(connection, params) : 0;
  const reply = await callOperation(connection.client, id, { ...input, params });
  const watch = watchParams(jobIdOf(reply), options);
  if (watch !== null && id === "actions.create")
    return watchAction(terminal, connection, {
      ...watch,
      title: `Action ${watch.id}`,
      isKnown: true,
    });
  if (watch !== null) return watchJob(terminal, connection, { ...watch, after, isKnown: true });
  await printReply(terminal, { id, row, place: params, reply, options, now });
  return refuseRejected(reply);
}

/** A batch of which some jobs were refused has not worked, as a program sees it. */
function refuseRejected(reply: unknown): void {
  if (typeof reply !== "object" || reply === null || !("rejected" in reply)) return;
  if (typeof reply.rejected === "number" && reply.rejected > 0)
    endWith("refused", `${reply.rejected} jobs were refused`);
}

function jobIdOf(reply: unknown): string {
  return typeof reply === "object" && reply !== null && "id" in reply ? String(reply.id) : "";
}

/** Returns the offset of the last line of a job's log: a retry goes on after it. */
async function lastLine({ client }: Connection, params: Record<string, unknown>): Promise<number> {
  const place = { params: { id: String(params.id) }, query: { tail: 1 } };
  return (await client.call("jobs.logs", place)).items.at(-1)?.offset ?? 0;
}

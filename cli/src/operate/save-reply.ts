import { problemError, transportProblem } from "@formwork/contracts/client/problem-error";
import { readReply, rootMessage } from "@formwork/contracts/client/read-reply";
import type { OperationId } from "@formwork/contracts/operations/operations";
import { plainText } from "@formwork/contracts/text/plain-text";
import type { Connection } from "../connection/connect.ts";
import { write } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { addressOfOperation } from "./call-operation.ts";

/**
 * Writes a reply that is a file to stdout as it arrives: byte by byte into a file or a pipe, and as
 * plain text on a terminal.
 */
export async function saveReply(
  terminal: Terminal,
  { client, send }: Connection,
  id: OperationId,
  place: { params: Record<string, unknown>; query: Record<string, unknown> },
): Promise<void> {
  const response = await send(addressOfOperation(client, id, place));
  if (!response.ok || response.body === null) return void (await readReply(response));
  try {
    await copy(terminal, response.body);
  } catch (cause) {
    const detail = `The answer broke off, and what was printed is not all: ${rootMessage(cause)}`;
    throw problemError(transportProblem("unreachable", 0, detail));
  }
}

async function copy(terminal: Terminal, body: AsyncIterable<Uint8Array>): Promise<void> {
  if (terminal.stdout.isTTY !== true) for await (const chunk of body) await write(terminal, chunk);
  else for await (const text of wholeLines(body)) await write(terminal, plainText(text));
}

/** An escape sequence could be cut in two by the end of a chunk, but not by that of a line. */
async function* wholeLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf("\n") + 1;
    yield text.slice(0, end);
    rest = text.slice(end);
  }
  yield rest;
}

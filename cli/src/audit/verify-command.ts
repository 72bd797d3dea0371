import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { AuditEntry } from "@formwork/contracts/audit";
import { readReply } from "@formwork/contracts/client/read-reply";
import { type Anchor, createChainCheck } from "@formwork/engine/audit/chain/check-chain";
import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { type Connection, connect } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import { endWith } from "../exit-codes.ts";
import { print } from "../terminal/print.ts";
import { reasonOf } from "../terminal/read-input.ts";
import type { Terminal } from "../terminal/terminal.ts";

type Options = ServerOptions & { file?: string; head?: Anchor };

/** Adds `formwork audit verify`. */
export function addVerify(audit: Command, terminal: Terminal): void {
  const command = audit
    .command("verify")
    .description("Check that no entry was changed, removed, reordered or inserted")
    .option("--file <file>", "an export as NDJSON instead of the log of a server")
    .option("--head <seq:hash>", "also check that this entry, kept elsewhere, is there", readHead);
  addServerOptions(command).addHelpText(
    "after",
    `
It prints the newest entry: keep it elsewhere, to find later that the whole log was rewritten.

Example:
  formwork audit verify --file audit.ndjson`,
  );
  command.action(async (options: Options) => {
    const kept = options.head === undefined ? [] : [options.head];
    if (options.file !== undefined) return checkLog(terminal, linesOf(options.file), kept);
    const connection = connect(terminal, options);
    await sayingProblems(connection, async () => {
      const head = await connection.client.call("audit.head");
      await checkLog(terminal, await exported(connection), [head, ...kept]);
    });
  });
}

function readHead(text: string): Anchor {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq === undefined || hash === undefined
    ? endWith("usage", "--head is a number and a hash, as verify prints them: 4711:51e0…")
    : { seq: Number(seq), hash };
}

/** Checks entry by entry, so that a log of any length takes little memory. */
async function checkLog(
  terminal: Terminal,
  lines: AsyncIterable<string>,
  kept: readonly Anchor[],
): Promise<void> {
  const check = createChainCheck(kept);
  let count = 0;
  for await (const line of lines) {
    const fault = check.add(entryOf(line, ++count));
    if (fault !== null) return refuse(fault);
  }
  const fault = check.end();
  if (fault !== null) return refuse(fault);
  const last = check.last();
  await print(terminal, [
    last === null ? "The log is empty" : `${count} entries, whole and in order`,
    ...(last === null ? [] : [`newest ${last.seq}:${last.hash}`]),
  ]);
}

function refuse({ seq, reason }: { seq: number; reason: string }): never {
  return endWith("job-failed", `Entry ${seq} ${reason}`);
}

function entryOf(line: string, number: number): AuditEntry {
  try {
    const entry = JSON.parse(line);
    if (Number.isInteger(entry.seq) && typeof entry.hash === "string") return entry;
    if (entry.error !== undefined)
      return endWith("unreachable", `The export is cut off: ${entry.error.detail}`);
  } catch {
    // The message below says what to do.
  }
  return endWith("usage", `Line ${number} is no entry of an export as NDJSON`);
}

async function exported({ client, send }: Connection): Promise<AsyncIterable<string>> {
  const response = await send(client.address("audit.export", { query: { format: "ndjson" } }));
  if (!response.ok || response.body === null) {
    await readReply(response);
    return endWith("unreachable", "The server sent no log");
  }
  return createInterface({
    input: Readable.from(response.body),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    endWith("usage", `${file} cannot be read: ${reasonOf(error)}`);
  }
}

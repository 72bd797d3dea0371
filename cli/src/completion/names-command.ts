import { Argument, type Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { chooseServer } from "../connection/choose-server.ts";
import { connectTo } from "../connection/connect.ts";
import { cleanLine } from "../terminal/clean.ts";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { namedThings, type ThingName } from "./named-things.ts";

/** Milliseconds after which nobody who pressed Tab waits any more. */
const patienceMs = 3000;
/** A shell expands the words of a completion: only what it takes literally is offered. */
const harmless = /^[\w.@+][\w.@+-]*$/;

/**
 * Adds the command that the scripts of completion ask for names: one a line, with what tells a person
 * which it is behind a tab. It says nothing of what goes wrong, as somebody is typing.
 */
export function addNames(program: Command, terminal: Terminal): void {
  program
    .command("complete-names", { hidden: true })
    .description("print the names that completion offers, one a line")
    .addArgument(new Argument("<kind>").choices(Object.keys(namedThings)))
    .action(async (kind: ThingName) => print(terminal, await namesOf(terminal, kind, {})));
}

async function namesOf(
  terminal: Terminal,
  kind: ThingName,
  options: ServerOptions,
): Promise<string[]> {
  const { operation, name, about, ...thing } = namedThings[kind];
  try {
    const { client } = connectTo(chooseServer(terminal, options));
    const rows = await listed(client.call as Call, operation, {
      ...("limit" in thing ? { query: { limit: thing.limit } } : {}),
      signal: AbortSignal.timeout(patienceMs),
    });
    return rows.flatMap((row) => lineOf(row[name], row[about]));
  } catch {
    return [];
  }
}

type Row = Record<string, unknown>;
/** The operations of the table differ in what they take; a list takes a limit, and has items. */
type Call = (id: string, input: object) => Promise<unknown>;

async function listed(call: Call, operation: string, input: object): Promise<Row[]> {
  const { items } = (await call(operation, input)) as { items: Row[] };
  return items;
}

function lineOf(name: unknown, about: unknown): string[] {
  if (typeof name !== "string" || !harmless.test(name)) return [];
  return [`${name}\t${typeof about === "string" ? cleanLine(about) : ""}`];
}

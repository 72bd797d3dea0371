import type { Operation } from "@formwork/contracts/operations/operation";
import { type OperationId, operations } from "@formwork/contracts/operations/operations";
import type { Command } from "commander";
import { connect } from "../connection/connect.ts";
import { addServerOptions } from "../connection/server-options.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readNumber } from "../values/read-number.ts";
import { readPathWord, readPathWords } from "../values/read-path-word.ts";
import { addActionOptions, addWatchOptions } from "../watch/watch-options.ts";
import { addFlag } from "./add-flag.ts";
import { collectInput, type Given } from "./collect-input.ts";
import { commandName } from "./command-names.ts";
import { fillFromServer, readerOf } from "./current-body.ts";
import { exampleOf } from "./examples.ts";
import { type Flag, flagsOf } from "./flags.ts";
import { forEach } from "./for-each.ts";
import { isPaged, itemOf } from "./list-shape.ts";
import { runOperation } from "./run-operation.ts";
import { shapeOf } from "./schema-shape.ts";

/** Operations that make a job run, which may be waited for. */
const runsJob: readonly OperationId[] = ["jobs.rerun", "jobs.retry", "schedules.trigger"];

/** Other words that people try. */
const aliases: Record<string, string> = { create: "add", invite: "add" };

/**
 * Adds the command of an operation to the command of its group; all of it comes from the row. Where
 * it may be called without its argument, `withoutArgument` says what it does then.
 */
export function addOperation(
  group: Command,
  id: OperationId,
  terminal: Terminal,
  withoutArgument?: () => Promise<void>,
): void {
  const row: Operation = operations[id];
  const { verb } = commandName(id);
  const command = group.command(verb).description(row.summary);
  const alias = aliases[verb];
  if (alias !== undefined) command.alias(alias);
  const params = addArguments(command, row, withoutArgument !== undefined);
  const flags = flagsOf(row).filter(({ key, place }) => !isPaging(row, place, key));
  const reader = readerOf(row);
  // What is not given of settings stays as it is.
  const needed = reader === null ? flags : flags.map((flag) => ({ ...flag, isRequired: false }));
  for (const flag of needed) addFlag(command, flag, Date.now());
  addBodyOptions(command, row);
  if (runsJob.includes(id)) addWatchOptions(command);
  if (id === "actions.create") addActionOptions(command);
  addOutputOptions(command, row);
  addServerOptions(command);
  command.addHelpText("after", `\nExample:\n  ${exampleOf(id, row)}`);
  command.action(async (...given: unknown[]) => {
    if (withoutArgument !== undefined && isNothing(given[0])) return withoutArgument();
    // Commander passes the arguments, then the options, then the command.
    const options = given[params.length] as Given;
    const typed = await collectInput(terminal, row, needed, options);
    const connection = connect(terminal, options);
    const input = reader === null ? typed : await fillFromServer(connection, reader, row, typed);
    await forEach({
      ...{ terminal, connection, fields: flags },
      items: paramsOf(params, given),
      run: (one) => runOperation({ terminal, connection, id, row, params: one, input, options }),
      nameOf: (one) => Object.values(one).join(" "),
    });
  });
}

/** Adds the parameters of the path; where there is one, it may be given several times. */
function addArguments(command: Command, row: Operation, isOptional: boolean): string[] {
  const { properties = {} } = shapeOf(row.params);
  const names = Array.from(row.path.matchAll(/:(\w+)/g), ([, name = ""]) => name);
  const isRepeated = names.length === 1 && row.replyType === undefined;
  for (const name of names) {
    const about = properties[name]?.description ?? "";
    if (isOptional) command.argument(`[${name}...]`, about, readPathWords);
    else if (isRepeated) command.argument(`<${name}...>`, about, readPathWords);
    else command.argument(`<${name}>`, about, readPathWord);
  }
  return names;
}

function isNothing(given: unknown): boolean {
  return given === undefined || (Array.isArray(given) && given.length === 0);
}

/** Returns the parameters of each call: one call for each value of the only parameter. */
function paramsOf(names: readonly string[], given: readonly unknown[]): Record<string, unknown>[] {
  const [name] = names;
  if (name === undefined) return [{}];
  if (Array.isArray(given[0])) return given[0].map((value) => ({ [name]: value }));
  return [Object.fromEntries(names.map((one, index) => [one, given[index]]))];
}

/** The paging of a list is done by `--limit` and `--all`. */
function isPaging(row: Operation, place: Flag["place"], key: string): boolean {
  return isPaged(row) && place === "query" && key === "limit";
}

/** Adds `--body`, and `--set` where the body has a payload. */
export function addBodyOptions(command: Command, { body }: Pick<Operation, "body">): void {
  if (body === undefined) return;
  const { properties = {} } = shapeOf(body);
  if (properties.payload !== undefined) addSetOptions(command);
  command.option("--body <json>", "the whole body; other options go over it (JSON, @file, or -)");
}

/** Adds the options that set single values of a payload. */
export function addSetOptions(command: Command): void {
  const add = (text: string, before: string[] = []) => [...before, text];
  command
    .option("--set <path=value>", "a payload value, read as JSON where it is (repeatable)", add)
    .option("--set-string <path=value>", "a payload value, taken as text (repeatable)", add);
}

function addOutputOptions(command: Command, row: Operation): void {
  if (row.replyType !== undefined) return;
  command.optionsGroup("Output:").option("--json", jsonText(row));
  if (itemOf(row) === null) return;
  command.option("--columns <paths>", "fields to show, such as id,state,template.name");
  if (!isPaged(row)) return;
  command
    .option("-n, --limit <number>", "rows to show (default: 50)", (text) => readNumber(text, 1))
    .option("--all", "show every row");
}

function jsonText(row: Operation): string {
  return isPaged(row) ? "print JSON for programs: a row per line" : "print JSON for programs";
}

import type { Operation } from "@formwork/contracts/operations/operation";
import { endWith } from "../exit-codes.ts";
import { openPrompt } from "../terminal/ask.ts";
import { readInput } from "../terminal/read-input.ts";
import { isAttended, type Terminal } from "../terminal/terminal.ts";
import { parseJsonList, parseJsonObject, parseJsonValue } from "../values/parse-json-value.ts";
import { type Assignment, setPaths } from "../values/set-path.ts";
import { type Flag, takenAway } from "./flags.ts";

/** The values of options, by the name that commander gives them. */
export type Given = Record<string, unknown>;
/** What a request carries besides its path. */
export type Collected = {
  query: Record<string, unknown>;
  headers: Record<string, string>;
  body: Record<string, unknown> | undefined;
};

/** Makes the request of an operation from the flags that were given. */
export async function collectInput(
  terminal: Terminal,
  row: Pick<Operation, "body">,
  flags: readonly Flag[],
  given: Given,
): Promise<Collected> {
  if (Object.values(given).filter((value) => value === "-").length > 1)
    endWith("usage", "Only one option can be -, since stdin is read once");
  const read = { query: {}, headers: {}, body: await readBase(terminal, given.body) };
  for (const flag of flags) {
    const value = await readValue(terminal, flag, given[attributeOf(flag.name)]);
    if (value !== undefined) Object.assign(read[flag.place], entriesOf(flag, value));
  }
  if (row.body === undefined) return { ...read, body: undefined };
  const body = withAssignments(read.body, given);
  await askForSecrets(terminal, flags, body);
  refuseMissing(flags, body);
  return { ...read, body };
}

/** Returns the name that commander gives the value of an option: `run-at` is `runAt`. */
function attributeOf(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

async function readBase(terminal: Terminal, given: unknown): Promise<Record<string, unknown>> {
  if (typeof given !== "string") return {};
  return parseJsonObject("--body", await readInput(terminal, given));
}

function entriesOf({ key, kind }: Flag, value: unknown): Record<string, unknown> {
  if (kind !== "pair") return { [key]: value };
  // The parser of the flag has seen to the equals sign in each.
  const pairs = [value].flat().map((pair) => String(pair).split(/=(.*)/s));
  return Object.fromEntries(pairs.map(([path, text]) => [`${key}.${path}`, text]));
}

async function readValue(terminal: Terminal, flag: Flag, given: unknown): Promise<unknown> {
  if (given === takenAway) return null;
  if (typeof given !== "string") return given;
  if (flag.kind === "secret") return readSecret(terminal, `--${flag.name}`, given);
  if (flag.kind !== "json") return given;
  const parse = flag.shape.type === "array" ? parseJsonList : parseJsonValue;
  return parse(`--${flag.name}`, await readInput(terminal, given));
}

/** A secret on the command line would be seen by everybody who lists the processes. */
async function readSecret(terminal: Terminal, name: string, given: string): Promise<string> {
  if (given !== "-" && !given.startsWith("@"))
    endWith("usage", `${name} takes - (stdin) or @file: others can see what a command line holds`);
  return (await readInput(terminal, given)).replace(/\r?\n$/, "");
}

async function askForSecrets(
  terminal: Terminal,
  flags: readonly Flag[],
  body: Record<string, unknown>,
): Promise<void> {
  const missing = flags.filter((flag) => flag.kind === "secret" && isMissing(flag, body));
  if (missing.length === 0 || !isAttended(terminal)) return;
  const prompt = openPrompt(terminal);
  try {
    for (const { key, name } of missing) body[key] = await prompt.askHidden(`${name}: `);
  } finally {
    prompt.close();
  }
}

/** Returns the values of `--set` and `--set-string`, in the order of their kinds. */
export function assignmentsOf(given: Given): Assignment[] {
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  return [
    ...texts(given.set).map((text) => ({ text, isText: false })),
    ...texts(given.setString).map((text) => ({ text, isText: true })),
  ];
}

function withAssignments(body: Record<string, unknown>, given: Given): Record<string, unknown> {
  const assignments = assignmentsOf(given);
  if (assignments.length === 0) return body;
  const payload = typeof body.payload === "object" ? Object(body.payload) : {};
  return { ...body, payload: setPaths(payload, assignments) };
}

function refuseMissing(flags: readonly Flag[], body: Record<string, unknown>): void {
  const missing = flags.filter((flag) => isMissing(flag, body)).map(({ name }) => `--${name}`);
  if (missing.length > 0)
    endWith("usage", `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} required`);
}

function isMissing({ place, isRequired, key }: Flag, body: Record<string, unknown>): boolean {
  return place === "body" && isRequired && body[key] === undefined;
}

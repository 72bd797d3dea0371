import { existsSync } from "node:fs";
import type { FieldError } from "@formwork/contracts/problem";
import { templateName } from "@formwork/contracts/template";
import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { connect } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import { endWith } from "../exit-codes.ts";
import { addSetOptions } from "../operate/add-operation.ts";
import { assignmentsOf } from "../operate/collect-input.ts";
import { safeJson } from "../terminal/clean.ts";
import { print, say } from "../terminal/print.ts";
import { readInput } from "../terminal/read-input.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { parseJsonObject } from "../values/parse-json-value.ts";
import { readNumber } from "../values/read-number.ts";
import { setPaths } from "../values/set-path.ts";
import { type DefinitionFile, readDefinitions } from "./read-definitions.ts";

type Options = ServerOptions & Record<string, unknown> & { version?: number; json?: boolean };

/** Adds `formwork templates validate`, the command of `templates.validate`. */
export function addValidate(templates: Command, terminal: Terminal): void {
  const command = templates
    .command("validate")
    .argument("<name-or-file>", "name of a template on the server, or its file or folder here")
    .argument("[payload]", "with a name: the payload to check, as JSON, @file, or - for stdin")
    .description("Check a payload against a template, or a template file by the server's rules")
    .option(
      "--version <number>",
      "with a name: version of the template; the newest unless told",
      (text) => readNumber(text, 1),
    );
  addSetOptions(command);
  command.optionsGroup("Output:").option("--json", "print JSON for programs");
  addServerOptions(command).addHelpText("after", helpText);
  command.action((target: string, payload: string | undefined, options: Options) =>
    isName(target)
      ? validatePayload(terminal, target, payload, options)
      : validateFiles(terminal, target, options),
  );
}

const helpText = `
A file is checked here and needs no server. The exit code is 0 for what is valid, else 1.

Examples:
  formwork templates validate http-check '{"url":"https://example.org"}'
  formwork templates validate templates/http-check/template.json
  formwork templates validate templates`;

/** A folder may have the name of a template; what is here is meant then. */
function isName(target: string): boolean {
  return new RegExp(templateName).test(target) && !existsSync(target);
}

async function validatePayload(
  terminal: Terminal,
  name: string,
  given: string | undefined,
  options: Options,
): Promise<void> {
  const typed =
    given === undefined ? {} : parseJsonObject("The payload", await readInput(terminal, given));
  const payload = setPaths(typed, assignmentsOf(options));
  const connection = connect(terminal, options);
  const version = options.version === undefined ? {} : { version: options.version };
  const reply = await sayingProblems(connection, () =>
    connection.client.call("templates.validate", {
      ...{ params: { name }, query: version },
      body: { payload },
    }),
  );
  if (options.json === true) await print(terminal, [safeJson(reply)]);
  else if (reply.valid) await print(terminal, [safeJson(reply.payload, 2)]);
  if (!reply.valid)
    endWith("job-failed", [`Not valid for ${name}:`, ...faultLines(reply.errors)].join("\n"));
}

async function validateFiles(terminal: Terminal, path: string, options: Options): Promise<void> {
  const files = await readDefinitions(terminal, [path]);
  let invalid = 0;
  for (const file of files) if (!(await validateFile(terminal, file, options))) invalid++;
  if (invalid > 0) endWith("job-failed", `${invalid} of ${files.length} not valid`);
}

async function validateFile(
  terminal: Terminal,
  { file, definition }: DefinitionFile,
  options: Options,
): Promise<boolean> {
  const { checkDefinition } = await import("./check-definition.ts");
  const errors = await checkDefinition(definition);
  if (options.json === true)
    await print(terminal, [safeJson({ file, valid: errors.length === 0, errors })]);
  else if (errors.length === 0) await print(terminal, [`${file}: valid`]);
  else say(terminal, [`${file}:`, ...faultLines(errors)].join("\n"));
  return errors.length === 0;
}

function faultLines(errors: readonly FieldError[]): string[] {
  return errors.map(({ pointer, message }) => `  ${`${pointer} ${message}`.trim()}`);
}

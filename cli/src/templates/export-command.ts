import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import { type Template, TemplateDefinition, templateName } from "@formwork/contracts/template";
import { makeFolder } from "@formwork/engine/runtime/make-folder";
import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { type Connection, connect } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import { endWith } from "../exit-codes.ts";
import { safeJson } from "../terminal/clean.ts";
import { print } from "../terminal/print.ts";
import { reasonOf } from "../terminal/read-input.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readNumber } from "../values/read-number.ts";
import { readPathWords } from "../values/read-path-word.ts";

type Options = ServerOptions & { all?: boolean; to?: string; version?: number };

/** Adds `formwork templates export`. */
export function addExport(templates: Command, terminal: Terminal): void {
  const command = templates
    .command("export")
    .argument("[name...]", "names of the templates", readPathWords, [])
    .description("Write templates as files, which can be published elsewhere")
    .option("--all", "every template that is not archived")
    .option("--to <folder>", "write NAME.json files there; stdout unless told")
    .option("--version <number>", "version of the template; the newest unless told", (text) =>
      readNumber(text, 1),
    );
  addServerOptions(command).addHelpText(
    "after",
    `
Files of modules stay on the server: only the template itself is written.

Examples:
  formwork templates export http-check > http-check.json
  formwork templates export --all --to backup`,
  );
  command.action(async (names: string[], options: Options) => {
    checkUse(names, options);
    const connection = connect(terminal, options);
    await sayingProblems(connection, async () => {
      const chosen = options.all === true ? await allNames(connection) : names;
      for (const name of chosen) await exportOne(terminal, connection, name, options);
    });
  });
}

function checkUse(names: readonly string[], { all, to, version }: Options): void {
  if ((names.length === 0) !== (all === true))
    endWith("usage", "Name the templates, or give --all, and not both");
  if (to === undefined && (all === true || names.length > 1))
    endWith("usage", "Several templates need a folder: --to FOLDER");
  if (version !== undefined && names.length !== 1)
    endWith("usage", "--version is about one template");
}

async function allNames({ client }: Connection): Promise<string[]> {
  const templates = await readAllPages((query) => client.call("templates.list", { query }));
  return templates.map(({ name }) => name);
}

async function exportOne(
  terminal: Terminal,
  { client }: Connection,
  name: string,
  { to, version }: Options,
): Promise<void> {
  const query = version === undefined ? {} : { version };
  const template = await client.call("templates.get", { params: { name }, query });
  const text = safeJson(definitionOf(template), 2);
  if (to === undefined) return print(terminal, [text]);
  const file = writeFile(to, template.name, `${text}\n`);
  return print(terminal, [file]);
}

/** Leaves out what the registry adds to a definition. */
function definitionOf(template: Template): Record<string, unknown> {
  const keys = Object.keys(TemplateDefinition.properties);
  return Object.fromEntries(Object.entries(template).filter(([key]) => keys.includes(key)));
}

/** The name comes from the server, and becomes the name of a file here. */
function writeFile(folder: string, name: string, text: string): string {
  if (!new RegExp(templateName).test(name))
    endWith("refused", `"${name}" is no name of a template`);
  const file = join(folder, `${name}.json`);
  try {
    makeFolder(folder);
    writeFileSync(file, text);
  } catch (error) {
    endWith("usage", `${file} cannot be written: ${reasonOf(error)}`);
  }
  return file;
}

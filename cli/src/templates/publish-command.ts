import { readReply } from "@formwork/contracts/client/read-reply";
import type { Template } from "@formwork/contracts/template";
import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { type Connection, connect } from "../connection/connect.ts";
import { addServerOptions } from "../connection/server-options.ts";
import { endWith } from "../exit-codes.ts";
import { forEach } from "../operate/for-each.ts";
import { cleanLine, safeJson } from "../terminal/clean.ts";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { isPathWord } from "../values/read-path-word.ts";
import { type DefinitionFile, readDefinitions } from "./read-definitions.ts";

type Options = ServerOptions & { json?: boolean };

/** Adds `formwork templates publish`, the command of `templates.publish`; `import` is its other name. */
export function addPublish(templates: Command, terminal: Terminal): void {
  const command = templates
    .command("publish")
    .alias("import")
    .argument("<file...>", "template files, folders of them, or - for stdin")
    .description("Publish templates: content that has changed becomes a version")
    .option("--json", "print JSON for programs: a template per line");
  addServerOptions(command).addHelpText(
    "after",
    `
What is refused keeps the others from nothing; the exit code is 3 then.

Examples:
  formwork templates publish http-check.json
  formwork templates import templates`,
  );
  command.action(async (paths: string[], options: Options) => {
    const files = await readDefinitions(terminal, paths);
    const connection = connect(terminal, options);
    await forEach({
      ...{ terminal, connection, items: files },
      run: (file) => publishFile(terminal, connection, file, options),
      nameOf: ({ file }) => file,
    });
  });
}

async function publishFile(
  terminal: Terminal,
  { client, send }: Connection,
  { file, definition }: DefinitionFile,
  { json }: Options,
): Promise<void> {
  const { name } = definition;
  if (typeof name !== "string" || !isPathWord(name))
    return endWith("usage", `${file} has no "name": it is the template's address`);
  const response = await send(client.address("templates.publish", { params: { name } }), {
    method: "PUT",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(definition),
  });
  // The reply of the operation has this type.
  const template = (await readReply(response)) as Template;
  if (json === true) return print(terminal, [safeJson(template)]);
  const done = response.status === 201 ? "published" : "unchanged";
  return print(terminal, [cleanLine(`${template.name} version ${template.version} ${done}`)]);
}

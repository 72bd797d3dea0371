import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { connect } from "../connection/connect.ts";
import {
  checkProfileName,
  profileFile,
  readProfiles,
  writeProfiles,
} from "../connection/profile-file.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import { endWith } from "../exit-codes.ts";
import { printItems } from "../operate/reply/print-list.ts";
import { printRecord } from "../operate/reply/print-record.ts";
import { safeJson } from "../terminal/clean.ts";
import { print, say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Adds `formwork whoami` and `formwork profiles`. */
export function addProfiles(program: Command, terminal: Terminal): void {
  addServerOptions(
    program
      .command("whoami")
      .description("Who is signed in, and where")
      .option("--json", "print JSON for programs")
      .addHelpText("after", "\nExample:\n  formwork whoami --profile work"),
  ).action((options: ServerOptions & { json?: boolean }) => whoami(terminal, options));
  const group = program.command("profiles").description("Servers that you are signed in to");
  group
    .command("list")
    .description("Every profile; never its token")
    .option("--json", "print JSON for programs: a profile per line")
    .addHelpText("after", "\nExample:\n  formwork profiles list")
    .action((options: { json?: boolean }) => listProfiles(terminal, options));
  group
    .command("use")
    .argument("<name>", "name of the profile")
    .description("Choose the profile that is used where none is named")
    .addHelpText("after", "\nExample:\n  formwork profiles use work")
    .action((name: string) => useProfile(terminal, name));
}

async function whoami(
  terminal: Terminal,
  options: ServerOptions & { json?: boolean },
): Promise<void> {
  const connection = connect(terminal, options);
  const user = await sayingProblems(connection, () => connection.client.call("auth.me"));
  const record = { server: connection.url, ...user };
  return options.json === true
    ? print(terminal, [safeJson(record)])
    : printRecord(terminal, record);
}

async function listProfiles(terminal: Terminal, options: { json?: boolean }): Promise<void> {
  const { current, profiles } = readProfiles(terminal.env);
  const items = Object.entries(profiles).map(([name, { url, account, expiresAt }]) => ({
    ...{ name, used: name === current, url, account, expiresAt },
  }));
  if (items.length === 0 && options.json !== true)
    return say(terminal, "There are none yet. Make one with: formwork login");
  const time = { type: "string", format: "date-time" };
  const text = { type: "string" };
  await printItems(terminal, {
    ...{ id: "profiles", items, options, now: Date.now() },
    item: { properties: { name: text, used: text, url: text, account: text, expiresAt: time } },
  });
}

async function useProfile(terminal: Terminal, given: string): Promise<void> {
  const { profiles } = readProfiles(terminal.env);
  const name = checkProfileName(given);
  if (!Object.hasOwn(profiles, name))
    endWith(
      "usage",
      `There is no profile "${name}" in ${profileFile(terminal.env)}. Make it with: formwork login --profile ${name}`,
    );
  writeProfiles(terminal.env, { current: name, profiles });
  await print(terminal, [`Commands use the profile "${name}" from now on`]);
}

import type { Command } from "commander";

const heading = "Server:";

/** Adds the options that name the server to a command. */
export function addServerOptions(command: Command): Command {
  return command
    .optionsGroup(heading)
    .option("--profile <name>", "the profile to use (FORMWORK_PROFILE)")
    .option("--url <address>", "the server to call (FORMWORK_URL)");
}

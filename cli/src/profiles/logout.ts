import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { Command } from "commander";
import { connectTo } from "../connection/connect.ts";
import { checkProfileName, readProfiles, writeProfiles } from "../connection/profile-file.ts";
import { endWith } from "../exit-codes.ts";
import { print, say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Adds `formwork logout`. */
export function addLogout(program: Command, terminal: Terminal): void {
  program
    .command("logout")
    .description("End the session of a profile, and forget the profile")
    .option("--profile <name>", "name of the profile; the one that is used unless told")
    .addHelpText("after", "\nExample:\n  formwork logout --profile work")
    .action(({ profile }: { profile?: string }) => logout(terminal, profile));
}

async function logout(terminal: Terminal, given: string | undefined): Promise<void> {
  const { current, profiles } = readProfiles(terminal.env);
  const name = checkProfileName(given ?? (terminal.env.FORMWORK_PROFILE || current));
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) return endWith("usage", `There is no profile "${name}"`);
  await endSession(terminal, name, profile);
  const { [name]: _, ...others } = profiles;
  const next = current === name ? (Object.keys(others)[0] ?? current) : current;
  writeProfiles(terminal.env, { current: next, profiles: others });
  await print(terminal, [`Signed out of ${profile.url}; the profile "${name}" is gone`]);
}

/** The profile is forgotten all the same: a token that nobody has is as good as ended. */
async function endSession(
  terminal: Terminal,
  name: string,
  { url, token }: { url: string; token: string },
): Promise<void> {
  try {
    const server = { url, token, tokenFrom: "", profile: name };
    await connectTo(server, terminal).client.call("auth.sign-out");
  } catch (error) {
    if (!isProblemError(error)) throw error;
    if (error.problem.code === "not-signed-in") return;
    say(terminal, `warning: ${url} was not told, and the session goes on there: ${error.message}`);
  }
}

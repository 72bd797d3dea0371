import type { Command } from "commander";
import { isToken, localAddress } from "../connection/choose-server.ts";
import { connectTo } from "../connection/connect.ts";
import {
  checkProfileName,
  type Profile,
  readProfiles,
  writeProfiles,
} from "../connection/profile-file.ts";
import { isReadableOnTheWay, readAddress } from "../connection/read-address.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { endWith } from "../exit-codes.ts";
import { openPrompt, type Prompt } from "../terminal/ask.ts";
import { cleanLine } from "../terminal/clean.ts";
import { print, say } from "../terminal/print.ts";
import { isAttended, type Terminal } from "../terminal/terminal.ts";

type LoginOptions = { profile?: string; email?: string; withToken?: boolean };

/** Adds `formwork login`. */
export function addLogin(program: Command, terminal: Terminal): void {
  program
    .command("login")
    .argument("[address]", "address of the server, such as https://jobs.example.org")
    .description("Sign in, and keep it in a profile that only you can read")
    .option("--profile <name>", "name of the profile; it becomes the one that is used")
    .option("--email <address>", "e-mail address; asked for unless told")
    .option("--with-token", "read a token or an API key from stdin instead of a password")
    .addHelpText(
      "after",
      `
The password is asked for, or read from stdin where that is no terminal.

Examples:
  formwork login http://127.0.0.1:8080
  formwork login https://jobs.example.org --profile work --email ada@example.org
  formwork login https://jobs.example.org --with-token < key.txt`,
    )
    .action((address: string | undefined, options: LoginOptions) =>
      login(terminal, address, options),
    );
}

async function login(
  terminal: Terminal,
  address: string | undefined,
  options: LoginOptions,
): Promise<void> {
  const known = readProfiles(terminal.env);
  const name = checkProfileName(
    options.profile ?? (terminal.env.FORMWORK_PROFILE || known.current),
  );
  const before = Object.hasOwn(known.profiles, name) ? known.profiles[name] : undefined;
  const prompt = openPrompt(terminal);
  const profile = await makeProfile(terminal, prompt, options, address, before).finally(() =>
    prompt.close(),
  );
  const profiles = { ...known.profiles, [name]: profile };
  const file = writeProfiles(terminal.env, { current: name, profiles });
  const ends = profile.expiresAt === null ? "" : `, until ${profile.expiresAt}`;
  await print(terminal, [cleanLine(`Signed in to ${profile.url} as ${profile.account}${ends}`)]);
  say(terminal, `Kept as profile "${name}" in ${file}`);
}

async function makeProfile(
  terminal: Terminal,
  prompt: Prompt,
  options: LoginOptions,
  address: string | undefined,
  before: Profile | undefined,
): Promise<Profile> {
  const url = await chooseAddress(terminal, prompt, address, before?.url);
  if (isReadableOnTheWay(url))
    say(terminal, `warning: ${url} is not https: others on the way can read what you send`);
  return options.withToken === true
    ? profileOfToken(url, await prompt.askHidden("Token or key: "))
    : profileOfPassword(terminal, prompt, url, options.email, before?.account);
}

async function chooseAddress(
  terminal: Terminal,
  prompt: Prompt,
  given: string | undefined,
  before: string | undefined,
): Promise<string> {
  const usual = before ?? (terminal.env.FORMWORK_URL || localAddress);
  if (given !== undefined) return readAddress(given);
  if (!isAttended(terminal)) return readAddress(usual);
  return readAddress((await prompt.ask(`Server (${usual}): `)) || usual);
}

async function profileOfToken(url: string, token: string): Promise<Profile> {
  if (!isToken(token)) return endWith("usage", "stdin holds no token: one word, no blanks");
  const connection = connectTo({ url, token, tokenFrom: "token that was given" });
  const { email } = await sayingProblems(connection, () => connection.client.call("auth.me"));
  return { url, token, account: email, expiresAt: null };
}

async function profileOfPassword(
  terminal: Terminal,
  prompt: Prompt,
  url: string,
  given: string | undefined,
  before: string | undefined,
): Promise<Profile> {
  const usual = before === undefined ? "" : ` (${before})`;
  if (given === undefined && !isAttended(terminal))
    return endWith("usage", "--email is required where nobody can be asked");
  const email = given ?? ((await prompt.ask(`E-mail${usual}: `)) || (before ?? ""));
  const password = await prompt.askHidden("Password: ");
  const connection = connectTo({ url, token: undefined, tokenFrom: "" }, terminal);
  const { token, refreshToken, sessionExpiresAt, user } = await sayingProblems(connection, () =>
    connection.client.call("auth.sign-in", { body: { email, password } }),
  );
  const refreshing = refreshToken === undefined ? {} : { refreshToken };
  return { url, token, ...refreshing, account: user.email, expiresAt: sessionExpiresAt };
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Client, createClient } from "@formwork/contracts/client/client";
import { isProblemError } from "@formwork/contracts/client/problem-error";
import { eventually } from "@formwork/engine/testing/eventually";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import nodeFlags from "../../cli/bin/node-flags.json" with { type: "json" };
import { endChild, throwIfEnded } from "./child-process.ts";

/** A process that runs all parts of Formwork, as `npm start` does. */
export type Running = {
  url: string;
  setUpLink: string | null;
  home: string;
  pid: number;
  logs: string[];
  kill: (signal?: NodeJS.Signals) => Promise<void>;
  /** Resolves when the process has ended, whatever ended it. */
  ended: Promise<unknown>;
};

export const admin = { email: "ada@example.org", password: "correct horse battery" };
const formwork = new URL("../../cli/bin/formwork.js", import.meta.url).pathname;
/** The folder of the templates that ship. */
export const shippedTemplates = new URL("../../templates", import.meta.url).pathname;

/** Creates a data folder below the temporary folder; `remove` deletes it. */
export async function aHome(): Promise<{ home: string; remove: () => Promise<void> }> {
  const { path, remove } = await aTemporaryFolder();
  return { home: path, remove };
}

/**
 * Starts Formwork on a free port and resolves when it prints that it is ready; rejects with its log
 * when it does not within a minute.
 */
export async function startFormwork(
  home: string,
  settings: Record<string, string> = {},
): Promise<Running> {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const env = {
    PATH,
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    FORMWORK_HOME: home,
    FORMWORK_PORT: "0",
    FORMWORK_TEMPLATES: shippedTemplates,
    ...settings,
  };
  const child = spawn(process.execPath, [...nodeFlags, formwork, "start"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const logs: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => logs.push(line));
  const addresses = await readAddresses(child, logs).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  return {
    ...addresses,
    home,
    pid: child.pid ?? 0,
    logs,
    async kill(signal = "SIGTERM") {
      await endChild(child, signal);
    },
    ended,
  };
}

/** Returns a client that is signed in as the first admin, who is created if need be. */
export async function signedIn({
  url,
  setUpLink,
}: Pick<Running, "url" | "setUpLink">): Promise<Client> {
  const setUpToken = setUpLink === null ? null : (/token=(\S+)$/.exec(setUpLink)?.[1] ?? null);
  if (setUpToken === null) return (await signIn(url)).client;
  const { token } = await createClient({ baseUrl: url }).call("setup.create", {
    body: { token: setUpToken, ...admin },
  });
  return createClient({ baseUrl: url, token });
}

/**
 * Signs in at a scheduler as the first admin; returns the client with its token. Waits where there is
 * none yet: a scheduler answers five seconds after its start, while it may still set up the database.
 */
export async function signIn(url: string): Promise<{ client: Client; token: string }> {
  const ask = () => createClient({ baseUrl: url }).call("auth.sign-in", { body: admin });
  const { token } = await ask().catch(async (error) => {
    if (!isProblemError(error) || error.problem.code !== "wrong-credentials") throw error;
    await hasStarted(url);
    return ask();
  });
  return { client: createClient({ baseUrl: url, token }), token };
}

function hasStarted(url: string): Promise<unknown> {
  const isReady = async () => (await fetch(`${url}/health/ready`)).ok;
  return eventually(isReady, "the end of the start", 60_000);
}

async function readAddresses(
  child: ChildProcess,
  logs: string[],
): Promise<{ url: string; setUpLink: string | null }> {
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  await eventually(
    async () => {
      throwIfEnded(child, "formwork", () => [printed, ...logs].join("\n"));
      return /formwork ready on \S+\n/.test(printed);
    },
    "the ready line",
    60_000,
  );
  return {
    url: /formwork ready on (\S+)/.exec(printed)?.[1] ?? "",
    setUpLink: /(\S+\/setup#token=\S+)/.exec(printed)?.[1] ?? null,
  };
}

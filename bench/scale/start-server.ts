import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@formwork/contracts/client/client";
import { admin, signIn, startFormwork } from "../../tests/support/formwork.ts";

/** A process that runs `formwork start`, and its admin's client. */
export type Server = {
  pid: number;
  url: string;
  token: string;
  client: Client;
  stop: () => Promise<void>;
};

/**
 * Starts `formwork start` with its home and templates in `folder`, and signs its admin in. The
 * process ends with this one, at the latest after `limitMs`.
 */
export async function startServer(
  folder: string,
  limitMs: number,
  settings: Record<string, string> = {},
): Promise<Server> {
  const templates = join(folder, "templates");
  mkdirSync(templates, { recursive: true });
  for (const name of ["noop", "report", "rare"])
    writeFileSync(join(templates, `${name}.json`), JSON.stringify({ ...definition, name }));
  const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
  const { url, pid, kill } = await startFormwork(join(folder, "home"), {
    FORMWORK_STORE: BENCH_STORE,
    FORMWORK_BUS: BENCH_BUS,
    FORMWORK_TEMPLATES: templates,
    FORMWORK_TOKEN_LIFETIME: "1d",
    FORMWORK_ADMIN_EMAIL: admin.email,
    FORMWORK_ADMIN_PASSWORD: admin.password,
    ...settings,
  });
  process.once("exit", () => void kill("SIGKILL"));
  for (const end of ["SIGTERM", "SIGINT", "disconnect"]) process.once(end, () => process.exit(1));
  setTimeout(() => {
    process.stderr.write(`the measurement did not end within ${limitMs / 60_000} minutes\n`);
    process.exit(1);
  }, limitMs).unref();
  return { pid, url, ...(await signIn(url)), stop: () => kill("SIGTERM") };
}

const text = { type: "string" };
/** Jobs of kind `remote` wait for a worker that does not exist yet: none of them is claimed. */
const definition = {
  title: "Nothing",
  payload: {
    type: "object",
    required: ["i"],
    properties: { i: { type: "integer" }, t0: text, kind: text, target: text, filler: text },
  },
  run: { kind: "remote" },
};

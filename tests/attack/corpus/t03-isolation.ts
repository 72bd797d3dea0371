import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { corpus, type Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

/** Programs that look for what is the server's. HOME stands for the folder of the installation. */
const programs = {
  "the secret that signs tokens": "cat HOME/etc/token-secret HOME/etc/*",
  "the database": "strings -n 3 HOME/data/formwork.db 2>/dev/null || cat HOME/data/formwork.db",
  "its own environment": "env",
  "the environment of its parent": "cat /proc/$PPID/environ",
  "the environment of every process": "cat /proc/[0-9]*/environ",
  "the command line of every process": "cat /proc/[0-9]*/cmdline",
  "the memory of its parent": "head -c 64 /proc/$PPID/mem",
  "the open files of its parent": "cat /proc/$PPID/fd/*",
  "a link as its result": 'ln -s HOME/etc/token-secret "$FORMWORK_RESULT"',
};

async function judge(target: Target, script: string): Promise<Verdict> {
  // Without root there is no user to change to, and the server says so at its start.
  if (target.home === null || process.getuid?.() !== 0) return null;
  await target.require({
    ...{ name: "attack-shell", title: "Attack", retry: { attempts: 1 }, timeout: "20s" },
    payload: { type: "object" },
    run: { kind: "command", argv: ["sh", "-c", script.replaceAll("HOME", target.home)] },
  });
  const job = await target.runJob("attack-shell", {});
  const log = await target.ask(`/api/v1/jobs/${job.id}/logs?limit=500`);
  const seen = `${log.text} ${JSON.stringify(job)}`;
  const secret = (await readFile(join(target.home, "etc/token-secret"), "utf8")).trim();
  const prizes = [secret, "FORMWORK_ADMIN_PASSWORD", "FORMWORK_TOKEN_SECRET", "SQLite format"];
  const prize = prizes.find((one) => seen.includes(one));
  if (prize === undefined) return null;
  return prize === secret ? "it read the secret that signs tokens" : `it read ${prize}`;
}

export const isolation = corpus("T3", "jobs that reach for the server", programs, judge);

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { secret, startEngine } from "../engines/start-engine.ts";
import { folder, n } from "../measure/arguments.ts";
import { rateOf, report } from "../measure/measure.ts";
import { fillStore } from "../scale/fill-store.ts";
import { deepCursor, timeCalls } from "../scale/measure-lists.ts";
import { questions } from "../scale/query-kinds.ts";
import type { ListTime } from "../scale/scale-result.ts";
import { startServer } from "../scale/start-server.ts";

/**
 * Stores n jobs of every state, most of which have ended, then starts `formwork start` on them as a
 * process of its own and measures over HTTP each kind of list, statistics, timelines and groups of
 * errors. On MongoDB the first statistics make the server count all jobs once.
 */
const limitMs = 60 * 60_000;
const calls = 20;
/** A question that takes long is asked less often. */
const budgetMs = 5000;

const { BENCH_STORE = "sqlite:", BENCH_BUS = "local:" } = process.env;
const data = join(folder, "home", "data");
mkdirSync(data, { recursive: true });
const { engine } = await startEngine({ store: BENCH_STORE, bus: BENCH_BUS, data });
const jobs_s = await rateOf(n, () => fillStore(engine.store, n));
await engine.stop();

const server = await startServer(folder, limitMs, { FORMWORK_TOKEN_SECRET: secret });
const { client } = server;
const lists: ListTime[] = [];
await client.call("jobs.stats");
for (const { name, ask } of questions)
  lists.push(await timeCalls(name, { calls, budgetMs }, () => ask(client)));
const cursor = await deepCursor(client, n);
lists.push(
  await timeCalls("list cursor=deep", { calls, budgetMs }, async () => {
    return (await client.call("jobs.list", { query: { cursor } })).items.length;
  }),
);
await server.stop();
report({ work: "lists", n, jobs_s, lists });

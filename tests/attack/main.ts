import { parseArgs } from "node:util";
import { createClient } from "@formwork/contracts/client/client";
import { admin, aHome, startFormwork } from "../support/formwork.ts";
import { startMongod } from "../support/servers/mongod.ts";
import { corpora, elsewhere } from "./corpus/all.ts";
import { runCorpus, type Tally } from "./corpus.ts";
import { openTarget, type Target } from "./target.ts";

/** `npm run attack`: tries the whole corpus on a running server, and says what got through. */

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    key: { type: "string" },
    only: { type: "string" },
    store: { type: "string" },
    help: { type: "boolean" },
  },
});

const help = `npm run attack -- [--only T1,T15] [--store sqlite|mongodb]
npm run attack -- --url URL --key TOKEN

Tries every attack of tests/attack/corpus and prints how many were tried and let through, by threat.
Without --url it starts a server of its own on SQLite, and one on MongoDB. With --url it attacks that
one with the token of an admin's session (an API key makes no users: attacks that need other roles
are left out). It changes limits, and leaves users, templates and jobs behind: use a server that is
for trying out. Ends with 1 where something got through.`;

type Place = { name: string; target: Target; close: () => Promise<void> };

async function ownServer(store: "SQLite" | "MongoDB"): Promise<Place> {
  const mongod = store === "MongoDB" ? await startMongod() : null;
  const { home, remove } = await aHome();
  const running = await startFormwork(home, {
    FORMWORK_ADMIN_EMAIL: admin.email,
    FORMWORK_ADMIN_PASSWORD: admin.password,
    ...(mongod === null ? {} : { FORMWORK_STORE: mongod.url }),
  });
  const client = createClient({ baseUrl: running.url });
  const { token } = await client.call("auth.sign-in", { body: admin });
  return {
    name: store,
    target: await openTarget({ url: running.url, token, home }),
    async close() {
      await running.kill();
      await mongod?.stop();
      await remove();
    },
  };
}

async function attack({ name, target }: Place): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  const wanted = values.only?.split(",");
  for (const corpus of corpora) {
    if (wanted !== undefined && !wanted.includes(corpus.threat)) continue;
    await requireTokens(target);
    const start = performance.now();
    const { tried, through, broken } = await runCorpus(target, corpus);
    const before = tallies.get(corpus.threat) ?? { tried: 0, through: [], broken: 0 };
    tallies.set(corpus.threat, {
      tried: before.tried + tried,
      through: [...before.through, ...through],
      broken: before.broken + broken,
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    print(
      `${name.padEnd(8)} ${corpus.threat.padEnd(4)} ${corpus.title}: ${tried} tried, ${through.length} let through (${seconds} s)`,
    );
    for (const one of through) print(`         ! ${one.name.slice(0, 200)}: ${one.what}`);
  }
  return tallies;
}

/** An attack as a role proves nothing without the token of that role. */
async function requireTokens({ ask, tokens }: Target): Promise<void> {
  for (const [role, token] of Object.entries(tokens))
    if ((await ask("/api/v1/auth/me", { token })).status !== 200)
      throw new Error(`The token of the ${role} works no more`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function summary(results: readonly [string, Map<string, Tally>][]): number {
  let failed = 0;
  print("");
  for (const [name, tallies] of results) {
    const all = [...tallies.values()];
    const tried = all.reduce((sum, one) => sum + one.tried, 0);
    const through = all.reduce((sum, one) => sum + one.through.length, 0);
    failed += through;
    const byThreat = [...tallies].map(
      ([threat, one]) => `${threat} ${one.tried}/${one.through.length}`,
    );
    print(`${name}: ${tried} attacks tried, ${through} let through`);
    print(`  by threat (tried/let through): ${byThreat.join(", ")}`);
  }
  print(
    `Not by requests: ${Object.entries(elsewhere)
      .map(([threat, where]) => `${threat} (${where})`)
      .join("; ")}`,
  );
  return failed;
}

async function places(): Promise<(() => Promise<Place>)[]> {
  const { url, key } = values;
  if (url !== undefined && key !== undefined)
    return [
      async () => ({
        name: "server",
        target: await openTarget({ url, token: key }),
        close: async () => undefined,
      }),
    ];
  const stores = (["SQLite", "MongoDB"] as const).filter(
    (one) => values.store === undefined || values.store === one.toLowerCase(),
  );
  return stores.map((store) => () => ownServer(store));
}

/** Refuses what would try nothing, and so let nothing through. */
function requireKnown(option: string, given: string[], known: string[]): void {
  for (const one of given)
    if (!known.includes(one))
      throw new RangeError(`--${option} ${one} is none of ${known.join(", ")}`);
}

if (values.help === true) print(help);
else {
  requireKnown("store", [values.store ?? []].flat(), ["sqlite", "mongodb"]);
  const threats = new Set(corpora.map(({ threat }) => threat));
  requireKnown("only", values.only?.split(",") ?? [], [...threats]);
  const results: [string, Map<string, Tally>][] = [];
  for (const open of await places()) {
    const place = await open();
    for (const role of ["viewer", "operator", "author"] as const)
      if (place.target.tokens[role] === undefined)
        print(`${place.name}: no ${role} could be made; attacks of one are left out`);
    results.push([place.name, await attack(place).finally(place.close)]);
  }
  process.exitCode = summary(results) === 0 ? 0 : 1;
}

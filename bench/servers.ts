import { startMongod } from "../tests/support/servers/mongod.ts";
import { startRabbit } from "../tests/support/servers/rabbitmq.ts";

type Servers = {
  fresh: () => { BENCH_STORE: string; BENCH_BUS: string };
  stop: () => Promise<void>;
};

/**
 * Starts the servers that `--store` and `--bus` need. `fresh` returns their addresses with a new,
 * empty database.
 */
export async function startServers({
  store,
  bus,
}: {
  store: string;
  bus: string;
}): Promise<Servers> {
  const mongod = store === "mongo" ? await startMongod() : null;
  const rabbit = bus === "rabbit" ? await startRabbit() : null;
  const bench = `bench-${Date.now().toString(36)}`;
  let runs = 0;
  return {
    fresh() {
      const database =
        mongod === null ? "sqlite:" : new URL(`/${bench}-${++runs}`, mongod.url).href;
      return { BENCH_STORE: database, BENCH_BUS: rabbit?.url ?? "local:" };
    },
    stop: async () => void (await Promise.all([mongod?.stop(), rabbit?.stop()])),
  };
}

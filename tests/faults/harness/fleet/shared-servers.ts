import { afterAllSuites } from "../../../support/servers/after-all.ts";
import { startDurableMongod } from "../../../support/servers/durable-mongod.ts";
import { startRabbit } from "../../../support/servers/rabbitmq.ts";
import type { Servers } from "./fleet.ts";

let starting: Promise<Servers> | undefined;
let given = 0;

/**
 * Returns the one database server and the one broker of a process, which start at the first call and
 * end after its suites. Each caller has a database and a virtual host of its own.
 */
export async function sharedServers(): Promise<Servers> {
  starting ??= startServers();
  const { mongod, broker } = await starting;
  const name = `fleet-${++given}`;
  await broker.control("add_vhost", name);
  await broker.control("set_permissions", "-p", name, "guest", ".*", ".*", ".*");
  return {
    mongod: { ...mongod, url: urlWithPath(mongod.url, name) },
    broker: { ...broker, url: urlWithPath(broker.url, name) },
  };
}

async function startServers(): Promise<Servers> {
  const starts = [startDurableMongod(), startRabbit()] as const;
  const [mongod, broker] = await Promise.all(starts).catch(async (error) => {
    // One that has started would keep the process alive.
    const started = await Promise.allSettled(starts);
    await Promise.all(started.map((one) => one.status === "fulfilled" && one.value.stop()));
    throw error;
  });
  afterAllSuites(() => {
    starting = undefined;
    return Promise.all([mongod.stop(), broker.stop()]);
  });
  return { mongod, broker };
}

function urlWithPath(url: string, path: string): string {
  return Object.assign(new URL(url), { pathname: `/${path}` }).href;
}

import { createClient } from "@formwork/contracts/client/client";
import { admin, aHome } from "../../support/formwork.ts";
import { startProxy } from "../../support/servers/proxy.ts";
import { startRabbit } from "../../support/servers/rabbitmq.ts";
import { freePort } from "../../support/servers/run-server.ts";
import { startService } from "../../support/service.ts";
import { startDurableMongod } from "./durable-mongod.ts";
import { writeTemplates } from "./effects.ts";
import { fleetSettings, type WithFleet } from "./fleet.ts";
import { type Part, startPart } from "./part.ts";

type Service = "scheduler" | "worker" | "notifier";

/**
 * A fleet of two schedulers, three workers and a notifier on MongoDB and RabbitMQ. Each process has
 * proxies of its own to both servers.
 */
export const withServices: WithFleet = async (use, { mutation } = {}) => {
  const started: { stop: () => Promise<unknown> }[] = [];
  async function begin<T extends { stop: () => Promise<unknown> }>(starting: Promise<T>) {
    const one = await starting;
    started.unshift(one);
    return one;
  }
  const place = await aHome();
  try {
    const { folder, file } = await writeTemplates(place.home);
    const mongod = await begin(startDurableMongod());
    const broker = await begin(startRabbit());
    const part = async (kind: Service, number: number): Promise<Part> => {
      const links = { store: await startProxy(mongod.url), bus: await startProxy(broker.url) };
      const port = await freePort();
      const settings = {
        ...fleetSettings,
        FORMWORK_HOME: place.home,
        FORMWORK_PORT: String(port),
        FORMWORK_STORE: links.store.url,
        FORMWORK_BUS: links.bus.url,
        FORMWORK_TOKEN_SECRET: "the same secret for every service, 40 long",
        FORMWORK_TEMPLATES: folder,
        FORMWORK_ADMIN_EMAIL: admin.email,
        FORMWORK_ADMIN_PASSWORD: admin.password,
      };
      return begin(
        startPart({
          ...{ name: `${kind} ${number}`, url: `http://127.0.0.1:${port}`, links, mutation },
          start: (environment) => startService(kind, { ...settings, ...environment }),
        }),
      );
    };
    const first = await part("scheduler", 1);
    const schedulers = [first, await part("scheduler", 2)];
    const workers = await Promise.all([1, 2, 3].map((number) => part("worker", number)));
    const notifiers = [await part("notifier", 1)];
    const client = createClient({ baseUrl: first.url });
    const { token } = await client.call("auth.sign-in", { body: admin });
    const parts = { schedulers, workers, notifiers };
    return await use({ ...parts, servers: { mongod, broker }, token, effectsFile: file });
  } finally {
    for (const one of started) await one.stop();
    await place.remove();
  }
};

import { aHome } from "../../../support/formwork.ts";
import { startDurableMongod } from "../../../support/servers/durable-mongod.ts";
import { startProxy } from "../../../support/servers/proxy.ts";
import { startRabbit } from "../../../support/servers/rabbitmq.ts";
import type { WithFleet } from "./fleet.ts";
import { startServiceParts, withStarted } from "./service-parts.ts";

/**
 * A fleet of six processes on MongoDB and RabbitMQ. Each process has proxies of its own to both
 * servers.
 */
export const withServices: WithFleet = (use, { mutation } = {}) =>
  withStarted(async (begin) => {
    const { home, remove } = await aHome();
    await begin(Promise.resolve({ stop: remove }));
    const mongod = await begin(startDurableMongod());
    const broker = await begin(startRabbit());
    async function addresses() {
      const links = { store: await startProxy(mongod.url), bus: await startProxy(broker.url) };
      return { links, store: links.store.url, bus: links.bus.url };
    }
    const parts = await startServiceParts({ begin, home, mutation, addresses });
    return use({ ...parts, servers: { mongod, broker } });
  });

import { aHome } from "../../../support/formwork.ts";
import { startDurableMongod } from "../../../support/servers/durable-mongod.ts";
import { startProxy } from "../../../support/servers/proxy.ts";
import { startRabbit } from "../../../support/servers/rabbitmq.ts";
import type { WithFleet } from "./fleet.ts";
import { startServiceParts, withStarted } from "./service-parts.ts";

/**
 * A fleet on MongoDB and RabbitMQ. Each process has proxies of its own to both servers, which are
 * started for the fleet unless given.
 */
export const withServices: WithFleet = (use, { servers: given, ...options } = {}) =>
  withStarted(async (begin) => {
    const { home, remove } = await aHome();
    await begin(Promise.resolve({ stop: remove }));
    const servers = given ?? {
      mongod: await begin(startDurableMongod()),
      broker: await begin(startRabbit()),
    };
    async function addresses() {
      const store = await startProxy(servers.mongod.url);
      const bus = await startProxy(servers.broker.url);
      return { links: { store, bus }, store: store.url, bus: bus.url };
    }
    const parts = await startServiceParts({ begin, home, addresses, ...options });
    return use({ ...parts, servers });
  });

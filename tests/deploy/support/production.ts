import { admin } from "../../support/formwork.ts";
import { freePort, type Server } from "../../support/servers/run-server.ts";
import { startBroker } from "./broker.ts";
import { makeEnv, production, readCompose } from "./compose.ts";
import { startDatabase } from "./database.ts";
import { layOutImage } from "./image.ts";
import { startNames } from "./names.ts";
import { startNginx } from "./nginx.ts";
import { startService } from "./service.ts";

/** The services of docker-compose.yml as plain processes. */
export type Production = {
  url: string;
  scheduler: Server[];
  notifier: Server[];
  worker: Server[];
  stop: () => Promise<void>;
};

const parts = ["scheduler", "notifier", "worker"] as const;

/**
 * Starts `docker compose up --scale …` without Docker: replicas of a service share a port, each on
 * a loopback address of its own.
 */
export async function startProduction(
  scale: Record<(typeof parts)[number], number>,
): Promise<Production> {
  const stops: (() => Promise<void>)[] = [];
  const keep = <Kept extends { stop: () => Promise<void> }>(started: Kept): Kept => {
    stops.unshift(started.stop);
    return started;
  };
  const stop = async () => {
    for (const step of stops.splice(0)) await step();
  };
  const port = await freePort();
  const people = { FORMWORK_ADMIN_EMAIL: admin.email, FORMWORK_ADMIN_PASSWORD: admin.password };
  const address = { FORMWORK_PORT: String(port), FORMWORK_PUBLIC_URL: `http://127.0.0.1:${port}` };
  const { services } = await readCompose(
    [production],
    await makeEnv({ ...people, ...address, FORMWORK_COMMANDS: "allow", FORMWORK_FILES: "/etc" }),
  );
  const serviceOf = (name: string) => services[name] ?? raise(`there is no service ${name}`);

  async function startParts(): Promise<Production> {
    const database = keep(await startDatabase(serviceOf("mongodb")));
    const broker = keep(await startBroker(serviceOf("rabbitmq")));
    const names = keep(await startNames());
    const addresses = {
      "mongodb:27017": database.address,
      "rabbitmq:5672": broker.address,
      // A name of all schedulers; here the frontend chooses one of them, as Docker does there.
      "scheduler:8080": `127.0.0.1:${port}`,
    };
    const started: Record<(typeof parts)[number], Server[]> = {
      scheduler: [],
      notifier: [],
      worker: [],
    };
    const ports: Record<string, number> = {};
    for (const part of parts) {
      const image = await layOutImage(`${part}/Dockerfile`);
      const shared = await freePort();
      ports[part] = shared;
      const hosts = Array.from({ length: scale[part] }, (_, index) => `127.0.0.${index + 1}`);
      names.addresses.set(part, hosts);
      const replicas = hosts.map((host) =>
        startService({ service: serviceOf(part), image, addresses, host, port: shared }),
      );
      started[part] = (await Promise.all(replicas)).map(keep);
    }
    const { environment, root } = await layOutImage("frontend/Dockerfile");
    const frontend = {
      ...environment,
      ...serviceOf("frontend").environment,
      FRONTEND_UI: `${root}${environment.FRONTEND_UI}`,
      FRONTEND_RESOLVER: names.address,
      FRONTEND_SCHEDULER: `scheduler:${ports.scheduler}`,
      FRONTEND_NOTIFIER: `notifier:${ports.notifier}`,
    };
    const { url } = keep(await startNginx(frontend, port));
    return { url, ...started, stop };
  }
  return startParts().catch(async (error) => {
    await stop();
    throw error;
  });
}

function raise(message: string): never {
  throw new Error(message);
}

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withPackage } from "./debian.ts";
import {
  execute,
  freePort,
  isProgram,
  listens,
  onPath,
  runServer,
  type Server,
} from "./run-server.ts";

/** Debian's folder of the server's own scripts; those on PATH require the user `rabbitmq`. */
const debianFolder = "/usr/lib/rabbitmq";

/** Has its threads sleep as soon as they have nothing to do, instead of looking for more for a while. */
const sleepAtOnce = "+sbwt none +sbwtdcpu none +sbwtdio none";

export type Rabbit = Server & {
  /** Runs `rabbitmqctl` against this broker. */
  control: (...args: string[]) => Promise<string>;
};

/**
 * Returns the broker at `AMQP_URL`, or starts one on free ports in a temporary folder where that is
 * not set. With a `configuration` (rabbitmq.conf, which may name definitions) it always starts one.
 */
export async function startRabbit(options: { configuration?: string } = {}): Promise<Rabbit> {
  const running = process.env.AMQP_URL;
  if (running !== undefined && options.configuration === undefined)
    return {
      url: running,
      pid: null,
      stop: async () => {},
      control: () =>
        Promise.reject(new Error("the broker at AMQP_URL was not started by the tests")),
    };
  const scripts = await findScripts();
  const [port, distributionPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const node = `formwork-${port}@localhost`;
  const shared = {
    RABBITMQ_NODENAME: node,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: "127.0.0.1",
  };
  let home = "";
  const control = async (...args: string[]) => {
    const { stdout } = await execute(join(scripts, "rabbitmqctl"), ["--quiet", ...args], {
      env: { ...process.env, ...shared, HOME: home },
    });
    return stdout;
  };
  const server = await runServer({
    name: "rabbitmq",
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    command: (folder) => {
      home = folder;
      return {
        program: join(scripts, "rabbitmq-server"),
        args: [],
        env: {
          ...shared,
          RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: sleepAtOnce,
          ...settings(folder, port, distributionPort, options.configuration ?? ""),
        },
      };
    },
    // Each call of rabbitmqctl takes half a second of a core: none before the broker listens.
    ready: async () => (await listens(port)) && (await control("await_startup")) === "",
  });
  const stop = async () => {
    await server.stop();
    await execute("epmd", ["-port", String(epmdPort), "-kill"]).catch(() => undefined);
  };
  return { ...server, stop, control };
}

function settings(
  folder: string,
  port: number,
  distributionPort: number,
  configuration: string,
): NodeJS.ProcessEnv {
  for (const name of ["mnesia", "log"]) mkdirSync(join(folder, name));
  const listener = `listeners.tcp.default = 127.0.0.1:${port}\n`;
  writeFileSync(join(folder, "rabbitmq.conf"), listener + configuration);
  writeFileSync(join(folder, "enabled_plugins"), "[].");
  return {
    HOME: folder,
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: join(folder, "mnesia"),
    RABBITMQ_LOG_BASE: join(folder, "log"),
    RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq"),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "enabled_plugins"),
  };
}

/**
 * Returns the folder of `rabbitmq-server` and `rabbitmqctl`; installs Debian's package when they are
 * missing and the tests run as root.
 */
function findScripts(): Promise<string> {
  return withPackage(
    "rabbitmq-server",
    "RabbitMQ (AMQP_URL can name one that runs)",
    scriptsFolder,
  );
}

async function scriptsFolder(): Promise<string | null> {
  const library = join(debianFolder, "lib");
  const versions = (await isProgram(library))
    ? readdirSync(library).map((name) => join(library, name, "sbin"))
    : [];
  for (const folder of versions)
    if (await isProgram(join(folder, "rabbitmq-server"))) return folder;
  const program = await onPath("rabbitmq-server");
  return program === null ? null : join(program, "..");
}

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Rabbit, startRabbit } from "../../support/servers/rabbitmq.ts";
import { execute } from "../../support/servers/run-server.ts";
import { type ComposeService, checkout } from "./compose.ts";

const configurations = ["rabbitmq/rabbitmq.conf", "deploy/rabbitmq/container.conf"];
const definitions = "/var/lib/rabbitmq/formwork-definitions";

/**
 * Starts RabbitMQ as its container does: its start script writes definitions and accounts, and the
 * configuration files are the same.
 */
export async function startBroker({
  environment = {},
}: ComposeService): Promise<Rabbit & { address: string }> {
  const folder = await mkdtemp(join(tmpdir(), "formwork-definitions-"));
  const env = { PATH: process.env.PATH, ...environment, DEFINITIONS_FOLDER: folder };
  await execute("sh", [join(checkout, "rabbitmq/start.sh"), "true"], { env });
  const texts = await Promise.all(
    configurations.map((file) => readFile(join(checkout, file), "utf8")),
  );
  const rabbit = await startRabbit({
    configuration: texts.join("\n").replace(definitions, folder),
  });
  const stop = async () => {
    await rabbit.stop();
    await rm(folder, { recursive: true });
  };
  return { ...rabbit, stop, address: new URL(rabbit.url).host };
}

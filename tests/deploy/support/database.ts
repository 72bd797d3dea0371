import { copyFileSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findMongod } from "../../support/servers/mongod.ts";
import { findMongosh } from "../../support/servers/mongosh.ts";
import { execute, freePort, runServer, type Server } from "../../support/servers/run-server.ts";
import { type ComposeService, checkout } from "./compose.ts";

const scripts = join(checkout, "deploy/mongodb");

/**
 * MongoDB as its container runs it, on a new volume. Services reach `address` where they name
 * `mongodb:27017`.
 */
export type Database = Server & { address: string };

/**
 * Starts MongoDB with the service's environment and scripts; resolves when its health check has
 * created the replica set.
 */
export async function startDatabase({
  environment = {},
  healthcheck,
}: ComposeService): Promise<Database> {
  const [mongod, mongosh, port] = [await findMongod(), await findMongosh(), await freePort()];
  const address = `127.0.0.1:${port}`;
  const ground = {
    MONGOD: mongod,
    MONGOSH: mongosh.join(" "),
    MONGO_PORT: String(port),
    MONGO_INIT: join(scripts, "make-user.js"),
  };
  const env = { ...environment, MONGODB_MEMBER: address };
  const [shell, ...first] = mongosh;
  const check = (healthcheck?.test ?? [])
    .slice(2)
    .map((word) => word.replace("/formwork", scripts));
  const server = await runServer({
    name: "mongodb",
    url: `mongodb://${address}`,
    command: (folder) => ({
      program: "bash",
      args: [join(scripts, "start.sh")],
      env: {
        ...env,
        ...ground,
        TMPDIR: folder,
        PATH: [programs(folder), process.env.PATH].join(delimiter),
      },
    }),
    ready: () =>
      execute(shell, [...first, ...check], { env: { ...process.env, ...env } }).then(() => true),
  });
  return { ...server, address };
}

/** Returns a folder for PATH with the programs that the image has. */
function programs(folder: string): string {
  const path = join(folder, "bin");
  mkdirSync(path);
  copyFileSync(
    join(import.meta.dirname, "mongo-entrypoint.sh"),
    join(path, "docker-entrypoint.sh"),
  );
  return path;
}

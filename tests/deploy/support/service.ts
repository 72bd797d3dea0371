import { chmodSync } from "node:fs";
import { dirname, join } from "node:path";
import { execute, runServer, type Server } from "../../support/servers/run-server.ts";
import { asUser } from "./as-user.ts";
import type { ComposeService } from "./compose.ts";
import type { Image } from "./image.ts";

/** Addresses of containers, and the address on this machine in place of each. */
type Addresses = Record<string, string>;

type Params = {
  service: ComposeService;
  image: Image;
  addresses: Addresses;
  host: string;
  port: number;
};

/**
 * Starts a service of ours as a plain process, with the files and the command of its image, and
 * with the user and exactly the environment of the Compose file. Only addresses and folders differ.
 * Resolves when the health check of the Compose file passes.
 */
export async function startService({
  service,
  image,
  addresses,
  host,
  port,
}: Params): Promise<Server> {
  const name = image.command.at(-1) ?? "";
  return runServer({
    name: dirname(dirname(name)),
    url: `http://${host}:${port}`,
    command: (folder) => {
      chmodSync(folder, 0o777);
      const environment = {
        ...image.environment,
        ...service.environment,
        FORMWORK_PORT: String(port),
      };
      const places = {
        ...addresses,
        "0.0.0.0": host,
        "/app/": join(image.root, "app/"),
        "/tmp/": `${folder}/`,
      };
      const settings = Object.entries(environment).map(
        ([key, value]) => `${key}=${relocate(value ?? "", places)}`,
      );
      const path = `PATH=${dirname(process.execPath)}:/usr/bin:/bin`;
      const main = join(image.root, image.workdir, name);
      const node = [...asUser(service.user), "node", ...image.command.slice(1, -1), main];
      return { program: "env", args: ["-i", path, ...settings, ...node] };
    },
    ready: async () => {
      const [, program = "", ...args] = service.healthcheck?.test ?? [];
      await execute(
        program,
        args.map((word) => relocate(word, { "127.0.0.1:8080": `${host}:${port}` })),
      );
      return true;
    },
  });
}

/** Replaces all addresses in one pass, so that none is replaced inside another. */
function relocate(text: string, places: Record<string, string>): string {
  const known = new RegExp(Object.keys(places).join("|").replaceAll(".", "\\."), "g");
  return text.replace(known, (place) => places[place] ?? place);
}

import { chmodSync } from "node:fs";
import { dirname, join } from "node:path";
import { execute, runServer, type Server } from "../../support/servers/run-server.ts";
import type { ComposeService } from "./compose.ts";
import type { Image } from "./image.ts";

/** Where a container's addresses are on this machine, address by address. */
type Addresses = Record<string, string>;

type Params = {
  service: ComposeService;
  image: Image;
  addresses: Addresses;
  host: string;
  port: number;
};

/**
 * Starts a service of ours as a plain process: what its image holds, its image's command, its
 * Compose file's user, and exactly its environment. Only addresses and folders are other ones.
 * Resolves when the Compose file's health check passes.
 */
export async function startService({
  service,
  image,
  addresses,
  host,
  port,
}: Params): Promise<Server> {
  const [name = ""] = image.command.slice(1);
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
      return { program: "env", args: ["-i", path, ...settings, ...asUser(service), "node", main] };
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

/** All at once, so that no place is taken for part of another. */
function relocate(text: string, places: Record<string, string>): string {
  const known = new RegExp(Object.keys(places).join("|").replaceAll(".", "\\."), "g");
  return text.replace(known, (place) => places[place] ?? place);
}

/** Only root may become somebody else. */
function asUser({ user = "" }: ComposeService): string[] {
  const [uid, gid] = user.split(":");
  return process.getuid?.() === 0
    ? ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"]
    : [];
}

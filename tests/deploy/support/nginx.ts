import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { debianProgram } from "../../support/servers/debian.ts";
import {
  execute,
  freePort,
  listens,
  runServer,
  type Server,
} from "../../support/servers/run-server.ts";
import { checkout } from "./compose.ts";

const template = join(checkout, "frontend/nginx.conf.template");

/** A running nginx and its access log. */
export type Nginx = Server & { requests: () => Promise<string>; errors: () => Promise<string> };

/**
 * Starts Debian's nginx with the frontend's configuration, rendered as the image's entrypoint
 * renders it.
 */
export async function startNginx(
  environment: Record<string, string>,
  port?: number,
): Promise<Nginx> {
  const program = await debianProgram("nginx", "nginx-light");
  await debianProgram("envsubst", "gettext-base");
  const listen = port ?? (await freePort());
  const settings = { ...environment, FRONTEND_LISTEN: `127.0.0.1:${listen}` };
  const rendered = await render({ ...settings, FRONTEND_TMP: "@folder@" });
  let logs = "";
  const server = await runServer({
    name: "nginx",
    url: `http://127.0.0.1:${listen}`,
    command: (folder) => {
      logs = folder;
      const configuration = join(folder, "nginx.conf");
      // A pipe of Node is a socket, which cannot be opened by name like the stdout of a container.
      const redirected = rendered
        .replace("/dev/stdout", "@folder@/access.log")
        .replaceAll("error_log stderr", "error_log @folder@/error.log");
      writeFileSync(configuration, redirected.replaceAll("@folder@", folder));
      // Started by root, its workers would run as a user that cannot read the temporary folder.
      const user = process.getuid?.() === 0 ? "user root;" : "";
      return { program, args: ["-c", configuration, "-e", "stderr", "-g", `daemon off; ${user}`] };
    },
    ready: () => listens(listen),
  });
  const read = (name: string) => readFile(join(logs, name), "utf8");
  return { ...server, requests: () => read("access.log"), errors: () => read("error.log") };
}

/** Fills in the variables of the image only: those of nginx look the same. */
async function render(environment: Record<string, string>): Promise<string> {
  const names = Object.keys(environment).filter((name) => name.startsWith("FRONTEND_"));
  const shown = names.map((name) => `\${${name}}`).join(" ");
  const { PATH = "" } = process.env;
  const { stdout } = await execute("sh", ["-c", 'envsubst "$1" <"$2"', "sh", shown, template], {
    env: { PATH, ...environment },
  });
  return stdout;
}

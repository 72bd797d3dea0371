import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { debianProgram } from "../../support/servers/debian.ts";
import { execute, freePort, listens, runServer, type Server } from "../../support/servers/run-server.ts";
import { checkout } from "./compose.ts";

const template = join(checkout, "frontend/nginx.conf.template");

/** Starts Debian's nginx with the frontend's configuration, rendered as the image's entrypoint renders it. */
export async function startNginx(environment: Record<string, string>, port?: number): Promise<Server> {
  const program = await debianProgram("nginx", "nginx-light");
  await debianProgram("envsubst", "gettext-base");
  const listen = port ?? (await freePort());
  const settings = { ...environment, FRONTEND_LISTEN: `127.0.0.1:${listen}` };
  const rendered = await render({ ...settings, FRONTEND_TMP: "@folder@" });
  return runServer({
    name: "nginx",
    url: `http://127.0.0.1:${listen}`,
    command: (folder) => {
      const configuration = join(folder, "nginx.conf");
      // A pipe of Node's is a socket, which cannot be opened by its name as a container's stdout can.
      writeFileSync(configuration, rendered.replaceAll("@folder@", folder).replace("/dev/stdout", join(folder, "access.log")));
      // Where root starts it, its workers would become another user, who cannot read a temporary folder.
      const user = process.getuid?.() === 0 ? "user root;" : "";
      return { program, args: ["-c", configuration, "-e", "stderr", "-g", `daemon off; ${user}`] };
    },
    ready: () => listens(listen),
  });
}

/** Only the image's own variables are filled in: nginx has variables that look the same. */
async function render(environment: Record<string, string>): Promise<string> {
  const names = Object.keys(environment).filter((name) => name.startsWith("FRONTEND_"));
  const shown = names.map((name) => `\${${name}}`).join(" ");
  const { PATH = "" } = process.env;
  const { stdout } = await execute("sh", ["-c", 'envsubst "$1" <"$2"', "sh", shown, template], { env: { PATH, ...environment } });
  return stdout;
}

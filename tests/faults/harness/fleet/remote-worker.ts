import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Part, startPart } from "./part.ts";

const program = new URL("./remote-program.ts", import.meta.url).pathname;

/** Starts a remote worker that claims at the scheduler at `url`. */
export function startRemoteWorker(number: number, url: string, token: string): Promise<Part> {
  return startPart({
    ...{ name: `remote worker ${number}`, url: "", links: null, mutation: undefined },
    start: () => startProgram({ FORMWORK_URL: url, FORMWORK_TOKEN: token }),
  });
}

/** Starts the program, and resolves when it asks for jobs. */
async function startProgram(environment: Record<string, string>) {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), ended]);
  return {
    pid: child.pid ?? 0,
    ended,
    end(signal: NodeJS.Signals) {
      child.kill(signal);
      return ended;
    },
  };
}

import type { RemoteHandler } from "@formwork/contracts/client/remote/remote-job";
import { type RunningRemote, runRemote } from "@formwork/contracts/client/remote/run-remote";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import {
  type RunningApp,
  type StartOptions,
  startApp,
} from "../../../scheduler/src/testing/start-app.ts";
import { runCommand, startCommand, type TerminalOptions } from "./a-terminal.ts";

/** A server, and commands that are signed in there. */
export type CommandServer = {
  app: RunningApp;
  env: Record<string, string>;
  run: (args: string[], options?: TerminalOptions) => ReturnType<typeof runCommand>;
  start: (args: string[], options?: TerminalOptions) => ReturnType<typeof startCommand>;
  /** Runs the jobs of the template `echo` with a function. */
  work: (handler: RemoteHandler) => RunningRemote;
  stop: () => Promise<void>;
};

/** Starts a server whose template `echo` is run by the test. */
export async function aCommandServer(options: StartOptions = {}): Promise<CommandServer> {
  const app = await startApp(options);
  const config = await aTemporaryFolder();
  const workers: RunningRemote[] = [];
  const env = {
    ...{ FORMWORK_URL: app.url, FORMWORK_TOKEN: app.token },
    XDG_CONFIG_HOME: config.path,
  };
  return {
    app,
    env,
    run: (args, more) => runCommand(args, { ...more, env: { ...env, ...more?.env } }),
    start: (args, more) => startCommand(args, { ...more, env: { ...env, ...more?.env } }),
    work(handler) {
      const worker = runRemote({ url: app.url, token: app.token, handler });
      workers.push(worker);
      return worker;
    },
    async stop() {
      // The server answers the claims that wait, so that the workers need not.
      const stopped = workers.map((worker) => worker.stop(0));
      await app.stop();
      await Promise.allSettled(stopped);
      await config.remove();
    },
  };
}

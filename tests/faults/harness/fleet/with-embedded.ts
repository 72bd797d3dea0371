import { aHome, signedIn, signIn, startFormwork } from "../../../support/formwork.ts";
import { freePort } from "../../../support/servers/run-server.ts";
import { writeTemplates } from "./effects.ts";
import { fleetSettings, type WithFleet } from "./fleet.ts";
import { type Part, startPart } from "./part.ts";
import { startRemoteWorker } from "./remote-worker.ts";

/** A fleet of one process with everything, on SQLite. */
export const withEmbedded: WithFleet = async (use, { mutation, settings: given } = {}) => {
  const place = await aHome();
  const { folder, file } = await writeTemplates(place.home);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    ...{ ...fleetSettings, ...given },
    ...{ FORMWORK_PORT: String(port), FORMWORK_TEMPLATES: folder },
  };
  let setUpLink: string | null = null;
  const part = await startPart({
    ...{ name: "the process", url, links: null, mutation },
    async start(environment) {
      const running = await startFormwork(place.home, { ...settings, ...environment });
      setUpLink ??= running.setUpLink;
      return { pid: running.pid, end: running.kill, ended: running.ended };
    },
  });
  const remoteWorkers: Part[] = [];
  try {
    await signedIn({ url, setUpLink });
    const { token } = await signIn(url);
    for (const number of [1, 2]) remoteWorkers.push(await startRemoteWorker(number, url, token));
    const parts = { schedulers: [part], workers: [part], notifiers: [part], remoteWorkers };
    return await use({ ...parts, servers: null, token, effectsFile: file });
  } finally {
    for (const one of [...remoteWorkers, part]) await one.stop();
    await place.remove();
  }
};

import { aHome, signedIn, signIn, startFormwork } from "../../../support/formwork.ts";
import { freePort } from "../../../support/servers/run-server.ts";
import { writeTemplates } from "./effects.ts";
import { fleetSettings, type WithFleet } from "./fleet.ts";
import { startPart } from "./part.ts";

/** A fleet of one process with everything, on SQLite. */
export const withEmbedded: WithFleet = async (use, { mutation } = {}) => {
  const place = await aHome();
  const { folder, file } = await writeTemplates(place.home);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = { ...fleetSettings, FORMWORK_PORT: String(port), FORMWORK_TEMPLATES: folder };
  let setUpLink: string | null = null;
  const part = await startPart({
    ...{ name: "the process", url, links: null, mutation },
    async start(environment) {
      const running = await startFormwork(place.home, { ...settings, ...environment });
      setUpLink ??= running.setUpLink;
      return { pid: running.pid, end: running.kill, ended: running.ended };
    },
  });
  try {
    await signedIn({ url, setUpLink });
    const { token } = await signIn(url);
    const parts = { schedulers: [part], workers: [part], notifiers: [part] };
    return await use({ ...parts, servers: null, token, effectsFile: file });
  } finally {
    await part.stop();
    await place.remove();
  }
};

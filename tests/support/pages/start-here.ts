import { readStartConfig } from "../../../cli/src/config.ts";
import { startAll } from "../../../cli/src/start.ts";
import { type Running, shippedTemplates } from "../formwork.ts";

/** A server of a site, in this process or in one of its own. */
export type SiteServer = Pick<Running, "url" | "setUpLink" | "kill">;

/**
 * Starts Formwork on a free port in this process: a process of its own takes most of its start for
 * code that this one has loaded. What it would log, it does not; `kill` stops it, whatever the signal.
 */
export async function startHere(
  home: string,
  settings: Record<string, string> = {},
): Promise<SiteServer> {
  const env = {
    FORMWORK_HOME: home,
    FORMWORK_PORT: "0",
    FORMWORK_TEMPLATES: shippedTemplates,
    FORMWORK_LOG_LEVEL: "silent",
    FORMWORK_DRAIN_TIMEOUT: "500ms",
    ...settings,
  };
  const { url, setUpLink, stop } = await startAll(readStartConfig(env), env);
  return { url, setUpLink, kill: stop };
}

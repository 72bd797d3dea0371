import type { Telemetry } from "../../../runtime/telemetry.ts";
import { adviceOn } from "./link-refusal.ts";

/** What the log is told of the links to one broker. */
export type LinkLog = {
  /** A link is there. */
  connected: (link: string) => void;
  /** A link is lost, or could not be made. */
  lost: (link: string, error: Error) => void;
};

/**
 * Tells of a broker that is away as a warning, and of one that refuses us as an error with what to
 * do about it: once for all links, and again only when it was there meanwhile or something else is
 * wrong.
 */
export function createLinkLog({ url, telemetry }: { url: string; telemetry: Telemetry }): LinkLog {
  const { log, gauge } = telemetry;
  const told = new Map<string, string>();

  return {
    connected(link) {
      told.delete(link);
      gauge("bus_connected", 1, { link });
      log.info("bus.connected", { link });
    },
    lost(link, error) {
      gauge("bus_connected", 0, { link });
      const fields = { link, error: error.message };
      const advice = adviceOn(error, url);
      // A refusal's own words may hold the name of a queue, which is another one at each try.
      const fault = advice ?? error.message;
      const known = [...told.values()].includes(fault);
      told.set(link, fault);
      if (known) log.debug("bus.away", fields);
      else if (advice === undefined) log.warn("bus.away", fields);
      else log.error("bus.refused", { ...fields, advice });
    },
  };
}

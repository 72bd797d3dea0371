import type { Telemetry } from "../../../runtime/telemetry.ts";
import { adviceOn } from "./link-refusal.ts";

/** A connection to the broker: one for what is published, one for what is followed. */
export type LinkName = "publishing" | "following";

/** Reports the state of the links to one broker to log and metrics. */
export type LinkLog = {
  /** Reports that a link is connected. */
  connected: (link: LinkName) => void;
  /** Reports that a link was lost or could not be made; returns whether the broker refused it. */
  lost: (link: LinkName, error: Error) => boolean;
};

/**
 * Makes the report: a warning for a broker that is away; an error, with what to do about it, for
 * one that refuses the connection. Either is logged once for all links, and again only after the
 * broker was connected in between or for another cause.
 */
export function createLinkLog({ url, telemetry }: { url: string; telemetry: Telemetry }): LinkLog {
  const { log, gauge } = telemetry;
  const reported = new Map<string, string>();

  return {
    connected(link) {
      reported.delete(link);
      gauge("bus_connected", 1, { link });
      log.info("bus.connected", { link });
    },
    lost(link, error) {
      gauge("bus_connected", 0, { link });
      const fields = { link, error: error.message };
      const advice = adviceOn(error, url);
      // The text of a refusal may hold the name of a queue, which differs at each try.
      const fault = advice ?? error.message;
      const known = [...reported.values()].includes(fault);
      reported.set(link, fault);
      if (known) log.debug("bus.away", fields);
      else if (advice === undefined) log.warn("bus.away", fields);
      else log.error("bus.refused", { ...fields, advice });
      return advice !== undefined;
    },
  };
}

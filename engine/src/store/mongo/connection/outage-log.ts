import type { mongo } from "mongoose";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import { outsideTrace } from "../../../runtime/trace-scope.ts";

/**
 * Tells the log of an outage once when it begins and once when it is over, however many calls meet
 * it.
 */
export type OutageLog = {
  /** The server does not answer, for this cause. */
  begin: (cause: unknown) => void;
  /** The server answers. */
  end: () => void;
  /**
   * Hears from a client's own heartbeats when its server goes and comes; nobody has to ask it
   * anything for that.
   */
  watch: (client: mongo.MongoClient) => void;
};

/** A log of outages that begins with none. */
export function createOutageLog(telemetry: Telemetry | undefined): OutageLog {
  let away = false;

  function begin(cause: unknown) {
    if (away) return;
    away = true;
    // It concerns more than the request that may have met it first.
    outsideTrace(() => telemetry?.log.warn("store.away", { error: String(cause) }));
  }
  function end() {
    if (!away) return;
    away = false;
    outsideTrace(() => telemetry?.log.info("store.back"));
  }
  return {
    begin,
    end,
    watch(client) {
      client.on("topologyDescriptionChanged", ({ newDescription }) => {
        const servers = [...newDescription.servers.values()];
        if (servers.some(({ isWritable }) => isWritable)) end();
        else begin(servers.find(({ error }) => error !== null)?.error ?? "no server takes writes");
      });
    },
  };
}

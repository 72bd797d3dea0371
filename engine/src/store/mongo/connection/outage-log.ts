import type { mongo } from "mongoose";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import { outsideTrace } from "../../../runtime/trace-scope.ts";
import { adviceOnSet } from "./connection-fault.ts";

/** Logs an outage once when it begins and once when it ends, however many calls fail in it. */
export type OutageLog = {
  /** Logs that the server does not answer, unless that is logged. */
  begin: (cause: unknown) => void;
  /** Logs that the server answers again, if it did not. */
  end: () => void;
  isAway: () => boolean;
  /** Follows a client's own heartbeats, so that an outage is logged even without calls. */
  watch: (client: mongo.MongoClient) => void;
};

export function createOutageLog(telemetry: Telemetry | undefined): OutageLog {
  let away = false;

  function begin(cause: unknown) {
    if (away) return;
    away = true;
    // An outage concerns more than the request that failed first, so it is logged without a trace.
    const error = String(cause);
    const advice = adviceOnSet(cause);
    outsideTrace(() => {
      if (advice === undefined) telemetry?.log.warn("store.away", { error });
      else telemetry?.log.error("store.away", { error, advice });
    });
  }
  function end() {
    if (!away) return;
    away = false;
    outsideTrace(() => telemetry?.log.info("store.back"));
  }
  return {
    begin,
    end,
    isAway: () => away,
    watch(client) {
      client.on("topologyDescriptionChanged", ({ newDescription }) => {
        const servers = [...newDescription.servers.values()];
        if (servers.some(({ isWritable }) => isWritable)) end();
        else begin(servers.find(({ error }) => error !== null)?.error ?? "no server takes writes");
      });
    },
  };
}

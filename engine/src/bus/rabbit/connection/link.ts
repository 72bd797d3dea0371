import { type ChannelModel, connect, type RecoveringChannelModel } from "amqplib";
import { withTimeout } from "../../../runtime/flow/with-timeout.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import type { LinkLog, LinkName } from "./link-log.ts";

/** A connection to the broker that reconnects by itself. */
export type Link = {
  /** Resolves once the first try to connect has succeeded or failed; a failed one is repeated. */
  open: () => Promise<void>;
  close: () => Promise<void>;
  /** Closes the connection, so that it and everything on it is made anew. */
  reset: () => void;
  /** Returns the connection; undefined while there is none. */
  model: () => ChannelModel | undefined;
  health: () => { ok: boolean; detail: string };
};

type Deps = {
  /** `publishing` or `following`: the name in the log, in metrics and on the broker. */
  name: LinkName;
  url: string;
  /** A connection on which nothing arrives for three times as long counts as lost. */
  heartbeatSeconds: number;
  /** Opens channels and consumers on each new connection. */
  setup: (model: ChannelModel) => Promise<void>;
  linkLog: LinkLog;
  telemetry: Telemetry;
};

const connectTimeoutMs = 5000;
const closeTimeoutMs = 1000;
const retry = { initialDelay: 200, maxDelay: 3000, factor: 2, jitter: 0.2 };

/** Makes a link to the broker at `url`; `open` connects it. */
export function createLink({ name, url, heartbeatSeconds, setup, linkLog, telemetry }: Deps): Link {
  const { log } = telemetry;
  let recovering: RecoveringChannelModel | undefined;
  let model: ChannelModel | undefined;
  let blocked: string | undefined;
  let refused = false;

  telemetry.gauge("bus_blocked", () => (blocked === undefined ? 0 : 1), { link: name });

  async function prepare(fresh: ChannelModel) {
    // The library adds its listener after the setup; an error without one would end the process.
    fresh.on("error", () => undefined);
    await setup(fresh);
  }
  function connected(fresh: ChannelModel) {
    [model, blocked, refused] = [fresh, undefined, false];
    linkLog.connected(name);
  }
  function lost(error: Error) {
    model = undefined;
    refused = linkLog.lost(name, error);
  }
  function block(reason: string | undefined) {
    blocked = reason;
    log.warn(reason === undefined ? "bus.unblocked" : "bus.blocked", { link: name, reason });
  }
  return {
    async open() {
      if (recovering !== undefined) return;
      const options = {
        timeout: connectTimeoutMs,
        noDelay: true,
        keepAlive: true,
        clientProperties: { connection_name: `formwork ${name}` },
      };
      recovering = await connect(withHeartbeat(url, heartbeatSeconds), {
        ...options,
        recovery: { ...retry, setup: prepare, waitForConnect: false },
      });
      const tried = Promise.withResolvers<void>();
      recovering.on("connect", connected).on("disconnect", lost).on("connect-failed", lost);
      recovering.on("blocked", block).on("unblocked", () => block(undefined));
      recovering.on("error", (error: Error) =>
        log.debug("bus.error", { link: name, error: error.message }),
      ); // `disconnect` follows
      for (const event of ["connect", "connect-failed"])
        recovering.once(event, () => tried.resolve());
      await tried.promise;
    },
    async close() {
      const closing = recovering;
      [recovering, model] = [undefined, undefined];
      // A broker that has gone may never confirm the close.
      await withTimeout(Promise.resolve(closing?.close()), closeTimeoutMs, () => undefined);
    },
    reset() {
      model?.close().catch(() => undefined); // it is closing already
    },
    model: () => model,
    health: () => ({
      ok: model !== undefined && blocked === undefined,
      detail: detailOf({ model, blocked, refused }),
    }),
  };
}

const malformed =
  "FORMWORK_BUS is no address of a broker. Write amqp://user:password@host:5672/vhost, with codes for special characters (%40 for @, %2F for /, %3A for :).";

type LinkState = {
  model: ChannelModel | undefined;
  blocked: string | undefined;
  refused: boolean;
};

/** Returns the public text on the state of a link; the error that cut it is in the log alone. */
function detailOf({ model, blocked, refused }: LinkState): string {
  if (refused) return "broker refuses FORMWORK_BUS: the log says why";
  if (model === undefined) return "broker away";
  return blocked === undefined ? "connected" : `broker takes no messages: ${blocked}`;
}

function withHeartbeat(url: string, seconds: number): string {
  const parts = URL.parse(url);
  // The address may hold a password, so the text does not repeat it.
  if (parts === null) throw new Error(malformed);
  if (!parts.searchParams.has("heartbeat")) parts.searchParams.set("heartbeat", String(seconds));
  return parts.href;
}

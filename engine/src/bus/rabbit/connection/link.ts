import { type ChannelModel, connect, type RecoveringChannelModel } from "amqplib";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import { withTimeout } from "../../../runtime/with-timeout.ts";
import type { LinkLog } from "./link-log.ts";

/** A connection that comes back. */
export type Link = {
  /** Resolves with the first connection, or once the first try has failed; it goes on trying. */
  open: () => Promise<void>;
  close: () => Promise<void>;
  /** Cuts the connection, so that it and everything on it is made anew. */
  reset: () => void;
  /** The connection, while there is one. */
  model: () => ChannelModel | undefined;
  health: () => { ok: boolean; detail: string };
};

type Deps = {
  /** What it is for: `publishing` or `following`. */
  name: string;
  url: string;
  /** A broker that is not heard of for three times as long is taken for gone. */
  heartbeatSeconds: number;
  /** Makes everything that lives on a connection, on each new one. */
  setup: (model: ChannelModel) => Promise<void>;
  news: LinkLog;
  telemetry: Telemetry;
};

const connectMs = 5000;
const closeTimeoutMs = 1000;
const retry = { initialDelay: 200, maxDelay: 3000, factor: 2, jitter: 0.2 };

/** Makes a link to the broker at `url`. Nothing is tried before `open`. */
export function createLink({ name, url, heartbeatSeconds, setup, news, telemetry }: Deps): Link {
  const { log } = telemetry;
  let recovering: RecoveringChannelModel | undefined;
  let model: ChannelModel | undefined;
  let blocked: string | undefined;

  async function prepare(fresh: ChannelModel) {
    // Until the setup is done nobody else listens, and an error that nobody hears ends the process.
    fresh.on("error", () => undefined);
    await setup(fresh);
  }
  function connected(fresh: ChannelModel) {
    [model, blocked] = [fresh, undefined];
    news.connected(name);
  }
  function lost(error: Error) {
    model = undefined;
    news.lost(name, error);
  }
  function block(reason: string | undefined) {
    blocked = reason;
    log.warn(reason === undefined ? "bus.unblocked" : "bus.blocked", { link: name, reason });
  }
  return {
    async open() {
      if (recovering !== undefined) return;
      const options = {
        timeout: connectMs,
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
      // A broker that does not answer any more is not waited for.
      await withTimeout(Promise.resolve(closing?.close()), closeTimeoutMs, () => undefined);
    },
    reset() {
      model?.close().catch(() => undefined); // it is closing already
    },
    model: () => model,
    health: () => ({
      ok: model !== undefined && blocked === undefined,
      detail: detailOf(model, blocked),
    }),
  };
}

const malformed =
  "FORMWORK_BUS is no address of a broker. Write amqp://user:password@host:5672/vhost, with codes for special characters (%40 for @, %2F for /, %3A for :).";

/** Anybody may read it: what the link was lost by is in the log alone. */
function detailOf(model: ChannelModel | undefined, blocked: string | undefined): string {
  if (model === undefined) return "broker away";
  return blocked === undefined ? "connected" : `broker takes no messages: ${blocked}`;
}

function withHeartbeat(url: string, seconds: number): string {
  const parts = URL.parse(url);
  // It may hold a password, so it is not repeated.
  if (parts === null) throw new Error(malformed);
  if (!parts.searchParams.has("heartbeat")) parts.searchParams.set("heartbeat", String(seconds));
  return parts.href;
}

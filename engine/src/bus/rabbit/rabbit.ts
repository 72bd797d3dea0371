import type { FormworkEvent } from "@formwork/contracts/events/events";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { coalesce } from "../../runtime/flow/coalesce.ts";
import { createTokenBucket } from "../../runtime/flow/token-bucket.ts";
import { silentTelemetry, type Telemetry } from "../../runtime/telemetry.ts";
import type { Bus } from "../bus.ts";
import { createLink } from "./connection/link.ts";
import { createLinkLog } from "./connection/link-log.ts";
import { createFollowers } from "./log/followers.ts";
import { batchMessages, type EncodedEvent, encodeEvent, singleMessages } from "./log/messages.ts";
import { createPublisher } from "./log/publisher.ts";
import { createRabbitSignals } from "./signals.ts";
import { declareTopology, ensureTopology, names } from "./topology.ts";

type Deps = {
  url: string;
  clock: Clock;
  telemetry?: Telemetry;
  heartbeatSeconds?: number;
  confirmTimeoutMs?: number;
};

const maxPublicationsPerBatch = 1000;
/**
 * Events per process that are sent in a message each: a thousand at once, then one in 5 ms. Beyond
 * that, many share a message: one each is simplest for consumers, and costs the broker most.
 */
const singlesLimit = { burst: 1000, refillMs: 5 };

/**
 * Makes the bus of many processes, on RabbitMQ. It has two connections: a broker that runs short of
 * memory stops reading from those that publish, and the log can be followed meanwhile. See
 * `docs/rabbitmq.md`.
 */
export function createRabbitBus({
  url,
  clock,
  telemetry = silentTelemetry(),
  heartbeatSeconds = 4,
  confirmTimeoutMs = 10_000,
}: Deps): Bus {
  const linkDeps = { url, heartbeatSeconds, linkLog: createLinkLog({ url, telemetry }), telemetry };
  const sending = createLink({
    ...linkDeps,
    name: "publishing",
    async setup(model) {
      await (complete ? ensureTopology(model) : declareTopology(model));
      complete = true;
      await publisher.start(model);
      await signals.startSending(model);
    },
  });
  const reading = createLink({
    ...linkDeps,
    name: "following",
    async setup(model) {
      await ensureTopology(model);
      await signals.startReceiving(model);
      await followers.resume(model);
    },
  });
  const publisher = createPublisher({
    confirmTimeoutMs,
    health: sending.health,
    onClosed: sending.reset,
    onReturned: redeclare,
  });
  const signals = createRabbitSignals({ telemetry, mayAccept: () => sending.health().ok });
  const followers = createFollowers({
    model: reading.model,
    mark: publisher.mark,
    sendDeadLetter: (message) => publisher.publish(names.dead, [message]),
    telemetry,
  });
  const singles = createTokenBucket(singlesLimit);
  const append = coalesce<EncodedEvent[], undefined>({
    maxBatch: maxPublicationsPerBatch,
    work: send,
  });
  let lastPublish: Promise<unknown> = Promise.resolve();
  let open = false;
  let complete = true;

  /**
   * Reconnects, so that the whole topology is declared again. A message that no queue took hints at
   * a missing binding, which cannot be checked for.
   */
  function redeclare() {
    complete = false;
    sending.reset();
  }
  /** Sends all publications that came while the broker confirmed the last ones. */
  async function send(publications: EncodedEvent[][]): Promise<undefined[]> {
    const events = publications.flat();
    const isSingle = singles.take(clock.monotonic(), events.length);
    await publisher.publish(names.events, (isSingle ? singleMessages : batchMessages)(events));
    return publications.map(() => undefined);
  }
  return {
    signal: signals.signal,
    onSignal: signals.onSignal,
    follow: followers.follow,
    async open() {
      open = true;
      await sending.open();
      await reading.open();
    },
    async close() {
      if (!open) return;
      open = false;
      await Promise.allSettled([lastPublish]);
      await followers.stop();
      await Promise.all([sending.close(), reading.close()]);
    },
    async publish(events: FormworkEvent[]) {
      if (!open) fail("unavailable", "The bus is not open");
      if (events.length === 0) return;
      const published = append(events.map(encodeEvent));
      lastPublish = published;
      await published;
    },
    health: () => (sending.health().ok ? reading.health() : sending.health()),
  };
}

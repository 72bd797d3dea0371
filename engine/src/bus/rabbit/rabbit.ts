import type { FormworkEvent } from "@formwork/contracts/event";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { coalesce } from "../../runtime/coalesce.ts";
import { silentTelemetry, type Telemetry } from "../../runtime/telemetry.ts";
import { createTokenBucket } from "../../runtime/token-bucket.ts";
import type { Bus } from "../bus.ts";
import { createLink } from "./connection/link.ts";
import { createLinkLog } from "./connection/link-log.ts";
import { createFollowers } from "./log/followers.ts";
import { type Line, lineOf, packSingly, packTogether } from "./log/messages.ts";
import { createPublisher } from "./log/publisher.ts";
import { createRabbitSignals } from "./signals.ts";
import { declareTopology, ensureTopology, names } from "./topology.ts";

type Deps = {
  url: string;
  clock: Clock;
  telemetry?: Telemetry;
  heartbeatSeconds?: number;
  confirmMs?: number;
};

const publicationsPerTurn = 1000;
/**
 * Events that travel in a message of their own: a thousand at once, then two hundred a second. One
 * message per event is the easiest to bind to and the dearest to send; above this rate, which is
 * more than a person can watch, many share a message.
 */
const singleMessages = { burst: 1000, refillMs: 5 };

/**
 * The bus of many processes, on RabbitMQ. Two connections, because a broker that runs short of
 * memory stops reading from those that publish: following goes on meanwhile. See
 * `docs/rabbitmq.md`.
 */
export function createRabbitBus({
  url,
  clock,
  telemetry = silentTelemetry(),
  heartbeatSeconds = 4,
  confirmMs = 10_000,
}: Deps): Bus {
  const linkOf = { url, heartbeatSeconds, news: createLinkLog({ url, telemetry }), telemetry };
  const sending = createLink({
    ...linkOf,
    name: "publishing",
    async setup(model) {
      await (whole ? ensureTopology(model) : declareTopology(model));
      whole = true;
      await publisher.start(model);
      await signals.startSending(model);
    },
  });
  const reading = createLink({
    ...linkOf,
    name: "following",
    async setup(model) {
      await ensureTopology(model);
      await signals.startHearing(model);
      await following.resume(model);
    },
  });
  const publisher = createPublisher({
    confirmMs,
    health: sending.health,
    onBroken: sending.reset,
    onReturned: mend,
  });
  const signals = createRabbitSignals({ telemetry, mayAccept: () => sending.health().ok });
  const park = (message: Parameters<typeof publisher.publish>[1][number]) =>
    publisher.publish(names.dead, [message]);
  const following = createFollowers({
    model: reading.model,
    mark: publisher.mark,
    park,
    telemetry,
  });
  const singles = createTokenBucket(singleMessages);
  const append = coalesce<Line[], undefined>({ maxBatch: publicationsPerTurn, work: send });
  let lastPublish: Promise<unknown> = Promise.resolve();
  let open = false;
  let whole = true;

  /**
   * A message that no queue took: a binding may be gone, although everything is there that can be
   * looked for.
   */
  function mend() {
    whole = false;
    sending.reset();
  }
  /** Publications that wait for an earlier one's confirm go out together. */
  async function send(publications: Line[][]): Promise<undefined[]> {
    const lines = publications.flat();
    await publisher.publish(
      names.events,
      singles.take(clock.monotonic(), lines.length) ? packSingly(lines) : packTogether(lines),
    );
    return publications.map(() => undefined);
  }
  return {
    signal: signals.signal,
    onSignal: signals.onSignal,
    follow: following.follow,
    async open() {
      open = true;
      await sending.open();
      await reading.open();
    },
    async close() {
      if (!open) return;
      open = false;
      await Promise.allSettled([lastPublish]);
      await following.stop();
      await Promise.all([sending.close(), reading.close()]);
    },
    async publish(events: FormworkEvent[]) {
      if (!open) fail("unavailable", "The bus is not open");
      if (events.length === 0) return;
      const published = append(events.map(lineOf));
      lastPublish = published;
      await published;
    },
    health: () => (sending.health().ok ? reading.health() : sending.health()),
  };
}

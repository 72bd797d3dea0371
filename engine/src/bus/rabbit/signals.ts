import { randomUUID } from "node:crypto";
import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { throttle } from "../../runtime/flow/throttle.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import { type Bus, topics } from "../bus.ts";
import { createLocalSignals } from "../local-signals.ts";
import { names } from "./topology.ts";

export type RabbitSignals = Pick<Bus, "signal" | "onSignal"> & {
  /**
   * Opens a channel to send on, on a new connection: the publishing one, as the broker may block a
   * connection that sends.
   */
  startSending: (model: ChannelModel) => Promise<void>;
  /** Declares a queue and consumes from it, on a new connection. */
  startReceiving: (model: ChannelModel) => Promise<void>;
};

/** Least time between two signals of the topic `work` of one process: their rate stays bounded. */
const wakeUpIntervalMs = 4;
/** The queue of one connection, deleted with it. When full it drops the oldest signals. */
const queueOptions = {
  exclusive: true,
  autoDelete: true,
  durable: false,
  arguments: { "x-max-length": 10_000, "x-overflow": "drop-head" },
};

/**
 * Sends signals over the broker. While that is away, blocked or slow they are dropped and counted.
 */
export function createRabbitSignals({
  telemetry,
  mayAccept,
}: {
  telemetry: Telemetry;
  mayAccept: () => boolean;
}): RabbitSignals {
  const local = createLocalSignals({
    onFault: (topic, error) => telemetry.log.warn("signal.failed", { topic, error: String(error) }),
  });
  const wakeUp = throttle({ ms: wakeUpIntervalMs });
  const patterns = new Map<string, number>();
  let sending: Channel | undefined;
  let receiving: { channel: Channel; queue: string } | undefined;
  let full = false;

  function send(topic: string, text: string) {
    if (sending === undefined || full || !mayAccept()) return telemetry.count("notes_lost_total");
    full = !sending.publish(names.signals, topic, Buffer.from(text), {
      persistent: false,
      contentType: "application/json",
    });
  }
  function receive(message: ConsumeMessage | null) {
    if (message === null) return;
    const body = bodyOf(message.content);
    if (body === undefined) telemetry.count("notes_unreadable_total");
    else local.signal(message.fields.routingKey, body.value);
  }
  /**
   * Binds a pattern. An error means that the connection was lost: the next one binds all of them.
   */
  async function bind(pattern: string) {
    await receiving?.channel
      .bindQueue(receiving.queue, names.signals, pattern)
      .catch(() => undefined);
  }
  async function unbind(pattern: string) {
    await receiving?.channel
      .unbindQueue(receiving.queue, names.signals, pattern)
      .catch(() => undefined);
  }
  return {
    signal(topic, body) {
      const text = JSON.stringify(body);
      if (topic === topics.work) wakeUp(text, () => send(topic, text));
      else send(topic, text);
    },
    async onSignal(pattern, handler) {
      const unsubscribe = await local.onSignal(pattern, handler);
      const count = patterns.get(pattern) ?? 0;
      patterns.set(pattern, count + 1);
      if (count === 0) await bind(pattern);
      return async () => {
        await unsubscribe();
        const left = (patterns.get(pattern) ?? 1) - 1;
        if (left > 0) return void patterns.set(pattern, left);
        patterns.delete(pattern);
        await unbind(pattern);
      };
    },
    async startSending(model) {
      const channel = await openChannel(model, () => {
        if (sending === channel) sending = undefined;
      });
      channel.on("drain", () => {
        full = false;
      });
      [sending, full] = [channel, false];
    },
    async startReceiving(model) {
      const channel = await openChannel(model, () => {
        if (receiving?.channel === channel) receiving = undefined;
      });
      const { queue } = await channel.assertQueue(`${names.signals}.${randomUUID()}`, queueOptions);
      receiving = { channel, queue };
      await Promise.all(
        [...patterns.keys()].map((pattern) => channel.bindQueue(queue, names.signals, pattern)),
      );
      await channel.consume(queue, receive, { noAck: true });
    },
  };
}

async function openChannel(model: ChannelModel, onClose: () => void): Promise<Channel> {
  const channel = await model.createChannel();
  // An error closes the channel; closing the connection too has both made anew.
  channel.on("error", () => void model.close().catch(() => undefined));
  channel.once("close", onClose);
  return channel;
}

function bodyOf(content: Buffer): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(content.toString()) };
  } catch {
    return undefined;
  }
}

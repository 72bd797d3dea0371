import { randomUUID } from "node:crypto";
import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import type { Telemetry } from "../../runtime/telemetry.ts";
import { throttle } from "../../runtime/throttle.ts";
import { type Bus, topics } from "../bus.ts";
import { createLocalSignals } from "../local-signals.ts";
import { names } from "./topology.ts";

export type RabbitSignals = Pick<Bus, "signal" | "onSignal"> & {
  /**
   * Begins to send on a new connection, of the publishing kind: one that follows must never be
   * blocked.
   */
  startSending: (model: ChannelModel) => Promise<void>;
  /** Begins to hear on a new connection. */
  startHearing: (model: ChannelModel) => Promise<void>;
};

/**
 * Wake-ups of one process are so many milliseconds apart: few enough for the broker, and late by no
 * more than that.
 */
const wakeUpMs = 4;
/** A queue of notes lives as long as its connection. Old notes are worth less than new ones. */
const queueOptions = {
  exclusive: true,
  autoDelete: true,
  durable: false,
  arguments: { "x-max-length": 10_000, "x-overflow": "drop-head" },
};

/** Notes by way of the broker: lost, not kept, whenever it is away, blocked or slow. */
export function createRabbitSignals({
  telemetry,
  mayAccept,
}: {
  telemetry: Telemetry;
  mayAccept: () => boolean;
}): RabbitSignals {
  const local = createLocalSignals({
    onFault: (topic, error) => telemetry.log.warn("note.failed", { topic, error: String(error) }),
  });
  const wakeUp = throttle({ ms: wakeUpMs });
  const patterns = new Map<string, number>();
  let sending: Channel | undefined;
  let hearing: { channel: Channel; queue: string } | undefined;
  let full = false;

  function send(topic: string, text: string) {
    if (sending === undefined || full || !mayAccept()) return telemetry.count("notes_lost_total");
    full = !sending.publish(names.signals, topic, Buffer.from(text), {
      persistent: false,
      contentType: "application/json",
    });
  }
  function hear(message: ConsumeMessage | null) {
    if (message === null) return;
    const body = bodyOf(message.content);
    if (body === undefined) telemetry.count("notes_unreadable_total");
    else local.signal(message.fields.routingKey, body.value);
  }
  /** A connection that is lost meanwhile: all patterns are bound anew on the next one. */
  async function bind(pattern: string) {
    await hearing?.channel.bindQueue(hearing.queue, names.signals, pattern).catch(() => undefined);
  }
  async function unbind(pattern: string) {
    await hearing?.channel
      .unbindQueue(hearing.queue, names.signals, pattern)
      .catch(() => undefined);
  }
  return {
    signal(topic, body) {
      const text = JSON.stringify(body);
      if (topic === topics.work) wakeUp(text, () => send(topic, text));
      else send(topic, text);
    },
    async onSignal(pattern, handler) {
      const unlisten = await local.onSignal(pattern, handler);
      const count = patterns.get(pattern) ?? 0;
      patterns.set(pattern, count + 1);
      if (count === 0) await bind(pattern);
      return async () => {
        await unlisten();
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
    async startHearing(model) {
      const channel = await openChannel(model, () => {
        if (hearing?.channel === channel) hearing = undefined;
      });
      const { queue } = await channel.assertQueue(`${names.signals}.${randomUUID()}`, queueOptions);
      hearing = { channel, queue };
      await Promise.all(
        [...patterns.keys()].map((pattern) => channel.bindQueue(queue, names.signals, pattern)),
      );
      await channel.consume(queue, hear, { noAck: true });
    },
  };
}

async function openChannel(model: ChannelModel, onClose: () => void): Promise<Channel> {
  const channel = await model.createChannel();
  // Made anew with its connection
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

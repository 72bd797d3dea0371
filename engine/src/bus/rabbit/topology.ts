import type { Channel, ChannelModel } from "amqplib";

/** Names on the broker. */
export const names = {
  /** Topic exchange of all events; whoever wants to hear some binds a queue of their own to it. */
  events: "job.events",
  /** Stream queue with the last day of events: the log that cursors are places in. */
  log: "job.events.log",
  /**
   * Exchange by which a follower marks a place in the log; nothing that comes by it is taken for an
   * event.
   */
  marks: "job.events.marks",
  /** Exchange and queue of messages that nobody could read. */
  dead: "job.events.dead",
  /** Topic exchange of notes. */
  signals: "formwork.notes",
} as const;

/** How the broker answers what is not there, and what a user may not do. */
const [notFound, accessRefused] = [404, 403];

type Exchange = { name: string; type: "topic" | "fanout"; durable: boolean };
type Queue = { name: string; arguments: Record<string, string | number> };
type Binding = { source: string; destination: string; routing_key: string };

/**
 * Everything on the broker that outlives a process, in the words of `rabbitmq/definitions.json`,
 * which says the same.
 */
export const topology: { exchanges: Exchange[]; queues: Queue[]; bindings: Binding[] } = {
  exchanges: [
    { name: names.events, type: "topic", durable: true },
    { name: names.marks, type: "fanout", durable: true },
    { name: names.dead, type: "fanout", durable: true },
    { name: names.signals, type: "topic", durable: false },
  ],
  queues: [
    {
      name: names.log,
      arguments: {
        "x-queue-type": "stream",
        "x-max-age": "1D",
        "x-max-length-bytes": 4 * 1024 ** 3,
        // A log is shortened by whole segments.
        "x-stream-max-segment-size-bytes": 64 * 1024 ** 2,
      },
    },
    {
      name: names.dead,
      arguments: {
        "x-queue-type": "quorum",
        "x-max-length": 10_000,
        "x-max-length-bytes": 64 * 1024 ** 2,
        "x-overflow": "drop-head",
      },
    },
  ],
  bindings: [
    { source: names.events, destination: names.log, routing_key: "#" },
    { source: names.marks, destination: names.log, routing_key: "" },
    { source: names.dead, destination: names.dead, routing_key: "" },
  ],
};

/**
 * Makes what is missing. Looks first: the broker logs an error wherever it refuses, and most
 * services may declare nothing (T25). For those another one, or the broker's own definitions, make
 * it.
 */
export async function ensureTopology(model: ChannelModel): Promise<void> {
  const missing = await answered(notFound, onOwnChannel(model, check));
  if (missing) await declareTopology(model);
}

/**
 * Makes everything, also the bindings, which cannot be looked for. A service that may not checks
 * that the rest is there.
 */
export async function declareTopology(model: ChannelModel): Promise<void> {
  const refused = await answered(accessRefused, onOwnChannel(model, declare));
  if (refused) await onOwnChannel(model, check);
}

/**
 * What is durable comes first: whoever finds the exchange of notes may take it that nothing was
 * left undone before.
 */
async function declare(channel: Channel): Promise<void> {
  const durable = topology.exchanges.filter((exchange) => exchange.durable);
  const transient = topology.exchanges.filter((exchange) => !exchange.durable);
  await declareExchanges(channel, durable);
  for (const queue of topology.queues)
    await channel.assertQueue(queue.name, { durable: true, arguments: queue.arguments });
  for (const binding of topology.bindings)
    await channel.bindQueue(binding.destination, binding.source, binding.routing_key);
  await declareExchanges(channel, transient);
}

async function declareExchanges(channel: Channel, exchanges: Exchange[]): Promise<void> {
  for (const { name, type, durable } of exchanges)
    await channel.assertExchange(name, type, { durable });
}

async function check(channel: Channel): Promise<void> {
  for (const { name } of topology.exchanges) await channel.checkExchange(name);
  for (const { name } of topology.queues) await channel.checkQueue(name);
}

/** The broker closes a channel on which something went wrong. */
async function onOwnChannel(
  model: ChannelModel,
  work: (channel: Channel) => Promise<void>,
): Promise<void> {
  const channel = await model.createChannel();
  channel.on("error", () => undefined); // thrown by the call as well
  await work(channel);
  await channel.close();
}

/** Whether the broker answered `work` with this code; throws any other error. */
async function answered(code: number, work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === code) return true;
    throw error;
  }
}

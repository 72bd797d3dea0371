import type { Channel, ChannelModel } from "amqplib";

/** Names of exchanges and queues on the broker. */
export const names = {
  /** Topic exchange of all events; a consumer binds a queue of its own to it. */
  events: "job.events",
  /** Stream queue with the last day of events: the log. */
  log: "job.events.log",
  /**
   * Fanout exchange for marks: messages without events, by which a follower finds the log's end.
   */
  marks: "job.events.marks",
  /** Fanout exchange and quorum queue of dead letters: messages that could not be read. */
  dead: "job.events.dead",
  /** Topic exchange of signals. */
  signals: "formwork.notes",
} as const;

/** Codes of AMQP for what does not exist, and for what a user may not do. */
const [notFound, accessRefused] = [404, 403];

type Exchange = { name: string; type: "topic" | "fanout"; durable: boolean };
type Queue = { name: string; arguments: Record<string, string | number> };
type Binding = { source: string; destination: string; routing_key: string };

/**
 * Everything on the broker that outlives a process. `rabbitmq/definitions.json` declares the same,
 * in the same form; a test compares them.
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
        // Retention drops whole segments.
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
 * Declares the topology when a part of it is missing. Checks first: worker and notifier have no
 * right to declare (the scheduler or the broker's definitions do it for them), and the broker logs
 * an error for every refusal.
 */
export async function ensureTopology(model: ChannelModel): Promise<void> {
  const missing = await failedWith(notFound, onOwnChannel(model, check));
  if (missing) await declareTopology(model);
}

/**
 * Declares the whole topology, also the bindings, which cannot be checked for. Where the user has
 * no right to, checks that exchanges and queues exist.
 */
export async function declareTopology(model: ChannelModel): Promise<void> {
  const refused = await failedWith(accessRefused, onOwnChannel(model, declare));
  if (refused) await onOwnChannel(model, check);
}

/**
 * Declares everything. The exchange of signals comes last: where a check finds it, everything
 * before it was declared too, bindings included.
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

/** Runs `work` on a channel of its own, as the broker closes a channel on which a call failed. */
async function onOwnChannel(
  model: ChannelModel,
  work: (channel: Channel) => Promise<void>,
): Promise<void> {
  const channel = await model.createChannel();
  channel.on("error", () => undefined); // the failed call rejects with it
  await work(channel);
  await channel.close();
}

/** Resolves with true when `work` failed with this code; rejects with any other error. */
async function failedWith(code: number, work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === code) return true;
    throw error;
  }
}

import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { names } from "../topology.ts";

/** A channel on which the stream is read. */
export type Reader = { close: () => Promise<void> };

type Params = {
  model: ChannelModel;
  /** Where to begin; `next` for what comes from now on. */
  offset: number | "next";
  onMessage: (message: ConsumeMessage) => void;
  /** The broker ended it; not when the whole connection is lost. */
  onEnd: (error: Error) => void;
};

/**
 * Messages that may be on their way at once: enough to keep busy, few enough for one that only
 * wants a page.
 */
const prefetch = 8;

/** Reads the stream from `offset` on. Each message counts as read when `onMessage` returns. */
export async function openReader({ model, offset, onMessage, onEnd }: Params): Promise<Reader> {
  const channel = await model.createChannel();
  const close = closing(channel);
  let open = true;
  channel.on("error", onEnd);
  await channel.prefetch(prefetch);
  const hear = (message: ConsumeMessage | null) => {
    if (!open) return;
    if (message === null) return onEnd(new Error("The log was deleted"));
    onMessage(message);
    if (open) channel.ack(message);
  };
  await channel.consume(names.log, hear, { arguments: { "x-stream-offset": offset } });
  return {
    close() {
      open = false;
      return close();
    },
  };
}

/**
 * A channel's own `close` may wait for ever for the answer of a broker that went away meanwhile.
 */
function closing(channel: Channel): () => Promise<void> {
  const closed = Promise.withResolvers<void>();
  channel.once("close", () => closed.resolve());
  return () => {
    channel.close().catch(() => closed.resolve());
    return closed.promise;
  };
}

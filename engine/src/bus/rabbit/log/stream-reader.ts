import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import { names } from "../topology.ts";

/** A consumer of the stream on a channel of its own. */
export type StreamReader = { close: () => Promise<void> };

type Params = {
  model: ChannelModel;
  /** The first message to read; `next` for the next one that is written. */
  offset: number | "next";
  onMessage: (message: ConsumeMessage) => void;
  /** Receives an error of the channel; not called when the whole connection is lost. */
  onError: (error: Error) => void;
};

/** Messages sent ahead of their acknowledgement: more fill the pipe, fewer suit a single page. */
const prefetchMessages = 8;

/** Reads the stream from `offset` on. Acknowledges a message when `onMessage` returns. */
export async function openStreamReader(params: Params): Promise<StreamReader> {
  const { model, offset, onMessage, onError } = params;
  const channel = await model.createChannel();
  const close = closing(channel);
  let open = true;
  channel.on("error", onError);
  await channel.prefetch(prefetchMessages);
  const receive = (message: ConsumeMessage | null) => {
    if (!open) return;
    if (message === null) return onError(new Error("The log was deleted"));
    onMessage(message);
    if (open) channel.ack(message);
  };
  await channel.consume(names.log, receive, { arguments: { "x-stream-offset": offset } });
  return {
    close() {
      open = false;
      return close();
    },
  };
}

/**
 * Returns how to close a channel. The library's own `close` never resolves when the connection is
 * lost before the broker has answered.
 */
function closing(channel: Channel): () => Promise<void> {
  const closed = Promise.withResolvers<void>();
  channel.once("close", () => closed.resolve());
  return () => {
    channel.close().catch(() => closed.resolve());
    return closed.promise;
  };
}

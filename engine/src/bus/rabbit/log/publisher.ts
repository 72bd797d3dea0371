import type { ChannelModel, ConfirmChannel } from "amqplib";
import { fail } from "../../../errors.ts";
import { withTimeout } from "../../../runtime/flow/with-timeout.ts";
import { names } from "../topology.ts";
import { type Message, messageId } from "./messages.ts";

export type Publisher = {
  /** Opens a channel for publishing on a new connection. */
  start: (model: ChannelModel) => Promise<void>;
  /**
   * Publishes to an exchange. Resolves when the broker has confirmed every message; rejects
   * (`unavailable`) when it is away or does not confirm within `confirmTimeoutMs`.
   */
  publish: (exchange: string, messages: Message[]) => Promise<void>;
  /** Publishes an empty message into the log, without a confirm; returns its id. */
  mark: () => string;
};

type Deps = {
  confirmTimeoutMs: number;
  /** Reports whether the broker takes messages now. */
  health: () => { ok: boolean; detail: string };
  /** Called when the channel was closed. */
  onClosed: () => void;
  /** Called for a message that the broker returned because no queue takes it. */
  onReturned: () => void;
};

/**
 * Publishes with confirms. Keeps nothing for a broker that is away: what cannot be sent at once is
 * refused.
 */
export function createPublisher({
  confirmTimeoutMs,
  health,
  onClosed,
  onReturned,
}: Deps): Publisher {
  const returned = new Set<string>();
  let channel: ConfirmChannel | undefined;

  function usable(): ConfirmChannel {
    const { ok, detail } = health();
    return ok && channel !== undefined ? channel : fail("unavailable", detail);
  }
  /**
   * Sends one message. Without the flag `mandatory`, the broker would confirm a message that no
   * queue takes, as when the log was deleted, and drop it.
   */
  function send(
    channel: ConfirmChannel,
    exchange: string,
    { id, key, copies, headers, contentType, content }: Message,
  ): Promise<void> {
    const options = {
      messageId: id,
      contentType,
      persistent: true,
      mandatory: true,
      headers,
      ...(copies === undefined ? {} : { BCC: copies }),
    };
    return new Promise((resolve, reject) => {
      channel.publish(exchange, key, content, options, (error: Error | null) => {
        if (returned.delete(id)) reject(new Error("no queue takes the message"));
        else if (error === null) resolve();
        else reject(error);
      });
    });
  }
  return {
    async start(model) {
      const fresh = await model.createConfirmChannel();
      fresh.on("error", () => undefined); // `close` follows
      fresh.on("return", ({ properties }) => {
        returned.add(String(properties.messageId));
        onReturned();
      });
      fresh.once("close", () => {
        if (channel !== fresh) return;
        channel = undefined;
        returned.clear();
        onClosed();
      });
      channel = fresh;
    },
    async publish(exchange, messages) {
      const channel = usable();
      const sent = Promise.all(messages.map((message) => send(channel, exchange, message)));
      await withTimeout(sent, confirmTimeoutMs).catch((error: Error) =>
        fail("unavailable", `The broker did not confirm: ${error.message}`),
      );
    },
    mark() {
      const id = messageId();
      usable().publish(names.marks, "", Buffer.alloc(0), { messageId: id });
      return id;
    },
  };
}

import type { ChannelModel, ConfirmChannel } from "amqplib";
import { fail } from "../../../errors.ts";
import { withTimeout } from "../../../runtime/with-timeout.ts";
import { names } from "../topology.ts";
import { type Message, messageId } from "./messages.ts";

export type Publisher = {
  /** Begins to publish on a new connection. */
  start: (model: ChannelModel) => Promise<void>;
  /**
   * Resolved when the broker has confirmed every message, each by its own confirm; rejected as
   * `unavailable` otherwise.
   */
  publish: (exchange: string, messages: Message[]) => Promise<void>;
  /**
   * Writes a mark into the log, without waiting; answers the id by which its writer knows it again.
   */
  mark: () => string;
};

type Deps = {
  confirmMs: number;
  /** Whether the broker takes messages now. */
  health: () => { ok: boolean; detail: string };
  /** The channel is of no more use. */
  onBroken: () => void;
  /** A message that was for a queue came back: there is none. */
  onReturned: () => void;
};

/**
 * Publishes with confirms. Nothing waits here for a broker that is away: what cannot be sent now is
 * refused.
 */
export function createPublisher({ confirmMs, health, onBroken, onReturned }: Deps): Publisher {
  const returned = new Set<string>();
  let channel: ConfirmChannel | undefined;

  function usable(): ConfirmChannel {
    const { ok, detail } = health();
    return ok && channel !== undefined ? channel : fail("unavailable", detail);
  }
  /**
   * Without the mandatory flag, a message for a log that was deleted would be confirmed and gone.
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
        onBroken();
      });
      channel = fresh;
    },
    async publish(exchange, messages) {
      const channel = usable();
      const sent = Promise.all(messages.map((message) => send(channel, exchange, message)));
      await withTimeout(sent, confirmMs).catch((error: Error) =>
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

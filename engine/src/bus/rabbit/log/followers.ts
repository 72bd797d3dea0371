import type { ChannelModel } from "amqplib";
import { fail } from "../../../errors.ts";
import { createSemaphore } from "../../../runtime/flow/semaphore.ts";
import { withTimeout } from "../../../runtime/flow/with-timeout.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import type { Bus, LogSubscription } from "../../bus.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { createFollower, type Follower, type Start } from "./follower.ts";
import type { Message } from "./messages.ts";
import { formatCursor, type Position, parseCursor } from "./stream-cursor.ts";

type Params = Parameters<Bus["follow"]>[0];
type Started = { position: Position; stop: () => Promise<void> };
type Deps = {
  /** Returns the connection to read on; undefined while there is none. */
  model: () => ChannelModel | undefined;
  /** Publishes a mark into the log; returns its message id. */
  mark: () => string;
  /** Publishes to the exchange of dead letters. */
  sendDeadLetter: (message: Message) => Promise<void>;
  telemetry: Telemetry;
};

export type Followers = Pick<Bus, "follow"> & {
  /** Lets all subscriptions read on, on a new connection. */
  resume: (model: ChannelModel) => Promise<void>;
  stop: () => Promise<void>;
};

const startTimeoutMs = 5000;
/**
 * Subscriptions of one process at a time; more wait. Each has a channel of its own, with a prefetch
 * of messages that it may not want: thousands at once would take longer than in turns.
 */
const maxFollowers = 64;

/** Keeps the subscriptions of this process to the log. */
export function createFollowers({ model, mark, sendDeadLetter, telemetry }: Deps): Followers {
  const followers = new Set<Follower>();
  const semaphore = createSemaphore({ permits: maxFollowers });
  const deadLetters = createDeadLetters({ send: sendDeadLetter, telemetry });

  /** Resolves with undefined when the log does not have the position to start after. */
  async function startFollower(start: Start, params: Params): Promise<Started | undefined> {
    const connection = model() ?? fail("unavailable", "The broker is away");
    let found = false;
    const follower = createFollower({
      start,
      onEvents: params.onEvents,
      onWatermark: (cursor) => params.onWatermark?.(cursor),
      onError(error) {
        followers.delete(follower);
        if (found) params.onError?.(error);
      },
      endOffset,
      deadLetter: deadLetters.add,
    });
    const stop = () => {
      followers.delete(follower);
      return follower.stop();
    };
    followers.add(follower);
    try {
      const started = follower.read(connection).then(() => follower.started);
      const position = await withTimeout(started, startTimeoutMs);
      found = position !== undefined;
      return position && { position, stop };
    } catch (error) {
      void stop();
      return fail("unavailable", `The event log cannot be read: ${error}`);
    }
  }
  async function startAtEnd(params: Params): Promise<Started> {
    return (
      (await startFollower({ mark }, params)) ?? fail("unavailable", "The event log has no end")
    );
  }
  async function endOffset(): Promise<number> {
    const { position, stop } = await startAtEnd({ onEvents: () => undefined });
    await stop();
    return position.offset;
  }
  async function startAfterCursor(
    params: Params,
  ): Promise<Started & { mode: LogSubscription["mode"] }> {
    const known = params.cursor === undefined ? undefined : parseCursor(params.cursor);
    const resumed = known && (await startFollower({ after: known }, params));
    if (resumed !== undefined) return { ...resumed, mode: "replayed" };
    return { ...(await startAtEnd(params)), mode: params.cursor === undefined ? "live" : "reset" };
  }
  return {
    async follow(params) {
      const release = await semaphore.acquire();
      const onError = (error: Error) => {
        release();
        params.onError?.(error);
      };
      try {
        const { mode, position, stop } = await startAfterCursor({ ...params, onError });
        return { mode, cursor: formatCursor(position), stop: () => stop().finally(release) };
      } catch (error) {
        release();
        throw error;
      }
    },
    async resume(model) {
      deadLetters.forgetOffsets();
      await Promise.all([...followers].map((follower) => follower.read(model)));
    },
    async stop() {
      await Promise.all([...followers].map((follower) => follower.stop()));
      followers.clear();
    },
  };
}

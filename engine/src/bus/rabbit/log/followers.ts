import type { ChannelModel } from "amqplib";
import { fail } from "../../../errors.ts";
import { createSemaphore } from "../../../runtime/semaphore.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import { withTimeout } from "../../../runtime/with-timeout.ts";
import type { Bus } from "../../bus.ts";
import { createParking } from "./dead-letters.ts";
import { type Beginning, createFollower, type Follower } from "./follower.ts";
import type { Message } from "./messages.ts";
import { cursorAt, type Place, placeOf } from "./stream-cursor.ts";

type Follow = Parameters<Bus["follow"]>[0];
type Begun = { place: Place; stop: () => Promise<void> };
type Deps = {
  /** The connection to read on, while there is one. */
  model: () => ChannelModel | undefined;
  mark: () => string;
  /** Sends a message to where those go that nobody can read. */
  park: (message: Message) => Promise<void>;
  telemetry: Telemetry;
};

export type Followers = Pick<Bus, "follow"> & {
  /** Reads on, for everybody, on a new connection. */
  resume: (model: ChannelModel) => Promise<void>;
  stop: () => Promise<void>;
};

const startTimeoutMs = 5000;
/**
 * Each has a channel of its own, and takes some messages that it may not want: a crowd comes sooner
 * to its end in turns.
 */
const maxFollowers = 64;

/** Everybody of this process who follows the log. */
export function createFollowers({ model, mark, park, telemetry }: Deps): Followers {
  const followers = new Set<Follower>();
  const semaphore = createSemaphore({ permits: maxFollowers });
  const parking = createParking({ send: park, telemetry });

  /** Answers nothing when the log does not know where to begin. */
  async function begin(beginning: Beginning, params: Follow): Promise<Begun | undefined> {
    const current = model() ?? fail("unavailable", "The broker is away");
    let begun = false;
    const follower = createFollower({
      beginning,
      onEvents: params.onEvents,
      onWatermark: (cursor) => params.onWatermark?.(cursor),
      onError(error) {
        followers.delete(follower);
        if (begun) params.onError?.(error);
      },
      end,
      park: parking.park,
    });
    const stop = () => {
      followers.delete(follower);
      return follower.stop();
    };
    followers.add(follower);
    try {
      const started = follower.read(current).then(() => follower.started);
      const place = await withTimeout(started, startTimeoutMs);
      begun = place !== undefined;
      return place && { place, stop };
    } catch (error) {
      void stop();
      return fail("unavailable", `The event log cannot be read: ${error}`);
    }
  }
  async function beginAtEnd(params: Follow): Promise<Begun> {
    return (await begin({ mark }, params)) ?? fail("unavailable", "The event log has no end");
  }
  async function end(): Promise<number> {
    const { place, stop } = await beginAtEnd({ onEvents: () => undefined });
    await stop();
    return place.offset;
  }
  async function beginBehind(
    params: Follow,
  ): Promise<Begun & { mode: "live" | "replayed" | "reset" }> {
    const known = params.cursor === undefined ? undefined : placeOf(params.cursor);
    const resumed = known && (await begin({ place: known }, params));
    if (resumed !== undefined) return { ...resumed, mode: "replayed" };
    return { ...(await beginAtEnd(params)), mode: params.cursor === undefined ? "live" : "reset" };
  }
  return {
    async follow(params) {
      const release = await semaphore.acquire();
      const lose = (error: Error) => {
        release();
        params.onError?.(error);
      };
      try {
        const { mode, place, stop } = await beginBehind({ ...params, onError: lose });
        return { mode, cursor: cursorAt(place), stop: () => stop().finally(release) };
      } catch (error) {
        release();
        throw error;
      }
    },
    async resume(model) {
      parking.forget();
      await Promise.all([...followers].map((follower) => follower.read(model)));
    },
    async stop() {
      await Promise.all([...followers].map((follower) => follower.stop()));
      followers.clear();
    },
  };
}

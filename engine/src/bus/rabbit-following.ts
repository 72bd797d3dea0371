import type { ChannelModel, ConsumeMessage } from "amqplib";
import { fail } from "../errors.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Bus } from "./bus.ts";
import { cursorAt, type Place, placeOf } from "./rabbit-cursor.ts";
import { type Beginning, createFollower, type Follower } from "./rabbit-follower.ts";
import type { Message } from "./rabbit-packing.ts";

type Follow = Parameters<Bus["follow"]>[0];
type Deps = {
  /** The connection to read on, while there is one. */
  model: () => ChannelModel | undefined;
  mark: () => string;
  park: (message: Message) => Promise<void>;
  telemetry: Telemetry;
};

export type Following = Pick<Bus, "follow"> & {
  /** Reads on, for everybody, on a new connection. */
  resume: (model: ChannelModel) => Promise<void>;
  stop: () => Promise<void>;
};

const patienceMs = 5000;
const parkedBytes = 64 * 1024;

/** Everybody of this process who follows the log. */
export function createFollowing({ model, mark, park, telemetry }: Deps): Following {
  const followers = new Set<Follower>();
  const parked = new Set<string>();

  async function begin(beginning: Beginning, params: Follow): Promise<{ place: Place; stop: () => Promise<void> } | undefined> {
    const current = model() ?? fail("unavailable", "The broker is away");
    let begun = false;
    const follower = createFollower({
      beginning,
      onEvents: params.onEvents,
      onPassed: (cursor) => params.onPassed?.(cursor),
      onLost(error) {
        followers.delete(follower);
        if (begun) params.onLost?.(error);
      },
      end,
      park: parkOnce,
    });
    followers.add(follower);
    const stop = () => {
      followers.delete(follower);
      return follower.stop();
    };
    try {
      await follower.read(current);
      const place = await inTime(follower.started);
      begun = place !== undefined;
      return place && { place, stop };
    } catch (error) {
      await stop();
      return fail("unavailable", `The event log cannot be read: ${error}`);
    }
  }
  async function beginAtEnd(params: Follow) {
    return (await begin({ mark }, params)) ?? fail("unavailable", "The event log has no end");
  }
  async function end(): Promise<number> {
    const { place, stop } = await beginAtEnd({ onEvents: () => undefined });
    await stop();
    return place.offset;
  }
  function parkOnce(message: ConsumeMessage, reason: string) {
    const offset = String(message.properties.headers?.["x-stream-offset"]);
    if (parked.has(offset)) return;
    parked.add(offset);
    telemetry.count("messages_parked_total");
    telemetry.log.error("message.parked", { offset, reason, bytes: message.content.length, routingKey: message.fields.routingKey });
    park(parkedCopy(message, reason, offset)).catch((error) => telemetry.log.warn("message.unparked", { offset, error: String(error) }));
  }
  return {
    async follow(params) {
      const known = params.cursor === undefined ? undefined : placeOf(params.cursor);
      const resumed = known && (await begin({ place: known }, params));
      if (resumed !== undefined) return { mode: "replayed", cursor: cursorAt(resumed.place), stop: resumed.stop };
      const fresh = await beginAtEnd(params);
      return { mode: params.cursor === undefined ? "live" : "reset", cursor: cursorAt(fresh.place), stop: fresh.stop };
    },
    async resume(model) {
      parked.clear();
      await Promise.all([...followers].map((follower) => follower.read(model)));
    },
    async stop() {
      await Promise.all([...followers].map((follower) => follower.stop()));
      followers.clear();
    },
  };
}

/** What a person needs who looks after it. Its id is its place in the log, by which copies of several processes are told to be one. */
function parkedCopy({ content, fields, properties }: ConsumeMessage, reason: string, offset: string): Message {
  return {
    id: offset,
    key: fields.routingKey,
    headers: { reason, offset, exchange: fields.exchange, bytes: content.length },
    contentType: String(properties.contentType ?? "application/octet-stream"),
    content: content.subarray(0, parkedBytes),
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`nothing came within ${patienceMs} ms`)), patienceMs);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

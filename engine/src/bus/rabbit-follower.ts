import type { FormworkEvent } from "@formwork/contracts/event";
import type { Channel, ChannelModel, ConsumeMessage } from "amqplib";
import type { LogEntry } from "./bus.ts";
import { cursorAt, type Place } from "./rabbit-cursor.ts";
import { readEvents } from "./rabbit-packing.ts";
import { names } from "./rabbit-topology.ts";

export type Follower = {
  /** Reads the log on a connection: on from where it stands, or for the first time from where it was told to. */
  read: (model: ChannelModel) => Promise<void>;
  /** The place from which it delivers, once that is found; undefined when the log does not know where it was told to begin. */
  started: Promise<Place | undefined>;
  stop: () => Promise<void>;
};

/** Begin behind `place`; or, without one, behind the mark `mark` that is written once the log is read. */
export type Beginning = { place: Place } | { mark: () => string };

type Deps = {
  beginning: Beginning;
  onEvents: (entries: LogEntry[]) => void;
  /** It is past a place in the log where no event stands. */
  onPassed: (cursor: string) => void;
  /** It cannot go on. */
  onLost: (error: Error) => void;
  /** Offset of the log's newest message. */
  end: () => Promise<number>;
  /** A message nobody can read. */
  park: (message: ConsumeMessage, reason: string) => void;
};

/** A place that the log knows is sent at once. */
const silenceMs = 250;
/** Messages that may be on their way at once; each may hold hundreds of events. */
const prefetch = 32;
/** What is longer than this is not of ours. */
const longest = 16 * 1024 ** 2;

/**
 * One reader of the stream. It is a place in the log and nothing more: after a lost connection it reads on from there, and what the
 * broker sends first has to be the message it was at, else the log is another one.
 */
export function createFollower({ beginning, onEvents, onPassed, onLost, end, park }: Deps): Follower {
  const started = Promise.withResolvers<Place | undefined>();
  let at = "place" in beginning ? beginning.place : undefined;
  let mark: string | undefined;
  let verified = false;
  let silence: NodeJS.Timeout | undefined;
  let stopped = false;
  let leave: () => Promise<void> = async () => undefined;
  // Whoever stops it before it has started does not ask.
  started.promise.catch(() => undefined);

  function take(message: ConsumeMessage) {
    const place = { offset: offsetOf(message), index: 0, id: idOf(message) };
    if (!verified && !find(place)) return;
    const from = place.offset === at?.offset ? at.index : 0;
    const events = eventsIn(message);
    at = { ...place, index: events.length };
    const entries = events.flatMap((event, index) => (index < from || event === undefined ? [] : [entryOf(event, place, index)]));
    if (entries.length > 0) onEvents(entries);
    else onPassed(cursorAt(at));
  }
  /** Whether the message is the one that everything of interest comes after. */
  function find(place: Place): boolean {
    if (at === undefined && place.id !== mark) return false;
    if (at !== undefined && !(place.offset === at.offset && place.id === at.id)) return refuse();
    at ??= place;
    verified = true;
    started.resolve(at);
    return true;
  }
  /** A log that ends before the place sends nothing at all, not even what is written to it. */
  async function breakSilence() {
    if (verified || stopped || at === undefined) return;
    const known = await end().then(
      (offset) => offset >= (at?.offset ?? 0),
      () => true, // away: ask again
    );
    if (!known && !verified) return void refuse();
    silence = setTimeout(breakSilence, silenceMs);
  }
  function refuse(): false {
    started.resolve(undefined);
    lose(new Error("The log no longer has the place that was read last"));
    return false;
  }
  function eventsIn(message: ConsumeMessage): (FormworkEvent | undefined)[] {
    if (message.fields.exchange === names.marks) return [];
    try {
      if (message.content.length > longest) throw new RangeError(`a message of ${message.content.length} bytes`);
      const events = readEvents(message.content);
      if (events.includes(undefined)) park(message, "not an event");
      return events;
    } catch (error) {
      park(message, String(error));
      return [];
    }
  }
  function lose(thrown: unknown) {
    if (stopped) return;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    stopped = true;
    started.reject(error);
    clearTimeout(silence);
    void leave();
    queueMicrotask(() => onLost(error));
  }
  return {
    async read(model) {
      verified = false;
      const channel = await model.createChannel();
      channel.on("error", lose); // not of a lost connection: then it is read on with the next one
      leave = leaving(channel);
      await channel.prefetch(prefetch);
      const hear = (message: ConsumeMessage | null) => {
        if (stopped || message === null) return lose(new Error("The log was deleted"));
        try {
          take(message);
        } catch (error) {
          lose(error); // Going on would leave a hole in what it sees.
        }
        if (!stopped) channel.ack(message);
      };
      await channel.consume(names.log, hear, { arguments: { "x-stream-offset": at?.offset ?? "next" } });
      if (at === undefined && "mark" in beginning) mark = beginning.mark();
      clearTimeout(silence);
      silence = setTimeout(breakSilence, silenceMs);
      if (stopped) await leave();
    },
    started: started.promise,
    async stop() {
      stopped = true;
      clearTimeout(silence);
      await leave();
    },
  };
}

/** Its own `close` may wait for ever for the answer of a broker that went away meanwhile. */
function leaving(channel: Channel): () => Promise<void> {
  const closed = Promise.withResolvers<void>();
  channel.once("close", () => closed.resolve());
  return () => {
    channel.close().catch(() => closed.resolve());
    return closed.promise;
  };
}

function entryOf(event: FormworkEvent, { offset, id }: Place, index: number): LogEntry {
  return { cursor: cursorAt({ offset, index: index + 1, id }), event };
}

function offsetOf({ properties }: ConsumeMessage): number {
  return Number(properties.headers?.["x-stream-offset"]);
}

/** A message of somebody else's may have any id, or none. */
function idOf({ properties }: ConsumeMessage): string {
  return /^[0-9a-f]{12}$/.test(String(properties.messageId)) ? String(properties.messageId) : "000000000000";
}

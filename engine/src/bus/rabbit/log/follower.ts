import type { FormworkEvent } from "@formwork/contracts/event";
import type { ChannelModel, ConsumeMessage } from "amqplib";
import type { LogEntry } from "../../bus.ts";
import { names } from "../topology.ts";
import { readEvents } from "./messages.ts";
import { cursorAt, type Place } from "./stream-cursor.ts";
import { openReader, type Reader } from "./stream-reader.ts";

export type Follower = {
  /**
   * Reads the log on a connection: on from where it stands, or for the first time from where it was
   * told to.
   */
  read: (model: ChannelModel) => Promise<void>;
  /**
   * The place from which it delivers, once that is found; undefined when the log does not know
   * where it was told to begin.
   */
  started: Promise<Place | undefined>;
  stop: () => Promise<void>;
};

/**
 * Begin behind `place`; or, without one, behind the mark `mark` that is written once the log is
 * read.
 */
export type Beginning = { place: Place } | { mark: () => string };

type Deps = {
  beginning: Beginning;
  onEvents: (entries: LogEntry[]) => void;
  /** It is past a place in the log where no event stands. */
  onWatermark: (cursor: string) => void;
  /** It cannot go on. */
  onError: (error: Error) => void;
  /** Offset of the log's newest message. */
  end: () => Promise<number>;
  /** A message nobody can read. */
  park: (message: ConsumeMessage, reason: string) => void;
};

/** A place that the log knows is sent at once. */
const silenceMs = 250;

/**
 * One reader of the stream. It is a place in the log and nothing more: after a lost connection it
 * reads on from there, and what the broker sends first has to be the message it was at, else the
 * log is another one.
 */
export function createFollower({
  beginning,
  onEvents,
  onWatermark,
  onError,
  end,
  park,
}: Deps): Follower {
  const started = Promise.withResolvers<Place | undefined>();
  let at = "place" in beginning ? beginning.place : undefined;
  let mark: string | undefined;
  let verified = false;
  let silence: NodeJS.Timeout | undefined;
  let reader: Reader | undefined;
  let stopped = false;
  // Whoever stops it before it has started does not ask.
  started.promise.catch(() => undefined);

  function hear(message: ConsumeMessage) {
    try {
      if (!stopped) take(message);
    } catch (error) {
      lose(error); // Going on would leave a hole in what it sees.
    }
  }
  function take(message: ConsumeMessage) {
    const place = { offset: offsetOf(message), index: 0, id: idOf(message) };
    if (!verified && !find(place)) return;
    const from = place.offset === at?.offset ? at.index : 0;
    const events = eventsIn(message, park);
    at = { ...place, index: events.length };
    const entries = events.flatMap((event, index) =>
      index < from || event === undefined ? [] : [entryOf(event, place, index)],
    );
    if (entries.length > 0) onEvents(entries);
    else onWatermark(cursorAt(at));
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
    const away = Number.POSITIVE_INFINITY;
    const newest = await end().catch(() => away);
    if (newest < at.offset && !verified) refuse();
    else silence = setTimeout(breakSilence, silenceMs);
  }
  function refuse(): false {
    started.resolve(undefined);
    lose(new Error("The log no longer has the place that was read last"));
    return false;
  }
  function lose(thrown: unknown) {
    if (stopped) return;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    started.reject(error);
    void stop();
    queueMicrotask(() => onError(error));
  }
  async function stop() {
    stopped = true;
    clearTimeout(silence);
    await reader?.close();
  }
  return {
    async read(model) {
      verified = false;
      clearTimeout(silence);
      reader = await openReader({
        model,
        offset: at?.offset ?? "next",
        onMessage: hear,
        onEnd: lose,
      });
      if (stopped) return reader.close();
      if ("mark" in beginning && at === undefined) mark = beginning.mark();
      silence = setTimeout(breakSilence, silenceMs);
    },
    started: started.promise,
    stop,
  };
}

/** What came by the exchange of events; `undefined` in the place of what is no event. */
function eventsIn(message: ConsumeMessage, park: Deps["park"]): (FormworkEvent | undefined)[] {
  if (message.fields.exchange === names.marks) return [];
  try {
    const events = readEvents(message.content);
    if (events.includes(undefined)) park(message, "not an event");
    return events;
  } catch (error) {
    park(message, String(error));
    return [];
  }
}

function entryOf(event: FormworkEvent, { offset, id }: Place, index: number): LogEntry {
  return { cursor: cursorAt({ offset, index: index + 1, id }), event };
}

function offsetOf({ properties }: ConsumeMessage): number {
  return Number(properties.headers?.["x-stream-offset"]);
}

/** A message of somebody else's may have any id, or none. */
function idOf({ properties }: ConsumeMessage): string {
  return /^[0-9a-f]{12}$/.test(String(properties.messageId))
    ? String(properties.messageId)
    : "000000000000";
}

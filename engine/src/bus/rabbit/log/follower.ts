import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { ChannelModel, ConsumeMessage } from "amqplib";
import type { LogEntry } from "../../bus.ts";
import { names } from "../topology.ts";
import { readEvents } from "./messages.ts";
import { formatCursor, type Position } from "./stream-cursor.ts";
import { openStreamReader, type StreamReader } from "./stream-reader.ts";

/** One subscription to the log, which outlives connections. */
export type Follower = {
  /** Reads the stream on a connection: from its start, or from where the last one was lost. */
  read: (model: ChannelModel) => Promise<void>;
  /**
   * Resolves with the position after which it delivers, once that is found in the stream; with
   * undefined when the stream does not have the position asked for.
   */
  started: Promise<Position | undefined>;
  stop: () => Promise<void>;
};

/**
 * Where a subscription starts: after a position; or at the end of the log, which is where the
 * message arrives that `mark` publishes. `mark` returns the id of that message.
 */
export type Start = { after: Position } | { mark: () => string };

type Deps = {
  start: Start;
  onEvents: (entries: LogEntry[]) => void;
  /** Receives the cursor behind a message without events. */
  onWatermark: (cursor: string) => void;
  /** Receives the error that ended the subscription. */
  onError: (error: Error) => void;
  /** Resolves with the offset of the newest message of the log. */
  endOffset: () => Promise<number>;
  deadLetter: (message: ConsumeMessage, reason: string) => void;
};

/** A stream that has the offset asked for sends its message at once; so long is the first wait. */
const firstMessageMs = 250;

/**
 * Makes a subscription. Its state is a position in the stream. After a lost connection it reads on
 * from there, and the first message that the broker sends has to be the one at that position;
 * otherwise the log is another one, and the subscription ends.
 */
export function createFollower({
  start,
  onEvents,
  onWatermark,
  onError,
  endOffset,
  deadLetter,
}: Deps): Follower {
  const started = Promise.withResolvers<Position | undefined>();
  let at = "after" in start ? start.after : undefined;
  let mark: string | undefined;
  let verified = false;
  let endCheck: NodeJS.Timeout | undefined;
  let reader: StreamReader | undefined;
  let stopped = false;
  // A follower that is stopped before it has started may have no caller left to catch this.
  started.promise.catch(() => undefined);

  function receive(message: ConsumeMessage) {
    try {
      if (!stopped) take(message);
    } catch (error) {
      end(error); // To go on would leave a gap in what it delivers.
    }
  }
  function take(message: ConsumeMessage) {
    const position = { offset: offsetOf(message), index: 0, id: idOf(message) };
    if (!verified && !verify(position)) return;
    const from = position.offset === at?.offset ? at.index : 0;
    const events = eventsIn(message, deadLetter);
    at = { ...position, index: events.length };
    const entries = events.flatMap((event, index) =>
      index < from || event === undefined ? [] : [entryOf(event, position, index)],
    );
    if (entries.length > 0) onEvents(entries);
    else onWatermark(formatCursor(at));
  }
  /**
   * Returns true for the message at the start position; ends when there is another in its place.
   */
  function verify(position: Position): boolean {
    if (at === undefined && position.id !== mark) return false;
    if (at !== undefined && !(position.offset === at.offset && position.id === at.id))
      return endAsUnknown();
    at ??= position;
    verified = true;
    started.resolve(at);
    return true;
  }
  /**
   * Ends when the log ends before the start position. A broker that is asked for an offset beyond
   * its end sends nothing at all, not even what is written later.
   */
  async function checkEnd() {
    if (verified || stopped || at === undefined) return;
    const unknown = Number.POSITIVE_INFINITY;
    const newest = await endOffset().catch(() => unknown);
    if (newest < at.offset && !verified) endAsUnknown();
    else endCheck = setTimeout(checkEnd, firstMessageMs);
  }
  function endAsUnknown(): false {
    started.resolve(undefined);
    end(new Error("The log no longer has the place that was read last"));
    return false;
  }
  function end(thrown: unknown) {
    if (stopped) return;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    started.reject(error);
    void stop();
    queueMicrotask(() => onError(error));
  }
  async function stop() {
    stopped = true;
    clearTimeout(endCheck);
    await reader?.close();
  }
  return {
    async read(model) {
      verified = false;
      clearTimeout(endCheck);
      const offset = at?.offset ?? "next";
      reader = await openStreamReader({ model, offset, onMessage: receive, onError: end });
      if (stopped) return reader.close();
      if ("mark" in start && at === undefined) mark = start.mark();
      endCheck = setTimeout(checkEnd, firstMessageMs);
    },
    started: started.promise,
    stop,
  };
}

/** Returns the events of a message; undefined in the place of each that cannot be read. */
function eventsIn(
  message: ConsumeMessage,
  deadLetter: Deps["deadLetter"],
): (FormworkEvent | undefined)[] {
  if (message.fields.exchange === names.marks) return [];
  try {
    const events = readEvents(message.content);
    if (events.includes(undefined)) deadLetter(message, "not an event");
    return events;
  } catch (error) {
    deadLetter(message, String(error));
    return [];
  }
}

function entryOf(event: FormworkEvent, { offset, id }: Position, index: number): LogEntry {
  return { cursor: formatCursor({ offset, index: index + 1, id }), event };
}

function offsetOf({ properties }: ConsumeMessage): number {
  return Number(properties.headers?.["x-stream-offset"]);
}

/** Returns the message's id; zeros for a foreign message without an id of our form. */
function idOf({ properties }: ConsumeMessage): string {
  return /^[0-9a-f]{12}$/.test(String(properties.messageId))
    ? String(properties.messageId)
    : "000000000000";
}

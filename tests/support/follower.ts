import { type FormworkEvent, isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import type { SubscribeReply } from "@formwork/contracts/live-protocol";
import { io, type Socket } from "socket.io-client";

/**
 * A client of the notifiers that follows all jobs as the page does: when its connection is lost it
 * continues at the next notifier with the cursor of the last event.
 */
export type Follower = {
  /** The events received of a job, in the order of arrival. */
  received: (jobId: string) => { seq: number; type: string }[];
  /** The events received that are not about jobs, in the order of arrival. */
  others: FormworkEvent[];
  /** What went wrong: an event out of order, or a cursor that was not replayed. */
  faults: string[];
  close: () => void;
};

/** How long after the loss of a connection the next is tried, in ms. */
const usualAwayMs = 100;
/** How long after a refused connection the next is tried, in ms. */
const retryMs = 100;

/** Connects to the first of the notifiers, and to the next one in turn whenever it is lost. */
export async function followJobs(
  notifiers: string[],
  token: string,
  { awayMs = usualAwayMs }: { awayMs?: number | undefined } = {},
): Promise<Follower> {
  const received = new Map<string, { seq: number; type: string }[]>();
  const others: FormworkEvent[] = [];
  const faults: string[] = [];
  let cursor: string | undefined;
  let socket: Socket | undefined;
  let closed = false;

  function receive(event: FormworkEvent, at: string): void {
    cursor = at;
    if (isJobEvent(event)) receiveOfJob(event);
    else others.push(event);
  }
  function receiveOfJob(event: JobEvent): void {
    const events = received.get(event.subject) ?? [];
    const { seq } = event.data;
    // The log may hold an event twice; a page shows it once.
    if (seq <= events.length) return;
    if (seq !== events.length + 1)
      faults.push(`${event.subject} received ${seq} after ${events.length}`);
    events.push({ seq, type: event.type });
    received.set(event.subject, events);
  }
  async function connect(index: number): Promise<void> {
    const current = io(notifiers[index % notifiers.length], {
      transports: ["websocket"],
      auth: { token },
      reconnection: false,
      forceNew: true,
    });
    socket = current;
    current.on("event", receive);
    let isOver = false;
    const reconnectAfter = (ms: number) => () => {
      if (!closed && !isOver) setTimeout(() => void connect(index + 1).catch(() => undefined), ms);
      isOver = true;
    };
    // A connection may also be lost after it was accepted, and before the socket is connected.
    current
      .once("connect_error", reconnectAfter(retryMs))
      .once("disconnect", reconnectAfter(awayMs));
    await new Promise((resolve) => current.once("connect", () => resolve(undefined)));
    const reply: SubscribeReply = await current.emitWithAck("subscribe", {
      rooms: ["jobs"],
      cursor,
    });
    // A notifier without its broker refuses; the next attempt continues at the same cursor.
    if (!reply.ok) current.disconnect();
    else if (reply.mode !== (cursor === undefined ? "live" : "replayed"))
      faults.push(`subscribed with ${JSON.stringify(reply)}`);
  }
  await connect(0);
  return {
    received: (jobId) => received.get(jobId) ?? [],
    ...{ others, faults },
    close() {
      closed = true;
      socket?.close();
    },
  };
}

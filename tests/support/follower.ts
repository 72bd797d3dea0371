import type { JobEvent } from "@formwork/contracts/events/events";
import type { SubscribeReply } from "@formwork/contracts/live-protocol";
import { io, type Socket } from "socket.io-client";

/**
 * A client as the page is one: it shows each step once, in order, and comes back by its cursor at
 * the next notifier when one is lost.
 */
export type Follower = {
  /** The steps shown of a job, in the order in which they came. */
  shown: (jobId: string) => { seq: number; type: string }[];
  /**
   * What broke the promise: a step out of order, one that came twice, or a place in the log that
   * was not replayed.
   */
  faults: string[];
  close: () => void;
};

/**
 * Subscribes to all jobs at the first of the notifiers, and at the others in turn when it is lost.
 */
export async function followJobs(notifiers: string[], token: string): Promise<Follower> {
  const shown = new Map<string, { seq: number; type: string }[]>();
  const faults: string[] = [];
  let cursor: string | undefined;
  let socket: Socket | undefined;
  let closed = false;

  function show(event: JobEvent, at: string): void {
    cursor = at;
    if (!event.type.startsWith("job.")) return;
    const steps = shown.get(event.subject) ?? [];
    const { seq } = event.data;
    if (seq !== steps.length + 1)
      faults.push(`${event.subject} shows ${seq} after ${steps.length}`);
    steps.push({ seq, type: event.type });
    shown.set(event.subject, steps);
  }
  async function connect(place: number): Promise<void> {
    const current = io(notifiers[place % notifiers.length], {
      transports: ["websocket"],
      auth: { token },
      reconnection: false,
      forceNew: true,
    });
    socket = current;
    current.on("event", show);
    const again = () => {
      if (!closed) setTimeout(() => void connect(place + 1).catch(() => undefined), 100);
    };
    current.once("connect_error", again);
    await new Promise((resolve) => current.once("connect", () => resolve(undefined)));
    current.once("disconnect", again);
    const reply: SubscribeReply = await current.emitWithAck("subscribe", {
      rooms: ["jobs"],
      cursor,
    });
    if (!reply.ok || reply.mode !== (cursor === undefined ? "live" : "replayed"))
      faults.push(`subscribed with ${JSON.stringify(reply)}`);
  }
  await connect(0);
  return {
    shown: (jobId) => shown.get(jobId) ?? [],
    faults,
    close() {
      closed = true;
      socket?.close();
    },
  };
}

import { isJobEvent } from "@formwork/contracts/events/events";
import type { LogPush } from "@formwork/contracts/live-protocol";
import { createLiveConnection } from "../../../frontend/src/lib/live/live-connection.ts";
import { openSocket } from "../../../frontend/src/lib/live/open-socket.ts";

/** The live connection of a page, by the page's own code, and what it would show. */
export type LivePage = {
  isLive: () => boolean;
  /** How often it lost its connection. */
  losses: () => number;
  /** How often it had to fetch everything anew, the first time included, or the events of a job. */
  fetches: () => number;
  /** The `seq` of the events of a job that it has shown, in their order. */
  shown: (jobId: string) => readonly number[];
  /** The log lines and marks that it has got. */
  logs: readonly LogPush[];
  close: () => void;
};

type Params = { url: string; token: string; rooms?: string[] };

/** Connects to the notifier at an address, whichever process that is, and joins rooms. */
export function openLivePage({ url, token, rooms = ["jobs"] }: Params): LivePage {
  const shown = new Map<string, number[]>();
  const logs: LogPush[] = [];
  let [losses, fetches] = [0, 0];
  const live = createLiveConnection({
    openSocket: (handlers) => openSocket(handlers, { url, auth: { token } }),
    now: Date.now,
    random: Math.random,
    schedule(work, ms) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  live.on.event((event) => {
    if (!isJobEvent(event)) return;
    const seqs = shown.get(event.subject) ?? [];
    shown.set(event.subject, seqs);
    seqs.push(event.data.seq);
  });
  live.on.log((push) => logs.push(push));
  live.on.status(() => {
    if (live.status().state === "down") losses += 1;
  });
  live.on.reset(() => {
    fetches += 1;
  });
  live.on.gap(() => {
    fetches += 1;
  });
  for (const room of rooms) live.join(room);
  live.start();
  return {
    isLive: () => live.status().state === "live",
    losses: () => losses,
    fetches: () => fetches,
    shown: (jobId) => shown.get(jobId) ?? [],
    logs,
    close: live.stop,
  };
}

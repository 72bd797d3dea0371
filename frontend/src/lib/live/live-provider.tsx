import { type ReactNode, useEffect, useState } from "react";
import { serverClock } from "../time/server-clock.ts";
import { createLiveConnection } from "./live-connection.ts";
import { LiveContext } from "./live-context.ts";
import { openSocket } from "./open-socket.ts";

/** Calls a listener with each new token of the session, until the returned function is called. */
export type OnToken = (listener: (renewed: { token: string }) => void) => () => void;

/**
 * Opens the live connection when it is mounted and closes it when it is unmounted. A new token of the
 * session is shown on the open socket.
 */
export function LiveProvider({ onToken, children }: { onToken: OnToken; children: ReactNode }) {
  const [live] = useState(() =>
    createLiveConnection({ openSocket, now: serverClock.now, random: Math.random, schedule }),
  );
  useEffect(() => {
    live.start();
    window.addEventListener("online", live.reconnectNow);
    const forgetToken = onToken(({ token }) => live.authenticate(token));
    return () => {
      forgetToken();
      window.removeEventListener("online", live.reconnectNow);
      live.stop();
    };
  }, [live, onToken]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function schedule(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

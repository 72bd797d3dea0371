import { type ReactNode, useEffect, useState } from "react";
import { session } from "../api/session/session.ts";
import { serverClock } from "../time/server-clock.ts";
import { createLiveConnection } from "./live-connection.ts";
import { LiveContext } from "./live-context.ts";
import { openSocket } from "./open-socket.ts";

/** Opens the live connection when it is mounted and closes it when it is unmounted. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live] = useState(() =>
    createLiveConnection({ openSocket, now: serverClock.now, random: Math.random, schedule }),
  );
  useEffect(() => {
    live.start();
    window.addEventListener("online", live.reconnectNow);
    const forgetToken = session.onRenewed(({ token }) => live.authenticate(token));
    return () => {
      forgetToken();
      window.removeEventListener("online", live.reconnectNow);
      live.stop();
    };
  }, [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function schedule(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

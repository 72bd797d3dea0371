import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { createLiveConnection, type Live, type LiveStatus } from "./live-connection.ts";
import { openSocket } from "./open-socket.ts";

const LiveContext = createContext<Live | null>(null);

function later(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

/** Holds the one live connection while somebody is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live] = useState(() =>
    createLiveConnection({ open: openSocket, now: Date.now, random: Math.random, later }),
  );
  useEffect(() => {
    live.start();
    window.addEventListener("online", live.hurry);
    return () => {
      window.removeEventListener("online", live.hurry);
      live.stop();
    };
  }, [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The live connection. */
export function useLiveConnection(): Live {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("useLiveConnection is used outside LiveProvider");
  return live;
}

/** How the live connection stands. */
export function useLiveStatus(): LiveStatus {
  const live = useLiveConnection();
  return useSyncExternalStore(live.on.status, live.status);
}

/** Stays in a room while mounted; `onJoined` has to be stable and runs after each (re)joining. */
export function useRoom(room: string, onJoined?: () => void) {
  const live = useLiveConnection();
  useEffect(() => live.join(room, onJoined), [live, room, onJoined]);
}

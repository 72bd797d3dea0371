import { createContext, useContext, useEffect, useSyncExternalStore } from "react";
import type { LiveConnection, LiveStatus } from "./live-connection.ts";

/** Carries the one live connection of the page; null outside `LiveProvider`. */
export const LiveContext = createContext<LiveConnection | null>(null);

/** Returns the page's live connection. */
export function useLiveConnection(): LiveConnection {
  const live = useContext(LiveContext);
  if (live === null) throw new Error("useLiveConnection is used outside LiveProvider");
  return live;
}

/** Returns the status of the live connection, and renders again when it changes. */
export function useLiveStatus(): LiveStatus {
  const live = useLiveConnection();
  return useSyncExternalStore(live.on.status, live.status);
}

/**
 * Stays in a room while the component is mounted. `onJoined` runs each time the server has let the
 * page in, after a reconnect too; it has to be the same function at every render.
 */
export function useRoom(room: string, onJoined?: () => void) {
  const live = useLiveConnection();
  useEffect(() => live.join(room, onJoined), [live, room, onJoined]);
}

import { useEffect, useState } from "react";
import { useMe } from "../../../lib/api/people/use-me.ts";
import { noteLook } from "../../../lib/storage/last-visit.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";

const lookMs = 60_000;

/**
 * Returns when the signed-in user's visit to this page before the current one ended, as RFC 3339; the
 * start of 1970 at the first visit. A page that is open but not seen is not visited.
 */
export function useLastVisit(): string {
  const user = useMe().data?.id ?? "";
  const [before, setBefore] = useState(() => look(user));
  useEffect(() => {
    const lookAgain = () => {
      if (document.visibilityState === "visible") setBefore(look(user));
    };
    lookAgain();
    const timer = setInterval(lookAgain, lookMs);
    document.addEventListener("visibilitychange", lookAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookAgain);
    };
  }, [user]);
  return before;
}

function look(user: string): string {
  const key = `formwork.last-visit.${user}`;
  const before = noteLook({ key, now: serverClock.now(), storage: () => localStorage });
  return new Date(before ?? 0).toISOString();
}

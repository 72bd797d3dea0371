import { createClient } from "@formwork/contracts/client/client";
import { serverClock } from "../../time/server-clock.ts";
import { fetchAndReadClock } from "../fetch-and-read-clock.ts";
import { createSessionKeeper } from "./session-keeper.ts";

/** A request that gets no answer is sent again while the server still repeats its reply. */
const answerTimeoutMs = 5000;
const markKey = "formwork:signed-in";

/** Keeps this page signed in. */
export const session = createSessionKeeper({
  refresh: () =>
    createClient({ baseUrl: "", fetch: fetchAndReadClock }).call("auth.refresh", {
      body: {},
      signal: AbortSignal.timeout(answerTimeoutMs),
    }),
  // Without TLS browsers have no locks; then the server gives two tabs the same tokens.
  alone: (work) =>
    navigator.locks === undefined ? work() : navigator.locks.request("formwork:session", work),
  mark: { isSet: () => storage()?.getItem(markKey) != null, set: writeMark },
  now: serverClock.now,
  schedule(work, ms) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
});

function writeMark(isSet: boolean): void {
  if (isSet) storage()?.setItem(markKey, "1");
  else storage()?.removeItem(markKey);
}

/** A browser may refuse storage; then a session ends with its token. */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

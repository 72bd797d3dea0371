import type { ProblemCode } from "../problem.ts";

type Fetch = typeof globalThis.fetch;
/** Headers that replace those of a request; null where the session cannot go on. */
export type Renewed = Record<string, string> | null;

/** Tries after the first: a token that another program has renewed meanwhile may have ended, too. */
const maxRenewals = 2;
const ended: ProblemCode = "not-signed-in";

/**
 * Wraps `fetch` so that a request whose token has ended is sent again after `renew`. The caller
 * notices nothing, unless the session is over. A body has to be a text, which can be sent again.
 */
export function createRenewingFetch(fetch: Fetch, renew: () => Promise<Renewed>): Fetch {
  return async (input, request) => {
    let response = await fetch(input, request);
    for (let renewals = 0; renewals < maxRenewals && (await isEnded(response)); renewals++) {
      const renewed = await renew();
      if (renewed === null) break;
      await response.body?.cancel();
      const headers = { ...Object.fromEntries(new Headers(request?.headers)), ...renewed };
      response = await fetch(input, { ...request, headers });
    }
    return response;
  };
}

/** A wrong password has the same status, and is no reason to renew anything. */
async function isEnded(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return Object(problem).code === ended;
}

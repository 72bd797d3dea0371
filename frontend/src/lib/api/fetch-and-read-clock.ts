import { serverClock } from "../time/server-clock.ts";

/** Sends a request, and tells the clock of the page what time it is on the server. */
export async function fetchAndReadClock(
  url: RequestInfo | URL,
  request?: RequestInit,
): Promise<Response> {
  const sentAt = Date.now();
  const response = await fetch(url, request);
  serverClock.observe({ date: response.headers.get("date"), sentAt, receivedAt: Date.now() });
  return response;
}

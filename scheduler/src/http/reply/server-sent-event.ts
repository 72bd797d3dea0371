/**
 * One event of a stream as it goes over the wire. JSON has no bare line ends, so one `data` line is
 * enough.
 */
export function serverSentEvent(event: string, data: unknown, id?: number): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A comment: keeps proxies from closing a quiet stream. */
export const heartbeat = ": still here\n\n";

/** How long a browser waits before it connects again, in milliseconds. */
export const reconnectIn = (ms: number) => `retry: ${ms}\n\n`;

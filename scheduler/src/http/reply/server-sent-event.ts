/**
 * Formats a server-sent event. JSON escapes line breaks, so the data takes one line.
 */
export function serverSentEvent(event: string, data: unknown, id?: number | string): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A comment that keeps proxies from closing an idle stream. */
export const heartbeat = ": still here\n\n";

/** Formats the time in milliseconds after which the browser reconnects. */
export const reconnectIn = (ms: number) => `retry: ${ms}\n\n`;

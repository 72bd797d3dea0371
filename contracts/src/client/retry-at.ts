/**
 * Returns when a refused call may be tried again, in milliseconds since 1970 by the clock of `now`:
 * by the header `Retry-After`, in seconds or as a date. Null where there is none that can be read.
 */
export function retryAtOf(headers: Pick<Headers, "get">, now: number): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return now + Number(text) * 1000;
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(now, at);
}

import { isProblemError } from "@formwork/contracts/client/problem-error";

/** Returns the seconds until a refused call may be tried again; 0 for now, and for other errors. */
export function secondsLeft(error: unknown, now: number): number {
  if (!isProblemError(error) || error.status !== 429 || error.retryAt === null) return 0;
  return Math.max(0, Math.ceil((error.retryAt - now) / 1000));
}

/** Says when a call may be tried again. */
export function waitText(seconds: number): string {
  if (seconds < 100) return `Try again in ${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100
    ? `Try again in ${minutes} min`
    : `Try again in ${Math.ceil(minutes / 60)} h`;
}

import type { LogPush } from "@formwork/contracts/live-protocol";

// The bodies of signals come from other processes, perhaps of another version.

/** Returns true for the body of a signal that carries log lines of a job. */
export function isLogPush(body: unknown): body is LogPush {
  return (
    typeof body === "object" &&
    body !== null &&
    "jobId" in body &&
    typeof body.jobId === "string" &&
    "lines" in body
  );
}

/** Returns true for the body of a signal that reports the end of a session. */
export function isSignedOut(body: unknown): body is { sessionId: string } {
  return (
    typeof body === "object" &&
    body !== null &&
    "sessionId" in body &&
    typeof body.sessionId === "string"
  );
}

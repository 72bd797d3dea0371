import type { Duplex } from "node:stream";
import type { ProblemCode } from "@formwork/contracts/problem";
import { problemReply } from "./answer-problems.ts";

const codes: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: "headers-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
};
const details: { [Code in ProblemCode]?: string } = {
  "headers-too-large": "The address and the headers may have 16 kB together",
  "request-timeout": "The request did not arrive whole in time",
};

/** Answers what the server cannot read as HTTP, and closes its connection. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const code = codes[error.code ?? ""] ?? "bad-request";
  socket.end(problemReply(code, details[code] ?? "This is no HTTP request"));
}

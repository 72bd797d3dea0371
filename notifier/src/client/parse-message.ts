import { isRoom } from "@formwork/contracts/policies/events";
import type { ProblemCode } from "@formwork/contracts/problem";
import { hasTokenLength } from "../token-length.ts";

/** A valid message of a client. */
export type ClientMessage =
  | { name: "subscribe"; rooms: string[]; cursor: string | undefined }
  | { name: "unsubscribe"; rooms: string[] }
  | { name: "authenticate"; token: string };
/** The reply to a message that is refused. */
export type Refusal = { ok: false; code: ProblemCode; detail: string };

const maxRooms = 50;
const maxCursorLength = 200;

/** Reads a message, of which nothing is known: clients may send anything. */
export function parseMessage(name: unknown, body: unknown): ClientMessage | Refusal {
  if (name === "authenticate") return parseToken(body);
  if (name !== "subscribe" && name !== "unsubscribe")
    return refuse("not-found", "The messages are subscribe, unsubscribe and authenticate");
  if (typeof body !== "object" || body === null)
    return refuse("invalid-request", 'Expected an object: { "rooms": ["jobs"] }');
  const { rooms, cursor } = fields(body);
  if (!Array.isArray(rooms) || rooms.length === 0)
    return refuse("invalid-request", "rooms has to be a list of one room or more");
  if (rooms.length > maxRooms)
    return refuse("too-large", `rooms holds ${maxRooms} at most; send several messages`);
  if (!rooms.every(isRoom))
    return refuse("not-found", "rooms are: jobs, job:<id>, template:<name>, inbox");
  if (name === "unsubscribe") return { name, rooms };
  if (cursor !== undefined && typeof cursor !== "string")
    return refuse("invalid-request", "cursor has to be a string");
  // No log has cursors that long. An empty one is as unknown, and is answered with reset as well.
  const tooLong = cursor !== undefined && cursor.length > maxCursorLength;
  return { name, rooms, cursor: tooLong ? "" : cursor };
}

function parseToken(body: unknown): ClientMessage | Refusal {
  const token: unknown = Object(body).token;
  return typeof token === "string" && hasTokenLength(token)
    ? { name: "authenticate", token }
    : refuse("invalid-request", 'Expected an object: { "token": "…" }');
}

/** Creates the reply that refuses a message. */
export function refuse(code: ProblemCode, detail: string): Refusal {
  return { ok: false, code, detail };
}

function fields(body: object): { rooms?: unknown; cursor?: unknown } {
  return body;
}

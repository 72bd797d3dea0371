import type { ProblemCode } from "@formwork/contracts/problem";
import { isRoom } from "../rooms.ts";

/** What a client may ask for. */
export type Request =
  | { ask: "subscribe"; rooms: string[]; cursor: string | undefined }
  | { ask: "unsubscribe"; rooms: string[] };
/** Why a client does not get it. */
export type Refusal = { ok: false; code: ProblemCode; detail: string };

const most = { rooms: 50, cursorLength: 200 };

/** Reads a message of a client, who may send anything. */
export function parseMessage(name: unknown, body: unknown): Request | Refusal {
  if (name !== "subscribe" && name !== "unsubscribe")
    return refuse("not-found", "The messages are subscribe and unsubscribe");
  if (typeof body !== "object" || body === null)
    return refuse("invalid-request", 'Expected an object: { "rooms": ["jobs"] }');
  const { rooms, cursor } = fields(body);
  if (!Array.isArray(rooms) || rooms.length === 0)
    return refuse("invalid-request", "rooms has to be a list of one room or more");
  if (rooms.length > most.rooms)
    return refuse("too-large", `rooms holds ${most.rooms} at most; send several messages`);
  if (!rooms.every(isRoom))
    return refuse("not-found", "rooms are: jobs, job:<id>, template:<name>, inbox");
  if (name === "unsubscribe") return { ask: name, rooms };
  if (cursor !== undefined && typeof cursor !== "string")
    return refuse("invalid-request", "cursor has to be a string");
  // No cursor of ours is that long, so the log cannot know it; an empty one stands for it and is
  // answered with reset.
  return {
    ask: name,
    rooms,
    cursor: cursor !== undefined && cursor.length > most.cursorLength ? "" : cursor,
  };
}

/** Answers a client that it does not get what it asked for. */
export function refuse(code: ProblemCode, detail: string): Refusal {
  return { ok: false, code, detail };
}

function fields(body: object): { rooms?: unknown; cursor?: unknown } {
  return body;
}

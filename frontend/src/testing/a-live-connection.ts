import type { SubscribeReply } from "@formwork/contracts/live-protocol";
import { expect } from "chai";
import { createLiveConnection, type LiveHandlers } from "../lib/live/live-connection.ts";

type Request = { rooms: string[]; cursor?: string };

/**
 * Builds a live connection over a transport that the test drives. Each subscription is answered
 * with the next of `replies`, or when there is none accepted. `emitted` lists what the connection
 * has emitted; `at` sets its clock, in ms.
 */
export function aLiveConnection(replies: SubscribeReply[] = []) {
  const requests: Request[] = [];
  const left: string[] = [];
  const tokens: string[] = [];
  const scheduled: { work: () => void; ms: number }[] = [];
  const emitted: string[] = [];
  const transport: { handlers?: LiveHandlers; closes: number; connects: number } = {
    closes: 0,
    connects: 0,
  };
  let clock = 1_000;
  const live = createLiveConnection({
    openSocket: (handlers) => {
      transport.handlers = handlers;
      return {
        connect: () => {
          transport.connects += 1;
        },
        close: () => {
          transport.closes += 1;
        },
        subscribe: async (request) => {
          requests.push(request);
          return (
            replies.shift() ?? {
              ok: true,
              cursor: "c0",
              mode: request.cursor === undefined ? "live" : "replayed",
            }
          );
        },
        unsubscribe: (rooms) => void left.push(...rooms),
        authenticate: (token) => void tokens.push(token),
      };
    },
    now: () => clock,
    random: () => 1,
    schedule: (work, ms) => {
      scheduled.push({ work, ms });
      return () => {};
    },
  });
  live.on.reset(() => emitted.push("reset"));
  live.on.unauthorized(() => emitted.push("unauthorized"));
  live.on.gap((id) => emitted.push(`gap ${id}`));
  live.on.event((event) => emitted.push(event.id));
  const at = (ms: number) => {
    clock = ms;
  };
  const handlers = () => transport.handlers ?? expect.fail("no socket was opened");
  const connect = async () => {
    await handlers().connected();
    await Promise.resolve();
  };
  return { live, requests, left, tokens, scheduled, emitted, transport, handlers, connect, at };
}

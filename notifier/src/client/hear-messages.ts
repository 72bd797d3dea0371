import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Socket } from "socket.io";
import { createAllowance } from "../entrance/allowance.ts";
import type { Limits } from "../limits.ts";
import { parseMessage, refuse } from "./messages.ts";
import type { Reply, Session } from "./session.ts";

type Deps = {
  socket: Socket;
  session: Session;
  limits: Limits;
  clock: Clock;
  telemetry: Telemetry;
};

/** Answers a socket's messages, one after the other, whatever they are. */
export function hearMessages({ socket, session, limits, clock, telemetry }: Deps): void {
  const spend = createAllowance({ perSecond: limits.messagesPerSecond, clock });
  let last: Promise<void> = Promise.resolve();

  async function answer(name: unknown, body: unknown, reply: Reply): Promise<void> {
    const request = parseMessage(name, body);
    if ("code" in request) return reply(request);
    try {
      await session.answer(request, reply);
    } catch (error) {
      telemetry.log.warn("subscription.failed", { error: String(error) });
      reply(refuse("unavailable", "The event log cannot be read right now; try again soon"));
    }
  }
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const reply = replyOf(args);
    if (!spend())
      return reply(
        refuse(
          "too-many-requests",
          `A socket may send ${limits.messagesPerSecond} messages a second`,
        ),
      );
    last = last.then(() => answer(name, args[0], reply));
  });
}

/** Socket.IO puts the acknowledgement last, if the client asked for one. */
function replyOf(args: unknown[]): Reply {
  const last = args.at(-1);
  return typeof last === "function" ? (answer) => last(answer) : () => undefined;
}

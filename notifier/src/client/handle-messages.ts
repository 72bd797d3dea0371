import type { Clock } from "@formwork/engine/runtime/clock";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Socket } from "socket.io";
import { createAllowance } from "../entrance/allowance.ts";
import type { SocketLimits } from "../socket-limits.ts";
import { parseMessage, refuse } from "./parse-message.ts";
import type { Reply, Session } from "./session.ts";

type Deps = {
  socket: Socket;
  session: Session;
  limits: SocketLimits;
  clock: Clock;
  telemetry: Telemetry;
};

/** Replies to the messages of a socket, in the order of their arrival. */
export function handleMessages({ socket, session, limits, clock, telemetry }: Deps): void {
  const takeToken = createAllowance({ perSecond: limits.messagesPerSecond, clock });
  let previous: Promise<void> = Promise.resolve();

  async function handle(name: unknown, body: unknown, reply: Reply): Promise<void> {
    const message = parseMessage(name, body);
    if ("code" in message) return reply(message);
    try {
      await session.handle(message, reply);
    } catch (error) {
      telemetry.log.warn("subscription.failed", { error: String(error) });
      reply(refuse("unavailable", "The event log cannot be read right now; try again soon"));
    }
  }
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const reply = replyOf(args);
    if (!takeToken())
      return reply(
        refuse(
          "too-many-requests",
          `A socket may send ${limits.messagesPerSecond} messages a second`,
        ),
      );
    previous = previous.then(() => handle(name, args[0], reply));
  });
}

/** Returns the acknowledgement, which Socket.IO passes last where the client asked for one. */
function replyOf(args: unknown[]): Reply {
  const last = args.at(-1);
  return typeof last === "function" ? (answer) => last(answer) : () => undefined;
}

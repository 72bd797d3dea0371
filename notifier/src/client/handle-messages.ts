import type { Clock } from "@formwork/engine/runtime/clock";
import { serialize } from "@formwork/engine/runtime/flow/serialize";
import { createTokenBucket } from "@formwork/engine/runtime/flow/token-bucket";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Socket } from "socket.io";
import type { SocketLimits } from "../socket-limits.ts";
import { parseMessage, refuse } from "./parse-message.ts";
import type { Reply, Session } from "./session.ts";

type Deps = {
  socket: Socket;
  session: Session;
  /** Takes the next token of the socket's user, and replies. */
  authenticate: (token: string, reply: Reply) => Promise<void>;
  limits: SocketLimits;
  clock: Clock;
  telemetry: Telemetry;
};

type Received = { name: unknown; body: unknown; reply: Reply };

/** Replies to the messages of a socket, in the order of their arrival. */
export function handleMessages({
  socket,
  session,
  limits,
  clock,
  telemetry,
  authenticate,
}: Deps): void {
  const burst = limits.messagesPerSecond;
  const bucket = createTokenBucket({ burst, refillMs: 1000 / burst });

  const handle = serialize(async ({ name, body, reply }: Received) => {
    const message = parseMessage(name, body);
    if ("code" in message) return reply(message);
    try {
      if (message.name === "authenticate") await authenticate(message.token, reply);
      else await session.handle(message, reply);
    } catch (error) {
      telemetry.log.warn("subscription.failed", { error: String(error) });
      reply(refuse("unavailable", "That cannot be done right now; try again soon"));
    }
  });
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const reply = replyOf(args);
    if (bucket.take(clock.monotonic())) return void handle({ name, body: args[0], reply });
    reply(refuse("too-many-requests", `A socket may send ${burst} messages a second`));
  });
}

/** Returns the acknowledgement, which Socket.IO passes last where the client asked for one. */
function replyOf(args: unknown[]): Reply {
  const last = args.at(-1);
  return typeof last === "function" ? (answer) => last(answer) : () => undefined;
}

import { reconnectDelayMs } from "../../../frontend/src/lib/live/reconnect-delay.ts";
import { openRawSocket } from "./raw-socket.ts";
import type { ClientCounts, ClientsRequest, Return } from "./start-clients.ts";

/**
 * Runs many clients of a notifier in a process of their own. Each hears all jobs, and comes back with
 * its cursor when its connection is lost, after the waits of a page. Answers the questions of the
 * parent, `counts` and `returns`.
 */
const counts: ClientCounts = { live: 0, events: 0 };
let returns: Return[] = [];

process.on("message", (request: ClientsRequest | "counts" | "returns") => {
  if (request === "counts") process.send?.(counts);
  else if (request === "returns") {
    process.send?.(returns);
    returns = [];
  } else start(request);
});
process.on("disconnect", () => process.exit());

function start({ port, tokens, count, jitter }: ClientsRequest): void {
  // Without jitter each waits as long as it may.
  const random = jitter ? Math.random : () => 1;
  for (let client = 0; client < count; client++)
    follow({ port, token: tokens[client % tokens.length] ?? "", random });
}

type Client = { port: number; token: string; random: () => number };

/** Connects, and again each time that the connection is lost or refused. */
function follow({ port, token, random }: Client): void {
  let cursor: string | undefined;
  let failures = 0;

  function connect() {
    const asked = Date.now();
    let isLive = false;
    let isOver = false;
    function lost() {
      if (isOver) return;
      isOver = true;
      if (isLive) counts.live -= 1;
      setTimeout(connect, reconnectDelayMs(failures++, random()));
    }
    openRawSocket({
      port,
      onText(text, { send, close }) {
        if (text.startsWith('42["event"')) {
          counts.events += 1;
          cursor = cursorOf(text);
        } else if (text.startsWith("0")) send(`40${JSON.stringify({ token })}`);
        else if (text.startsWith("44")) close();
        else if (text.startsWith("40"))
          send(`420${JSON.stringify(["subscribe", { rooms: ["jobs"], cursor }])}`);
        else if (text.startsWith("430")) {
          // The answer to a message is a list of one.
          const [reply] = JSON.parse(text.slice(3)) as [{ ok: boolean; cursor: string }];
          if (!reply.ok) return close();
          cursor ??= reply.cursor;
          failures = 0;
          isLive = true;
          counts.live += 1;
          returns.push({ asked, live: Date.now() });
        } else if (text === "2") send("3");
      },
      onClose: lost,
    }).catch(lost);
  }
  connect();
}

/** Returns the second argument of an event. */
function cursorOf(text: string): string {
  const end = text.lastIndexOf('"');
  return text.slice(text.lastIndexOf('"', end - 1) + 1, end);
}

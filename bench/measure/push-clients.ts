import { openRawSocket } from "../../tests/support/sockets/raw-socket.ts";

/**
 * Runs the clients of `push` in a process of their own: plain sockets that sign in, subscribe to
 * all jobs and read. Work that a real client would do with an event is not measured. Answers each
 * message of the parent with the delays since the last, in milliseconds, one per event and client.
 */
const [port = "", count = "0"] = process.argv.slice(2);
let delays: number[] = [];

for (let client = 0; client < Number(count); client++) await connect();
process.send?.("connected");
process.on("message", () => {
  process.send?.(delays);
  delays = [];
});
process.on("disconnect", () => process.exit());

async function connect(): Promise<void> {
  const subscribed = Promise.withResolvers<void>();
  await openRawSocket({
    port,
    onText(text, { send }) {
      if (text.startsWith('42["event"')) delays.push(Date.now() - timeOf(text));
      else if (text.startsWith("0")) send(`40${JSON.stringify({ token: "good" })}`);
      else if (text.startsWith("40"))
        send(`420${JSON.stringify(["subscribe", { rooms: ["jobs"] }])}`);
      else if (text.startsWith("430")) subscribed.resolve();
      else if (text === "2") send("3");
    },
  });
  await subscribed.promise;
}

function timeOf(text: string): number {
  const start = text.indexOf('"time":"') + 8;
  return Date.parse(text.slice(start, start + 24));
}

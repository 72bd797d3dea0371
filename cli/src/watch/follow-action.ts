import { keepFollowing, type Lost } from "@formwork/contracts/client/jobs/keep-following";
import type { ActionEvent } from "@formwork/contracts/events/events";
import type { JobActionProgress } from "@formwork/contracts/job-action";
import type { Connection } from "../connection/connect.ts";
import { endsFollowing } from "./ends-following.ts";
import { openEventStream } from "./open-event-stream.ts";

/** How far an action on many jobs has come. */
export type ActionMessage = { kind: "progress"; progress: JobActionProgress } | Lost;

/** Returns true where an action has ended. */
export function hasEnded({ state }: Pick<JobActionProgress, "state">): boolean {
  return state !== "running" && state !== "stopping";
}

/**
 * Follows an action by the log of events until it has ended, over interruptions of the connection.
 * Each connection begins with what the server knows by then, so no event of before is needed.
 */
export function followAction(params: {
  connection: Connection;
  id: string;
  signal: AbortSignal;
  isKnown: boolean;
}): AsyncGenerator<ActionMessage> {
  const { connection, id, signal, isKnown } = params;
  const { client, url } = connection;
  type Told = Exclude<ActionMessage, Lost>;
  const shown = async (): Promise<Told> => ({
    kind: "progress",
    progress: await client.call("actions.get", { params: { id } }),
  });
  async function* open(): AsyncGenerator<Told | null> {
    const address = client.address("events.list", { query: { type: ["action.changed"] } });
    for await (const { name, data } of openEventStream(connection, address, signal)) {
      // What is no event is the start of the stream, or the sign of life of each 15 s: asked then, it
      // is known what came before the stream, and what the log lost.
      yield name === "" && data !== "" ? toldOf(id, data) : await shown();
    }
  }
  return keepFollowing<Told>({
    ...{ url, open, signal, isKnown },
    isEnd: ({ progress }) => hasEnded(progress),
    isOver: endsFollowing,
  });
}

function toldOf(id: string, data: string) {
  // The log was asked for this type alone.
  const { subject, data: progress } = JSON.parse(data) as ActionEvent;
  return subject === id ? { kind: "progress" as const, progress } : null;
}

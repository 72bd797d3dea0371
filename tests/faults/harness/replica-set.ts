import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "@formwork/engine/testing/eventually";
import { type Document, MongoClient } from "mongodb";
import { type DurableMongod, startDurableMongod } from "../../support/servers/durable-mongod.ts";
import type { Fault } from "./faults.ts";

const setName = "faults";

/** Three database servers that are one replica set. */
export type ReplicaSet = { url: string; faults: Fault[]; stop: () => Promise<void> };

/** Starts a replica set, and resolves when it has a primary. */
export async function startReplicaSet(): Promise<ReplicaSet> {
  const members = await Promise.all(
    [1, 2, 3].map(() => startDurableMongod({ replicaSet: setName })),
  );
  const hosts = members.map(({ url }) => new URL(url).host);
  const url = `mongodb://${hosts.join(",")}/formwork?replicaSet=${setName}`;
  await askMember(members[0], {
    replSetInitiate: {
      _id: setName,
      members: hosts.map((host, _id) => ({ _id, host })),
      // An election begins sooner than by default.
      settings: { electionTimeoutMillis: 2000, heartbeatIntervalMillis: 500 },
    },
  });
  await eventually(() => primaryOf(members), "a primary to be elected", 60_000);
  return {
    url,
    faults: [
      {
        name: "step-down of the primary",
        async inject() {
          const primary = await eventually(() => primaryOf(members), "a primary", 30_000);
          await askMember(primary, { replSetStepDown: 5, force: true });
        },
      },
      {
        name: "kill -9 of the primary",
        async inject(random) {
          const primary = await eventually(() => primaryOf(members), "a primary", 30_000);
          await primary.kill();
          await pause(random.between(1000, 6000));
          await primary.start();
        },
      },
    ],
    async stop() {
      await Promise.all(members.map((member) => member.stop()));
    },
  };
}

async function primaryOf(members: DurableMongod[]): Promise<DurableMongod | undefined> {
  const replies = await Promise.all(
    members.map((member) => askMember(member, { hello: 1 }).catch(() => null)),
  );
  return members[replies.findIndex((reply) => reply?.isWritablePrimary === true)];
}

/** Runs an administrator's command on one member. */
async function askMember(member: DurableMongod | undefined, command: Document): Promise<Document> {
  if (member === undefined) throw new Error("there is no such member");
  const options = { directConnection: true, serverSelectionTimeoutMS: 5000 };
  const client = new MongoClient(member.url, options);
  try {
    return await client.db("admin").command(command);
  } finally {
    await client.close();
  }
}

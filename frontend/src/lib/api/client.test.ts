import type { Client } from "@formwork/contracts/client/client";
import { expect } from "chai";
import { watchStartedJobs } from "./client.ts";

describe("watchStartedJobs", () => {
  function aClient(reply: unknown) {
    const watched: string[] = [];
    const recent: string[] = [];
    // The wrapper passes the input on and looks at the reply only.
    const base = { call: async () => reply } as unknown as Client;
    const client = watchStartedJobs(base, {
      watched: { add: (id) => void watched.push(id) },
      recent: { add: (name) => void recent.push(name) },
    });
    return { client, watched, recent };
  }

  it("watches a job that is created, rerun or retried, and remembers its template", async () => {
    const { client, watched, recent } = aClient({ id: "job-1", template: { name: "sample" } });
    await client.call("jobs.create", { body: { template: "sample", payload: {} } });
    await client.call("jobs.rerun", { params: { id: "job-0" }, body: {} });
    await client.call("jobs.retry", { params: { id: "job-1" } });
    expect(watched).to.deep.equal(["job-1", "job-1", "job-1"]);
    expect(new Set(recent)).to.deep.equal(new Set(["sample"]));
  });

  it("watches no job of another operation, and returns every reply", async () => {
    const { client, watched } = aClient({ id: "job-1" });
    expect(await client.call("jobs.get", { params: { id: "job-1" } })).to.deep.equal({
      id: "job-1",
    });
    expect(watched).to.deep.equal([]);
  });

  it("watches nothing when the operation fails", async () => {
    const watched: string[] = [];
    const base = { call: () => Promise.reject(new Error("refused")) } as unknown as Client;
    const list = { add: (id: string) => void watched.push(id) };
    const client = watchStartedJobs(base, { watched: list, recent: list });
    const error = await client
      .call("jobs.retry", { params: { id: "job-1" } })
      .catch((thrown: Error) => thrown);
    expect(error).to.have.property("message", "refused");
    expect(watched).to.deep.equal([]);
  });
});

import createClient from "openapi-fetch";
import type { components, paths } from "./api.ts";

/** Submits, lists, reads and streams with the types that openapi-typescript makes. */

type Job = components["schemas"]["Job"];
const { FORMWORK_URL: baseUrl = "", FORMWORK_TOKEN: token = "" } = process.env;
const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } });

const created = await client.POST("/api/v1/jobs", {
  body: {
    template: "sample-job",
    payload: { steps: 1, seconds: 0, lines: 1, failure: { mode: "never" } },
    delay: "0s",
  },
});
if (created.data === undefined) throw new Error(created.error.detail);
const { id }: Job = created.data;
if (created.response.headers.get("location") !== `/api/v1/jobs/${id}`)
  throw new Error("no Location");

const stream = await client.GET("/api/v1/jobs/{id}/logs/stream", {
  params: { path: { id } },
  parseAs: "text",
});
if (!stream.data?.includes("event: end")) throw new Error("the stream did not end");

const job = await client.GET("/api/v1/jobs/{id}", { params: { path: { id } } });
const state: components["schemas"]["JobState"] | undefined = job.data?.state;
if (state !== "succeeded") throw new Error(`the job is ${state}`);

const list = await client.GET("/api/v1/jobs", {
  params: { query: { state: ["succeeded"], payload: { steps: "1" }, sort: "-createdAt" } },
});
if (!list.data?.items.some((one) => one.id === id)) throw new Error("the list lacks the job");

const template = await client.GET("/api/v1/templates/{name}", {
  params: { path: { name: "http-check" } },
});
if (template.data?.run.kind !== "http") throw new Error("http-check is of another kind");

const missing = await client.GET("/api/v1/jobs/{id}", { params: { path: { id: "nope" } } });
if (missing.error?.code !== "job-not-found") throw new Error("no problem for a missing job");
process.stdout.write(`${template.data.run.url} done\n`);

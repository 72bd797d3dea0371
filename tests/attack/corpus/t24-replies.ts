import { request } from "node:http";
import { type Corpus, corpus, named, type Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

/** Sends a request with any `Host`, which `fetch` does not. */
function askAs(target: Target, host: string, path: string, token?: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { hostname, port } = new URL(target.url);
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const call = request(
    { hostname, port, path, setHost: false, headers: { host, ...authorization } },
    (reply) => {
      let text = `${reply.statusCode} ${JSON.stringify(reply.headers)}`;
      reply.on("data", (chunk) => (text += chunk)).on("end", () => resolve(text));
    },
  );
  call.on("error", reject).end();
  return promise;
}

const paths = ["/", "/openapi.json", "/docs", "/api/v1/setup", "/sign-in", "/metrics"];
export const hosts = corpus(
  "T24",
  "links to a host that the caller names",
  named(
    ["evil.example", "127.0.0.1.evil.example", "evil.example:80@127.0.0.1"].flatMap((host) =>
      paths.map((path) => `${host} ${path}`),
    ),
  ),
  async (target, attack) => {
    const [host = "", path = ""] = attack.split(" ");
    const text = await askAs(target, host, path);
    return text.includes("evil.example") ? "the answer names the host" : null;
  },
);

const readOnly = ["POST", "PUT", "PATCH", "DELETE"];
export const log: Corpus = {
  threat: "T27",
  title: "traces that are removed, or not left",
  attacks: [
    ...corpus("T27", "", named(readOnly), async (target, method) => {
      const { status } = await target.ask("/api/v1/audit", { method });
      return status === 404 || status === 405 ? null : `it was answered with ${status}`;
    }).attacks,
    {
      name: "a retention of one second",
      async run(target) {
        const { json } = await target.ask("/api/v1/settings/retention");
        const { status } = await target.ask("/api/v1/settings/retention", {
          ...{ method: "PUT", body: { ...json, audit: "1s" } },
        });
        return status === 422 ? null : `it was answered with ${status}`;
      },
    },
    {
      name: "a refused call",
      async run(target) {
        const token = target.tokens.author;
        if (token === undefined) return null;
        await target.ask("/api/v1/settings/retention", { method: "PUT", body: {}, token });
        for (let tries = 0; tries < 50; tries++) {
          // Where there were many, this one is only counted, so that any of them does.
          const { json } = await target.ask("/api/v1/audit?outcome=refused");
          if (JSON.stringify(json).includes("forbidden")) return null;
          await new Promise((done) => setTimeout(done, 100));
        }
        return "there is no entry of it";
      },
    },
  ],
};

const pages = [
  "/",
  "/jobs",
  "/sign-in",
  "/docs",
  "/openapi.json",
  "/api/v1/auth/me",
  "/nothing/here",
];
/** Headers that every answer has, and what they must not say. */
export const headers = corpus(
  "T29",
  "answers without security headers",
  named(pages),
  judgeHeaders,
);

async function judgeHeaders(target: Target, path: string): Promise<Verdict> {
  const { headers: got, status } = await target.ask(path, { token: null });
  const policy = got.get("content-security-policy") ?? "";
  const faults = [
    ...(status >= 500 ? [`status ${status}`] : []),
    ...(/unsafe-|\*/.test(policy) ? ["its policy allows what is unsafe"] : []),
    ...(policy.includes("frame-ancestors 'none'") ? [] : ["it may be framed"]),
    ...(policy.includes("default-src 'none'") ? [] : ["its policy has no default"]),
    ...(got.get("x-content-type-options") === "nosniff" ? [] : ["its type may be guessed"]),
    ...(got.get("referrer-policy") === "no-referrer" ? [] : ["its address is passed on"]),
    ...(got.has("x-powered-by") || got.has("server") ? ["it names its program"] : []),
    ...(got.has("access-control-allow-origin") ? ["other sites may read it"] : []),
  ];
  return faults.length === 0 ? null : faults.join(", ");
}

import { type Corpus, corpus, named } from "../corpus.ts";
import type { Target } from "../target.ts";

const signIn = (target: Target, body: object) =>
  target.ask("/api/v1/auth/sign-in", { method: "POST", token: null, body });

export const passwords: Corpus = {
  threat: "T19",
  title: "guessed, short and stolen passwords",
  attacks: [
    ...corpus(
      "T19",
      "",
      named(["", "x", "password", "' or '1'='1", "\0", "correct horse batterx", "x".repeat(256)]),
      async (target, password) => {
        const { status } = await signIn(target, { email: "ada@example.org", password });
        return status < 400 ? "it signed in" : null;
      },
    ).attacks,
    {
      name: "what tells a user from none",
      async run(target) {
        const me = await target.ask("/api/v1/auth/me");
        const password = "a password that is wrong";
        const known = await signIn(target, { email: me.json.email, password });
        const unknown = await signIn(target, { email: "nobody@attack.example", password });
        const said = ({ status, json }: typeof known) => `${status} ${json.code} ${json.detail}`;
        return said(known) === said(unknown) ? null : `${said(known)}, ${said(unknown)}`;
      },
    },
    {
      name: "a second set-up",
      async run(target) {
        const body = { token: "x", email: "eve@example.org", password: "a long password of eve" };
        const { status } = await target.ask("/api/v1/setup", { method: "POST", token: null, body });
        return status < 400 ? "it made an admin" : null;
      },
    },
    ...corpus(
      "T19",
      "",
      named(["x", "", "none.none", "a.b.c", "../x", "\0"]),
      async (target, token) => {
        const body = { token, password: "a long password of eve" };
        const { status } = await target.ask("/api/v1/auth/accept", {
          ...{ method: "POST", token: null, body },
        });
        return status < 400 ? "the link let in" : null;
      },
    ).attacks,
  ],
};

/** Makes a key, changes its text, and asks with it. */
const keyAttacks: Record<string, (key: string) => string> = {
  "another secret": (key) => `${key.slice(0, -20)}${"A".repeat(20)}`,
  "one letter changed": (key) =>
    `${key.slice(0, 20)}${key[20] === "a" ? "b" : "a"}${key.slice(21)}`,
  "the public part alone": (key) => key.slice(0, 14),
  "letters behind it": (key) => `${key}x`,
  "small letters": (key) => (key === key.toLowerCase() ? "x" : key.toLowerCase()),
};
async function madeKey(target: Target, more: object = {}) {
  const body = { name: "attack", scopes: ["jobs:read"], ...more };
  const { json } = await target.ask("/api/v1/api-keys", { method: "POST", body });
  return { id: String(json.id), key: typeof json.key === "string" ? json.key : null };
}
const use = async (target: Target, key: string, path = "/api/v1/jobs") =>
  (await target.ask(path, { token: key })).status;

export const keys: Corpus = {
  threat: "T20",
  title: "API keys that are guessed, ended, or reach further",
  attacks: [
    ...corpus("T20", "", keyAttacks, async (target, change) => {
      const { id, key } = await madeKey(target);
      if (key === null) return null;
      const status = await use(target, change(key));
      await target.ask(`/api/v1/api-keys/${id}`, { method: "DELETE" });
      return status === 401 ? null : `it was answered with ${status}`;
    }).attacks,
    {
      name: "a key that was deleted",
      async run(target) {
        const { id, key } = await madeKey(target);
        if (key === null) return null;
        await use(target, key);
        await target.ask(`/api/v1/api-keys/${id}`, { method: "DELETE" });
        await new Promise((done) => setTimeout(done, 5000));
        return (await use(target, key)) === 401 ? null : "it worked 5 s later";
      },
    },
    {
      name: "a key that makes a wider one",
      async run(target) {
        const { id, key } = await madeKey(target);
        if (key === null) return null;
        const body = { name: "wider", scopes: ["settings:write"] };
        const { status } = await target.ask("/api/v1/api-keys", {
          ...{ method: "POST", token: key, body },
        });
        await target.ask(`/api/v1/api-keys/${id}`, { method: "DELETE" });
        return status === 403 ? null : `it was answered with ${status}`;
      },
    },
    {
      name: "a key of certain templates, at another one",
      async run(target) {
        for (const name of ["attack-mine", "attack-other"])
          await target.require({
            name,
            title: name,
            run: { kind: "remote" },
            payload: { type: "object" },
          });
        const body = { template: "attack-other", payload: {} };
        const { json: job } = await target.ask("/api/v1/jobs", { method: "POST", body });
        const { id, key } = await madeKey(target, { templates: ["attack-mine"] });
        if (key === null) return null;
        const list = await target.ask("/api/v1/jobs?template=attack-other", { token: key });
        const status = await use(target, key, `/api/v1/jobs/${job.id}`);
        await target.ask(`/api/v1/api-keys/${id}`, { method: "DELETE" });
        if (list.text.includes(String(job.id))) return "the list has its job";
        return status === 404 ? null : `its job was answered with ${status}`;
      },
    },
  ],
};

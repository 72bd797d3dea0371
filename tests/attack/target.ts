import { setTimeout as wait } from "node:timers/promises";
import { type Role, roles } from "@formwork/contracts/account";

/** A request as an attacker writes it: everything may be wrong. */
export type Request = {
  method?: string;
  token?: string | null;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: string | Uint8Array<ArrayBuffer>;
};
type Answer = {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
};

/** The server that is attacked, and whom the attacker is. */
export type Target = {
  url: string;
  /** Tokens by role; roles that could not be had are absent. */
  tokens: Partial<Record<Role, string>> & { admin: string };
  /** Folder of the installation, where it runs on this machine. */
  home: string | null;
  /** Calls the API as an admin unless told otherwise. */
  ask: (path: string, request?: Request) => Promise<Answer>;
  /** Publishes a template; resolves with the reply. */
  publish: (definition: object) => Promise<Answer>;
  /** Publishes a template that an attack needs; throws where it is refused. */
  require: (definition: object) => Promise<void>;
  /** Runs a job of a template to its end. */
  runJob: (template: string, payload: object) => Promise<Record<string, unknown>>;
};

const password = "a password of the attack corpus";

/** Makes the target of a running server, with a user of each role; an admin's token opens it. */
export async function openTarget(given: {
  url: string;
  token: string;
  home?: string | null;
}): Promise<Target> {
  const { url, token, home = null } = given;
  const ask = askOf(url, token);
  const tokens: Target["tokens"] = { admin: token };
  await ask("/api/v1/settings/limits", { method: "PUT", body: await withoutLimits(ask) });
  for (const role of roles.filter((one) => one !== "admin")) {
    const found = await tokenOf(ask, role);
    if (found !== null) tokens[role] = found;
  }
  const publish = (definition: object) => {
    const name = String(Object(definition).name);
    return ask(`/api/v1/templates/${name}`, { method: "PUT", body: definition });
  };
  return {
    ...{ url, tokens, home, ask, publish },
    async require(definition) {
      const { status, text } = await publish(definition);
      if (status >= 300) throw new Error(`an attack needs a template that is refused: ${text}`);
    },
    runJob: (template, payload) => runJob(ask, template, payload),
  };
}

type Ask = Target["ask"];

function askOf(url: string, token: string): Ask {
  return async (path, request = {}) => {
    const { method = "GET", body, raw } = request;
    const given = request.token === undefined ? token : request.token;
    const headers = {
      ...(given === null ? {} : { authorization: `Bearer ${given}` }),
      ...(body === undefined && raw === undefined ? {} : { "content-type": "application/json" }),
      ...request.headers,
    };
    const content = raw ?? (body === undefined ? null : JSON.stringify(body));
    const reply = await fetch(`${url}${path}`, {
      ...{ method, headers, redirect: "manual" },
      ...(content === null ? {} : { body: content }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, text, json: jsonOf(text) };
  };
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The corpus asks more in a minute than a person may. */
async function withoutLimits(ask: Ask): Promise<object> {
  const { json } = await ask("/api/v1/settings/limits");
  const rates = { requestsPerMinute: null, submitsPerMinute: null, subscriptionsPerMinute: null };
  return { ...json, ...rates, signInsPerMinute: 1000 };
}

async function tokenOf(ask: Ask, role: Role): Promise<string | null> {
  const email = `${role}-${Date.now()}@attack.example`;
  const invited = await ask("/api/v1/users", { method: "POST", body: { email, role } });
  const token = String(invited.json.link).split("#")[1];
  if (invited.status !== 201 || token === undefined) return null;
  const body = { token, password };
  const { json } = await ask("/api/v1/auth/accept", { method: "POST", body, token: null });
  return typeof json.token === "string" ? json.token : null;
}

const ended = ["succeeded", "failed", "cancelled"];

async function runJob(ask: Ask, template: string, payload: object) {
  const body = { template, payload, maxAttempts: 1 };
  const made = await ask("/api/v1/jobs", { method: "POST", body });
  if (made.status !== 201) return { state: "refused", ...made.json };
  for (let tries = 0; tries < 300; tries++) {
    const { json } = await ask(`/api/v1/jobs/${made.json.id}`);
    if (ended.includes(String(json.state))) return json;
    await wait(100);
  }
  throw new Error(`a job of ${template} did not end`);
}

import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { Problem } from "@formwork/contracts/problem";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { createAjv } from "@formwork/contracts/schema/validate";
import { expect } from "chai";

type Answer = {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
};
type Asked = {
  method?: string;
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  token?: string | null;
};
type Check = ReturnType<ReturnType<typeof createAjv>["compile"]>;
type CheckAnswer = (row: Operation, answer: Answer) => void;
export type CheckedFetch = (path: string, asked?: Asked) => Promise<Answer>;

/**
 * Makes a fetch that checks every reply against the OpenAPI document: the status is described, and
 * the body is valid under the schema of that status.
 */
export async function createCheckedFetch({
  url,
  token,
}: {
  url: string;
  token: string;
}): Promise<CheckedFetch> {
  const check = checksOf(await (await fetch(`${url}/openapi.json`)).text());
  return async function checkedFetch(path, asked = {}) {
    const answer = await ask(`${url}${path}`, { token, ...asked });
    const row = rowOf(asked.method ?? "GET", new URL(url + path).pathname);
    if (row !== undefined) check(row, answer);
    return answer;
  };
}

let lastChecks: { text: string; check: CheckAnswer } | undefined;

/** Returns the checks by a document; those of the same text are compiled once for all apps. */
function checksOf(text: string): CheckAnswer {
  if (lastChecks?.text !== text) lastChecks = { text, check: checkBy(JSON.parse(text)) };
  return lastChecks.check;
}

/** Makes the check of replies against a document. */
function checkBy(document: object): CheckAnswer {
  const ajv = createAjv().addSchema({ $id: "openapi", ...document });

  const checks = new Map<string, Check>();
  const exact = new Map<object, Check>();

  const lookUp = (place: string[]) =>
    place.reduce<unknown>((value, key) => Object(value)[key], document);
  /** Returns the validator of the schema at a path of the document; compiled once. */
  function checkAt(place: string[]): Check {
    const pointer = place
      .map((key) => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1")))
      .join("/");
    const fits = checks.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
    checks.set(pointer, fits);
    return fits;
  }
  /** Returns the validator that takes no other fields: replies in the document are open. */
  function exactly(row: Operation, status: number): Check {
    const schema = status < 400 ? (row.reply ?? {}) : Problem;
    const fits = exact.get(schema) ?? ajv.compile(schema);
    exact.set(schema, fits);
    return fits;
  }
  return function check(row, answer) {
    const path = row.path.replace(/:(\w+)/g, "{$1}");
    const at = ["paths", path, row.method, "responses", String(answer.status)];
    const { $ref } = Object(lookUp(at));
    const place = typeof $ref === "string" ? $ref.slice(2).split("/") : at;
    const response = lookUp(place);
    expect(
      response,
      `${row.method} ${row.path} → ${answer.status} is not described: ${answer.text}`,
    ).to.be.an("object");
    expect(answer.headers.get("x-trace-id")).to.match(/^[\w-]{8,64}$/);
    const type = answer.headers.get("content-type")?.split(";")[0];
    const described = Object.keys(Object(Object(response).content));
    if (type === undefined) expect(described).to.deep.equal([]);
    else expect(described).to.include(type);
    if (type === undefined || !type.endsWith("json")) return;
    for (const fits of [
      checkAt([...place, "content", type, "schema"]),
      exactly(row, answer.status),
    ])
      expect(
        fits(answer.json) ? [] : explain(fits.errors ?? []),
        `${row.method} ${row.path} → ${answer.text}`,
      ).to.deep.equal([]);
  };
}

async function ask(
  url: string,
  { method = "GET", body, raw, headers, token }: Asked,
): Promise<Answer> {
  const content = raw ?? (body === undefined ? null : JSON.stringify(body));
  const response = await fetch(url, {
    method,
    body: content,
    redirect: "manual",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : {},
  };
}

/** Returns the row of a request, as the router does: the first whose path matches. */
function rowOf(method: string, path: string): Operation | undefined {
  return Object.values<Operation>(operations).find(
    (row) =>
      row.method === method.toLowerCase() &&
      new RegExp(`^${row.path.replace(/:\w+/g, "[^/]+")}$`).test(path),
  );
}

import { createHmac } from "node:crypto";
import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { corpus, named, type Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

type Forge = (parts: { header: string; payload: string; signature: string }) => string;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (text: string) => Object(JSON.parse(Buffer.from(text, "base64url").toString()));
const sign = (text: string, secret: string) =>
  `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
const never = Math.round(Date.now() / 1000) + 10 ** 8;

/** Ways to make a token of another's, or of none. */
const forgeries: Record<string, Forge> = {
  "no algorithm": ({ payload }) => `${encode({ alg: "none", typ: "JWT" })}.${payload}.`,
  "no algorithm, in other letters": ({ payload }) => `${encode({ alg: "nOnE" })}.${payload}.`,
  "no signature": ({ header, payload }) => `${header}.${payload}.`,
  "no end": ({ header, payload, signature }) =>
    `${header}.${encode({ ...decode(payload), exp: never })}.${signature}`,
  "a secret that is guessed": ({ header, payload }) => sign(`${header}.${payload}`, "secret"),
  "an empty secret": ({ header, payload }) => sign(`${header}.${payload}`, " "),
  "another algorithm": ({ payload, signature }) =>
    `${encode({ alg: "HS512" })}.${payload}.${signature}`,
  "a key that the token names": ({ payload }) =>
    sign(`${encode({ alg: "HS256", jwk: { kty: "oct", k: "eA" } })}.${payload}`, "x"),
  "a key in a file that the token names": ({ payload }) =>
    sign(`${encode({ alg: "HS256", kid: "../../dev/null" })}.${payload}`, " "),
  "a changed last letter": ({ header, payload, signature }) =>
    `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
  "a token without parts": () => "x",
  "an object": () => "[object Object]",
};

async function judgeToken(target: Target, forge: Forge): Promise<Verdict> {
  const [header = "", payload = "", signature = ""] = target.tokens.admin.split(".");
  // An API key has no parts to forge.
  if (signature === "") return null;
  const { status } = await target.ask("/api/v1/auth/me", {
    token: forge({ header, payload, signature }),
  });
  return status === 401 ? null : `it was answered with ${status}`;
}
export const tokens = corpus("T16", "forged tokens", forgeries, judgeToken);

const unsafe = Object.entries<Operation>(operations).filter(
  ([, { method, scope }]) => method !== "get" && scope !== "public",
);
const cookieOf = (token: string) => ({
  cookie: `formwork_session=${token}; __Host-formwork_session=${token}`,
});

/** Every operation that changes something, as a page of another site would call it. */
export const foreignPages = corpus<Operation>(
  "T17",
  "calls that pages of other sites make with the cookie",
  Object.fromEntries(unsafe),
  async (target, { method, path }) => {
    const { status } = await target.ask(path.replace(/:\w+/g, "none"), {
      ...{ method: method.toUpperCase(), token: null },
      headers: { ...cookieOf(target.tokens.admin), origin: "https://evil.example" },
    });
    return status === 401 || status === 403 ? null : `it was answered with ${status}`;
  },
);

const origins = ["https://evil.example", "null", "http://127.0.0.1.evil.example", "file://", ""];
export const foreignOrigins = corpus(
  "T17",
  "origins that look like the own one",
  named(origins),
  async (target, origin) => {
    const { status } = await target.ask("/api/v1/auth/sign-out", {
      ...{ method: "POST", token: null },
      headers: { ...cookieOf(target.tokens.admin), ...(origin === "" ? {} : { origin }) },
    });
    return status === 401 || status === 403 ? null : `it was answered with ${status}`;
  },
);

import type { Static } from "typebox";
import { closed } from "./shapes.ts";
import { Type } from "./typebox.ts";

/**
 * Every way a request can fail: code, HTTP status and title. `retryable` where the same request may
 * succeed later, though nobody changes it. No other file names a status.
 */
export const problems = {
  "bad-request": { status: 400, title: "The request cannot be read" },
  "websocket-only": { status: 400, title: "This address takes WebSocket connections only" },
  "not-signed-in": { status: 401, title: "Sign in first" },
  "wrong-credentials": { status: 401, title: "E-mail or password is wrong" },
  "sign-in-failed": { status: 401, title: "The sign-in did not work" },
  forbidden: { status: 403, title: "You may not do this" },
  "foreign-origin": { status: 403, title: "The request comes from another site" },
  "not-found": { status: 404, title: "There is nothing here" },
  "job-not-found": { status: 404, title: "No such job" },
  "template-not-found": { status: 404, title: "No such template" },
  "version-not-found": { status: 404, title: "No such version of this template" },
  "schedule-not-found": { status: 404, title: "No such schedule" },
  "worker-not-found": { status: 404, title: "No such worker" },
  "action-not-found": { status: 404, title: "No such action on many jobs" },
  "view-not-found": { status: 404, title: "No such saved view" },
  "user-not-found": { status: 404, title: "No such user" },
  "session-not-found": { status: 404, title: "No such session" },
  "key-not-found": { status: 404, title: "No such API key" },
  "secret-not-found": { status: 404, title: "No such secret" },
  "method-not-allowed": { status: 405, title: "This address does not take that method" },
  "request-timeout": { status: 408, title: "The request took too long to arrive", retryable: true },
  "state-conflict": { status: 409, title: "The job's state does not allow this" },
  "worker-conflict": { status: 409, title: "The worker's state does not allow this" },
  "schedule-not-active": { status: 409, title: "The schedule is paused or has ended" },
  "idempotency-conflict": {
    status: 409,
    title: "This idempotency key was used for another request",
  },
  "too-many-queues": { status: 409, title: "Too many queues have rules of their own" },
  "view-exists": { status: 409, title: "You have a view with this name" },
  "too-many-views": { status: 409, title: "You have as many views as may be" },
  "user-exists": { status: 409, title: "There is a user with this address" },
  "user-disabled": { status: 409, title: "The user is disabled" },
  "secret-in-use": { status: 409, title: "Templates use this secret" },
  "too-many-secrets": { status: 409, title: "There are as many secrets as may be" },
  "too-many-lists": { status: 409, title: "As many templates have access lists as may" },
  "too-many-keys": { status: 409, title: "You have as many API keys as may be" },
  "already-linked": { status: 409, title: "This sign-in belongs to somebody already" },
  "no-password": { status: 409, title: "The user has no password" },
  "last-admin": { status: 409, title: "Formwork needs an admin who can sign in" },
  "lease-lost": { status: 409, title: "This attempt is no longer yours" },
  "already-set-up": { status: 409, title: "Formwork already has its first account" },
  "template-archived": { status: 409, title: "This template takes no new jobs" },
  "not-as-expected": { status: 412, title: "It has changed since it was read" },
  misdirected: { status: 421, title: "This server is not the one that was asked for" },
  "headers-too-large": { status: 431, title: "The headers are too large" },
  "too-large": { status: 413, title: "The request is too large" },
  "unsupported-media-type": { status: 415, title: "The body has to be JSON" },
  "invalid-request": { status: 422, title: "The request is not valid" },
  "invalid-payload": { status: 422, title: "The payload does not fit the template" },
  "invalid-template": { status: 422, title: "The template is not valid" },
  "template-too-costly": {
    status: 422,
    title: "The template's schema takes too much time or memory to check",
  },
  "sign-in-refused": { status: 403, title: "You may not sign in" },
  "wrong-password": { status: 403, title: "The current password is wrong" },
  "link-wrong": { status: 403, title: "The link is wrong, used or too old" },
  "setup-token-wrong": { status: 403, title: "The set-up link is wrong or used" },
  "too-many-requests": { status: 429, title: "Too many requests", retryable: true },
  internal: { status: 500, title: "Something went wrong on our side", retryable: true },
  unavailable: { status: 503, title: "Formwork cannot answer this right now", retryable: true },
} as const satisfies Record<string, { status: number; title: string; retryable?: true }>;

export type ProblemCode = keyof typeof problems;

/** One error of a request or payload: where, what, and the schema keyword that refused it. */
export const FieldError = closed({
  pointer: Type.String({
    description: "JSON Pointer to the field: into the body, or below /query, /headers or /params",
  }),
  message: Type.String({ description: "What is wrong and what is allowed" }),
  keyword: Type.String({ description: "Schema keyword that refused it" }),
});
export type FieldError = Static<typeof FieldError>;

/** Returns true where the same request may succeed later, though nobody changes it. */
export function isRetryable(code: ProblemCode): boolean {
  return "retryable" in problems[code];
}

/** RFC 9457 problem details, the body of every error reply. */
export const Problem = closed({
  type: Type.String({ description: "URI reference of the kind of problem" }),
  title: Type.String({ description: "The kind of problem, in words" }),
  status: Type.Integer({ description: "HTTP status" }),
  detail: Type.String({ description: "This problem, in words" }),
  code: Type.String({
    description: "The kind of problem, for programs",
    "x-extensible-enum": Object.keys(problems),
  }),
  retryable: Type.Boolean({
    description:
      "Whether the same request may succeed later: after `Retry-After` where there is one, and with the same `Idempotency-Key` where it makes something",
  }),
  traceId: Type.String({ description: "Finds the request in the logs" }),
  errors: Type.Optional(Type.Array(FieldError, { description: "Each fault of the request" })),
});
export type Problem = Static<typeof Problem>;

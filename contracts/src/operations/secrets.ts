import { SealKeys } from "../secrets/seal-keys.ts";
import { ChangeSecret, PutSecret, Secret } from "../secrets/secret.ts";
import { closed } from "../shapes.ts";
import { secretName } from "../templates/run.ts";
import { Type } from "../typebox.ts";
import { get, listOf, paging, patch, put, remove } from "./operation.ts";

const params = closed({
  name: Type.String({ pattern: secretName, description: "Name of the secret" }),
});
const oneSecret = {
  tag: "secrets",
  concerns: "house",
  params,
  problems: ["secret-not-found"],
} as const;

/** Secrets that templates name, and the keys that seal; for admins. No reply holds a value or key. */
export const secretOperations = {
  "seal-keys.status": get("/seal-keys", {
    ...{ tag: "secrets", concerns: "house", scope: "secrets:read" },
    summary: "The keys that seal secrets, and how far what older ones sealed is sealed again",
    reply: SealKeys,
  }),
  "secrets.list": listOf(Secret, "/secrets", {
    ...{ tag: "secrets", concerns: "house", scope: "secrets:read" },
    summary: "All secrets by name, without their values, with the templates that use them",
    query: closed(paging),
  }),
  "secrets.get": get("/secrets/:name", {
    ...oneSecret,
    scope: "secrets:read",
    summary: "One secret, without its value",
    reply: Secret,
  }),
  "secrets.set": put("/secrets/:name", {
    ...{
      tag: "secrets",
      concerns: "house",
      params,
      scope: "secrets:write",
      audit: "secret.set",
      status: 201,
    },
    also: { status: 200, when: "there was one of this name, whose value is replaced" },
    summary: "Add a secret or replace its value; jobs that start from then on get it",
    body: PutSecret,
    reply: Secret,
    problems: ["too-many-secrets"],
  }),
  "secrets.change": patch("/secrets/:name", {
    ...oneSecret,
    ...{ scope: "secrets:write", audit: "secret.change" },
    summary: "Change what a secret is for, or which templates may use it",
    body: ChangeSecret,
    reply: Secret,
  }),
  "secrets.delete": remove("/secrets/:name", {
    ...{
      tag: "secrets",
      concerns: "house",
      params,
      scope: "secrets:write",
      audit: "secret.delete",
    },
    summary: "Remove a secret; refused while templates use it, unless forced",
    query: closed({
      force: Type.Optional(
        Type.Boolean({ description: "Also where templates use it; their jobs then fail" }),
      ),
    }),
    problems: ["secret-not-found", "secret-in-use"],
  }),
};

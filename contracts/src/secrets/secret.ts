import type { Static } from "typebox";
import { closed, lines, nullable, time } from "../shapes.ts";
import { secretName } from "../templates/run.ts";
import { templateName } from "../templates/template.ts";
import { Type } from "../typebox.ts";

/** Secrets of the store: templates name them, and the worker that runs a job fills them in. */

/** Longest value of a secret, in characters: a private key has room. */
export const maxSecretLength = 32 * 1024;
/** Most secrets of an installation, which are listed at once. */
export const maxSecrets = 500;
const maxTemplates = 100;

const templates = Type.Array(Type.String({ pattern: templateName }), {
  maxItems: maxTemplates,
  uniqueItems: true,
  description: "Names of templates",
});

const allowed = nullable(
  templates,
  "The only templates that may use it; null for every one, so that whoever writes templates can send it anywhere",
);
const description = lines({ maxLength: 500, description: "What it is for; shown to admins" });

/** A secret as replies show it: never its value. */
export const Secret = closed({
  name: Type.String({ pattern: secretName, description: "Templates write {{secret.NAME}}" }),
  description,
  templates: allowed,
  createdBy: Type.String({ description: "Who made it" }),
  createdAt: time("When it was made"),
  updatedBy: Type.String({ description: "Who changed its value last" }),
  updatedAt: time("When its value was changed last"),
  usedBy: Type.Array(Type.String(), {
    description: "Templates whose newest version names it, by name",
  }),
});
export type Secret = Static<typeof Secret>;

/** What is put: a value, and with it what else may be said of the secret. */
export const PutSecret = closed({
  value: Type.String({
    writeOnly: true,
    // What a job reports is searched for its secrets; shorter texts stand in too much that is none.
    minLength: 4,
    maxLength: maxSecretLength,
    description: "The secret text; no reply ever holds it",
  }),
  description: Type.Optional(description),
  templates: Type.Optional(allowed),
});
export type PutSecret = Static<typeof PutSecret>;

/** What may change without the value. */
export const ChangeSecret = closed({
  description: Type.Optional(description),
  templates: Type.Optional(allowed),
});
export type ChangeSecret = Static<typeof ChangeSecret>;

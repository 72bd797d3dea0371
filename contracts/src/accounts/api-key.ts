import type { Static } from "typebox";
import { closed, line, nullable, time } from "../shapes.ts";
import { templateName } from "../templates/template.ts";
import { Type } from "../typebox.ts";
import { keyScopes } from "./account.ts";

/** API keys: how programs call the API and workers sign in. */

/** Keys that one user has at most: more than a person keeps an overview of. */
export const maxKeysPerUser = 100;
/** Templates that a key names at most: as many as a list can be filtered by. */
const maxTemplates = 50;

const name = line({
  minLength: 1,
  maxLength: 60,
  description: "What the key is for",
});
const scopes = Type.Array(Type.Enum([...keyScopes]), {
  minItems: 1,
  maxItems: keyScopes.length,
  description: "What the key may do, of what its maker may",
});
const templates = Type.Array(Type.String({ pattern: templateName, maxLength: 64 }), {
  minItems: 1,
  maxItems: maxTemplates,
  description: "The only templates that the key may have to do with",
});

/** A key as lists show it. */
export const ApiKey = closed({
  id: Type.String({ description: "Opaque" }),
  name,
  prefix: Type.String({ description: "How the key begins; tells keys apart, and is no secret" }),
  createdBy: Type.String({ description: "Id of the user whose key it is" }),
  scopes,
  templates: nullable(templates, "The only templates of the key; null for all"),
  createdAt: time("When it was made"),
  expiresAt: nullable(time("When"), "When it ends; null for never"),
  lastUsedAt: nullable(time("When"), "When it was last used, to the minute; null for never"),
  previousEndsAt: nullable(
    time("When"),
    "Until when the key before the last rotation works; null when there is none",
  ),
});
export type ApiKey = Static<typeof ApiKey>;

/** A key with its text, which is shown once. */
export const NewApiKey = closed({
  ...ApiKey.properties,
  key: Type.String({ description: "The key itself, sent as a bearer token; not shown again" }),
});
export type NewApiKey = Static<typeof NewApiKey>;

/** What a user sends to make a key. */
export const CreateApiKey = closed({
  name,
  scopes,
  templates: Type.Optional(templates),
  expiresAt: Type.Optional(time("When the key ends; without it, never")),
});
export type CreateApiKey = Static<typeof CreateApiKey>;

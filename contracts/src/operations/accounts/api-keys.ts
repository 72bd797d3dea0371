import { ApiKey, CreateApiKey, NewApiKey } from "../../accounts/api-key.ts";
import { closed, id } from "../../shapes.ts";
import { Type } from "../../typebox.ts";
import { listOf, paging, post, remove } from "../operation.ts";

// A key itself has no such scope: who finds one makes no others with it.
const row = { tag: "api-keys", concerns: "house", scope: "credentials" } as const;
const params = closed({
  id: id("Id of the key"),
});

/** Keys for programs and workers. */
export const apiKeyOperations = {
  "api-keys.list": listOf(ApiKey, "/api-keys", {
    ...row,
    summary: "The caller's keys, newest first; for admins those of all with `owner=all`",
    query: closed({
      ...paging,
      owner: Type.Optional(
        Type.Enum(["me", "all"], { default: "me", description: "Whose keys; `all` is for admins" }),
      ),
    }),
  }),
  "api-keys.create": post("/api-keys", {
    ...{ ...row, audit: "api-key.create", status: 201 },
    makes: "/api-keys/:id",
    summary: "Make a key; the reply is the only one that shows it",
    body: CreateApiKey,
    reply: NewApiKey,
    problems: ["too-many-keys"],
  }),
  "api-keys.rotate": post("/api-keys/:id/rotate", {
    ...{ ...row, params, audit: "api-key.rotate" },
    summary: "Replace one's own key; the one before works for a day more",
    reply: NewApiKey,
    problems: ["key-not-found"],
  }),
  "api-keys.delete": remove("/api-keys/:id", {
    ...{ ...row, params, audit: "api-key.delete" },
    summary: "End a key at once; admins may end those of others",
    problems: ["key-not-found"],
  }),
};

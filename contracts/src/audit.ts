import type { Static } from "typebox";
import { closed, count, line, nullable, time } from "./shapes.ts";
import { Type } from "./typebox.ts";

/** A field that a call changed. Values of secrets and payloads are left out, so that both are absent. */
export const AuditChange = closed({
  field: Type.String({ description: "Path of the field" }),
  before: Type.Optional(Type.Unknown({ description: "Its value before, shortened" })),
  after: Type.Optional(Type.Unknown({ description: "Its value after, shortened" })),
});
export type AuditChange = Static<typeof AuditChange>;

/** The network address of a call, and the program that made it. */
export const AuditOrigin = closed({
  address: Type.String({ description: "Network address" }),
  device: Type.String({ description: "What the program says it is (User-Agent), shortened" }),
});
export type AuditOrigin = Static<typeof AuditOrigin>;

/** One entry of the audit log. All but `hash` is what `hash` is made of. */
export const AuditEntry = closed({
  seq: Type.Integer({ minimum: 1, description: "Place in the log: 1, 2, 3, … without a hole" }),
  at: time("When it was done; never before the entry before it"),
  actor: Type.String({
    description:
      "Who: the e-mail address of a user, `service:NAME`, `system` for Formwork itself, or `anonymous`",
  }),
  actorId: nullable(Type.String(), "Id of the user; null for others"),
  key: nullable(Type.String(), "Id of the API key that acted for the user; null without one"),
  keyName: Type.Optional(
    Type.String({ description: "What the key was called then; absent without one" }),
  ),
  action: Type.String({ description: "What was asked for, such as `user.change`" }),
  target: nullable(
    Type.String(),
    "On what: its kind and its id or name, such as `job:ID` or `template:NAME`",
  ),
  from: nullable(AuditOrigin, "From where; null for what Formwork did itself"),
  outcome: Type.String({
    description:
      "`done`, the code of the problem with which it was refused or failed, or `unfinished`: its process ended before it could tell whether it was done",
  }),
  times: Type.Integer({
    minimum: 1,
    description: "How many calls the entry stands for: refused ones are counted for a minute",
  }),
  difference: Type.Array(AuditChange, {
    description: "What the call changed, where that is known",
  }),
  previous: Type.String({ description: "`hash` of the entry before; 64 zeros for the first" }),
  hash: Type.String({
    description: "SHA-256 in hex of the entry without `hash`, as canonical JSON (RFC 8785)",
  }),
});
export type AuditEntry = Static<typeof AuditEntry>;

/** Where the log ends, so that it can be told later that nothing was cut off. */
export const AuditHead = closed({
  seq: count("Number of the newest entry; 0 while there is none"),
  hash: Type.String({ description: "Its hash" }),
});
export type AuditHead = Static<typeof AuditHead>;

/** What a caller may ask of the log; of several filters all hold. */
export const auditFilters = {
  actor: Type.Optional(
    line({ maxLength: 254, description: "E-mail address or id of a user, or `system`" }),
  ),
  action: Type.Optional(line({ maxLength: 100, description: "Such as `user.change`" })),
  target: Type.Optional(line({ maxLength: 300, description: "Such as `job:ID`" })),
  outcome: Type.Optional(
    Type.Enum(["done", "refused"], { description: "Only what was done, or what was not" }),
  ),
  from: Type.Optional(time("At this time or later")),
  to: Type.Optional(time("Before this time")),
};

/** The action of the entry that says up to where older entries were removed. */
export const pruneAction = "audit.prune";

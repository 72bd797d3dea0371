import type { Static } from "typebox";
import { closed, nullable, time } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { email, password, roles, sees, User } from "./account.ts";

/** People as admins see them, the links that let one in, and where one is signed in. */

const role = Type.Enum([...roles], { description: "What the user may do" });

/** A user as the list of users shows it. */
export const Person = closed({
  ...User.properties,
  sees,
  disabled: Type.Boolean({ description: "True for a user who may not sign in" }),
  linked: Type.Boolean({
    description: "True for a user who may sign in with the OpenID provider",
  }),
  invited: Type.Boolean({ description: "True until the user has chosen a password" }),
  linkExpiresAt: nullable(
    time("When"),
    "Until when the user's invitation or reset link works; null when there is none",
  ),
  lastSeenAt: nullable(
    time("When"),
    "When the user last used Formwork, to the minute; null for never",
  ),
});
export type Person = Static<typeof Person>;

/** What an admin sends to invite a user. */
export const InviteUser = closed({
  email,
  role,
  sees: Type.Optional(sees),
});
export type InviteUser = Static<typeof InviteUser>;

/** What an admin changes of a user. */
export const ChangeUser = Type.Partial(
  closed({
    role,
    sees,
    disabled: Type.Boolean({ description: "True ends all sessions and API keys of the user" }),
  }),
  { minProperties: 1 },
);
export type ChangeUser = Static<typeof ChangeUser>;

const link = Type.String({
  description: "Address to give to the user: works once, and is not shown again",
});
export const Invitation = closed({
  user: closed(Person.properties, { description: "Who was added" }),
  link,
});
export const ResetLink = closed({ link });

/** What a user sends who opens an invitation or reset link. */
export const AcceptLink = closed({
  token: Type.String({
    maxLength: 200,
    writeOnly: true,
    description: "From the link, after its `#`",
  }),
  password,
});
export type AcceptLink = Static<typeof AcceptLink>;

/** What a page sends before it asks for a password. */
export const CheckLink = closed({ token: AcceptLink.properties.token });
export type CheckLink = Static<typeof CheckLink>;

export const ChangePassword = closed({
  current: Type.String({ maxLength: 256, writeOnly: true, description: "Password until now" }),
  next: password,
});
export type ChangePassword = Static<typeof ChangePassword>;

/** A place where a user is signed in. */
export const OpenSession = closed({
  id: Type.String({ description: "Opaque" }),
  current: Type.Boolean({ description: "True for the session of this request" }),
  createdAt: nullable(time("When"), "When it was opened; null where an older version opened it"),
  lastSeenAt: nullable(
    time("When"),
    "When it was last used, to the minute; null where an older version opened it",
  ),
  expiresAt: time("When it ends by itself"),
  address: nullable(Type.String(), "Network address that signed in, where known"),
  device: nullable(Type.String(), "`User-Agent` of the program that signed in, where known"),
});
export type OpenSession = Static<typeof OpenSession>;

import type { Static } from "typebox";
import { closed, line, nullable, time } from "../shapes.ts";
import { Type } from "../typebox.ts";

/** What a user may do; each role includes the ones before it. */
export const roles = ["viewer", "operator", "author", "admin"] as const;
export type Role = (typeof roles)[number];

/** The permission that an operation requires of its caller; `public` requires none. */
export const scopes = [
  "public",
  "jobs:read",
  "jobs:write",
  "templates:read",
  "templates:write",
  "schedules:read",
  "schedules:write",
  "queues:read",
  "queues:write",
  "workers:read",
  "workers:write",
  "settings:read",
  "settings:write",
  "audit:read",
  "secrets:read",
  "secrets:write",
  "work:run",
  "users:read",
  "users:write",
  "credentials",
  "account",
] as const;
export type Scope = (typeof scopes)[number];

const reading = [
  "jobs:read",
  "templates:read",
  "schedules:read",
  "queues:read",
  "workers:read",
] as const;
const running = ["jobs:write", "schedules:write", "queues:write", "workers:write"] as const;

/** What every user may do with the own account; `credentials` covers password, sessions and keys. */
const own = ["account", "credentials"] as const;

const scopesOfRole: Record<Role, readonly Scope[]> = {
  viewer: [...reading, ...own],
  operator: [...reading, ...running, ...own],
  author: [...reading, ...running, "templates:write", ...own],
  admin: scopes,
};

/**
 * Scopes that no API key has: with one of them, who finds a key could make more keys or change who
 * may sign in.
 */
const scopesOfPeople: readonly Scope[] = ["credentials", "users:write"];

/** Scopes that an API key may be given. Every key has `account` besides. */
export const keyScopes = scopes.filter(
  (scope) => scope !== "public" && scope !== "account" && !scopesOfPeople.includes(scope),
);

/** What an API key narrows the rights of its owner to. `templates` is null for all of them. */
export type KeyLimits = {
  id: string;
  /** What its owner calls it; a notifier does not know it. */
  name?: string;
  scopes: readonly Scope[];
  templates: readonly string[] | null;
};

/** Whose jobs, schedules and actions a user is shown: the own ones, or everybody's. */
export const sights = ["own", "all"] as const;
export type Sight = (typeof sights)[number];

/** Names of templates whose access lists leave a user out. Who may not see one may not run it. */
export type Barred = { fromSeeing: readonly string[]; fromRunning: readonly string[] };

/** The authenticated caller, passed to every verb of the engine that acts on behalf of one. */
export type Principal = {
  /** Id of the user, also of one that an API key acts for. */
  id: string;
  role: Role;
  email: string;
  sessionId: string | null;
  /** When the token of a session ends, in milliseconds since 1970. */
  tokenEndsAt?: number;
  /** What an admin granted; own jobs where absent. `policies/sight.ts` says what it means. */
  sees?: Sight;
  /** Absent where no access list leaves the user out. */
  barred?: Barred;
  /** Present where the caller has an API key. */
  key?: KeyLimits;
};

/** Returns true when a principal has a scope. Every permission is decided here. */
export function may(principal: Principal | null, scope: Scope): boolean {
  if (scope === "public") return true;
  if (principal === null || !scopesOfRole[principal.role].includes(scope)) return false;
  return principal.key === undefined || scope === "account" || mayByKey(principal.key, scope);
}

function mayByKey({ scopes: granted }: KeyLimits, scope: Scope): boolean {
  return granted.includes(scope) && !scopesOfPeople.includes(scope);
}

export const User = closed({
  id: Type.String({ description: "Opaque" }),
  email: Type.String({ description: "Address to sign in with" }),
  role: Type.Enum([...roles], { description: "What the user may do" }),
  createdAt: time("When the account was made"),
});
export type User = Static<typeof User>;

/** The API key that a caller has, in the reply that says who is signed in. */
const ActingKey = closed(
  {
    id: Type.String({ description: "Id of the key" }),
    scopes: Type.Array(Type.Enum([...scopes]), { description: "What the key may do" }),
    templates: nullable(
      Type.Array(Type.String()),
      "The only templates that the key may have to do with; null for all",
    ),
  },
  { description: "The API key of the request, which narrows what the user may" },
);

/** Tokens of one question: those of a notifier's sockets, in one call or a few. */
export const maxTokensAtOnce = 500;

/** What a user is shown of others, as replies say it. */
export const sees = Type.Enum([...sights], {
  description:
    "Whose jobs and schedules the user sees: `own`, or `all`; authors and admins see all",
});

/** Who is signed in: the user, and the key that acts for one. */
export const Me = closed({
  ...User.properties,
  tokenExpiresAt: Type.Optional(time("When the token of the request ends; refresh it before that")),
  sees,
  seeOnly: Type.Array(Type.String(), {
    description: "Names of templates that the user may see and not run",
  }),
  templates: Type.Optional(
    nullable(
      Type.Array(Type.String()),
      "Names of the templates that the caller may see, archived ones too; null for all",
    ),
  ),
  linked: Type.Boolean({ description: "Whether the user may sign in with the OpenID provider" }),
  apiKey: Type.Optional(ActingKey),
});
export type Me = Static<typeof Me>;

export const password = Type.String({
  minLength: 12,
  maxLength: 256,
  writeOnly: true,
  description: "At least 12 characters",
});
export const email = Type.String({
  format: "email",
  maxLength: 254,
  description: "E-mail address",
});

export const SetUp = closed({
  token: Type.String({ writeOnly: true, description: "From the one-time set-up link" }),
  email,
  password,
});
export type SetUp = Static<typeof SetUp>;

export const SignIn = closed({
  email: line({ maxLength: 254, description: "E-mail address" }),
  password: Type.String({ maxLength: 256, writeOnly: true, description: "Password" }),
});
export type SignIn = Static<typeof SignIn>;

/** A session. Its token is sent as `Authorization: Bearer`; browsers also get it as a cookie. */
export const Session = closed({
  token: Type.String({ description: "Signed token, for requests" }),
  expiresAt: time("When it stops working"),
  refreshToken: Type.Optional(
    Type.String({
      description: "Gives new tokens, once. Pages of a browser have it in a cookie alone",
    }),
  ),
  sessionExpiresAt: time("When the session ends, unless it is refreshed before"),
  user: User,
});
export type Session = Static<typeof Session>;

/** Where a page sends the browser to sign in with a provider. */
export const ProviderSignIn = closed({
  url: Type.String({ description: "Address of the provider" }),
});

/** With it begins the `state` of what links a user, rather than signs one in. */
export const linkState = "link.";

/** What a user sends to link the provider to the own account. */
export const BeginLink = closed({
  current: Type.String({
    maxLength: 256,
    writeOnly: true,
    description: "The own password: a session alone, which somebody may have found, links nothing",
  }),
});
export type BeginLink = Static<typeof BeginLink>;

const callbackText = (description: string) =>
  Type.Optional(Type.String({ maxLength: 4000, description }));

/** What the provider added to the address that it sent the browser back to. */
export const ProviderCallback = closed({
  code: callbackText("Stands for the sign-in; good once"),
  state: callbackText("Tells which sign-in it was"),
  iss: callbackText("The provider, where it says so"),
  error: callbackText("Why it did not sign the user in"),
  error_description: callbackText("The same in its words"),
});
export type ProviderCallback = Static<typeof ProviderCallback>;

export const RefreshSession = closed({
  refreshToken: Type.Optional(
    Type.String({
      maxLength: 300,
      writeOnly: true,
      description: "The newest one of the session; a browser has it in its cookie",
    }),
  ),
});

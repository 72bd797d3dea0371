import { Type } from "typebox";
import { Me, RefreshSession, Session, SetUp, SignIn } from "../account.ts";
import { AcceptLink, ChangePassword, OpenSession } from "../person.ts";
import { closed } from "../shapes.ts";
import { get, listOf, paging, post, remove } from "./operation.ts";

/** Setting up the first account, signing in and out, and the own credentials. */
export const accountOperations = {
  "setup.state": get("/setup", {
    tag: "account",
    concerns: "self",
    scope: "public",
    summary: "Whether the first account is still to be made",
    reply: closed({ needed: Type.Boolean({ description: "True until the first admin exists" }) }),
  }),
  "setup.create": post("/setup", {
    tag: "account",
    concerns: "self",
    scope: "public",
    limit: "signIns",
    audit: "account.set-up",
    status: 201,
    makes: "/auth/me",
    summary: "Make the first admin with the token of the one-time link; signs in",
    body: SetUp,
    reply: Session,
    problems: ["setup-token-wrong", "already-set-up", "too-many-requests"],
  }),
  "auth.sign-in": post("/auth/sign-in", {
    tag: "account",
    concerns: "self",
    scope: "public",
    limit: "signIns",
    audit: "account.sign-in",
    summary: "Sign in: a token, and a cookie for browsers",
    body: SignIn,
    reply: Session,
    problems: ["wrong-credentials", "too-many-requests"],
  }),
  "auth.refresh": post("/auth/refresh", {
    tag: "account",
    concerns: "self",
    scope: "public",
    cookie: "refresh",
    audit: { unrecorded: "every open page does it by itself, every few minutes" },
    summary:
      "New tokens for a running session; a refresh token that was used before ends the session",
    body: RefreshSession,
    reply: Session,
    problems: ["not-signed-in"],
  }),
  "auth.sign-out": post("/auth/sign-out", {
    tag: "account",
    concerns: "self",
    scope: "account",
    audit: "account.sign-out",
    status: 204,
    summary: "End this session",
  }),
  "auth.me": get("/auth/me", {
    tag: "account",
    scope: "account",
    // Without it a page could not even say what is refused.
    limit: null,
    concerns: "self",
    summary: "Who is signed in, and with which API key",
    reply: Me,
  }),
  "auth.accept": post("/auth/accept", {
    tag: "account",
    concerns: "self",
    scope: "public",
    limit: "signIns",
    audit: "account.accept",
    summary:
      "Choose a password with an invitation or reset link; signs in, and ends other sessions",
    body: AcceptLink,
    reply: Session,
    problems: ["link-wrong", "too-many-requests"],
  }),
  "auth.password": post("/auth/password", {
    tag: "account",
    concerns: "self",
    scope: "credentials",
    limit: "signIns",
    audit: "account.password",
    status: 204,
    summary: "Change the own password; ends the other sessions",
    body: ChangePassword,
    problems: ["wrong-password", "too-many-requests"],
  }),
  "auth.sessions": listOf(OpenSession, "/auth/sessions", {
    tag: "account",
    concerns: "self",
    scope: "credentials",
    summary: "Where the caller is signed in, newest first",
    query: closed(paging),
  }),
  "auth.end-session": remove("/auth/sessions/:id", {
    tag: "account",
    concerns: "self",
    scope: "credentials",
    audit: "account.end-session",
    summary: "End a session of the caller",
    params: closed({
      id: Type.String({ minLength: 1, maxLength: 64, description: "Id of the session" }),
    }),
    problems: ["session-not-found"],
  }),
};

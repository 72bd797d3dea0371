import { Type } from "typebox";
import { Session, SetUp, SignIn, User } from "../account.ts";
import { closed } from "../shapes.ts";
import { get, post } from "./operation.ts";

/** Setting up the first account, signing in and out. */
export const accountOperations = {
  "setup.state": get("/setup", {
    tag: "account",
    scope: "public",
    summary: "Whether the first account is still to be made",
    reply: closed({ needed: Type.Boolean({ description: "True until the first admin exists" }) }),
  }),
  "setup.create": post("/setup", {
    tag: "account",
    scope: "public",
    limit: "signIns",
    audit: "account.set-up",
    status: 201,
    summary: "Make the first admin with the token of the one-time link; signs in",
    body: SetUp,
    reply: Session,
    problems: ["setup-token-wrong", "already-set-up", "too-many-requests"],
  }),
  "auth.sign-in": post("/auth/sign-in", {
    tag: "account",
    scope: "public",
    limit: "signIns",
    audit: "account.sign-in",
    summary: "Sign in: a token, and a cookie for browsers",
    body: SignIn,
    reply: Session,
    problems: ["wrong-credentials", "too-many-requests"],
  }),
  "auth.sign-out": post("/auth/sign-out", {
    tag: "account",
    scope: "account",
    audit: "account.sign-out",
    status: 204,
    summary: "End this session",
  }),
  "auth.me": get("/auth/me", {
    tag: "account",
    scope: "account",
    summary: "Who is signed in",
    reply: User,
  }),
};

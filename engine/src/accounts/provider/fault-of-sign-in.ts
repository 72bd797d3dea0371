import type { ProblemCode } from "@formwork/contracts/problem";
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";

/** What is said of a sign-in that failed, and the reason for the log alone. */
export type SignInFault = { code: ProblemCode; message: string; reason: string };

/** Errors of an address that does not answer, or not as a provider does. */
const awayCodes = [
  ...["OAUTH_TIMEOUT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON"],
  "OAUTH_PARSE_ERROR",
];

/** Turns an error of the library into words. They repeat nothing that the callback or provider said. */
export function faultOfSignIn(error: unknown, name: string): SignInFault {
  const reason = reasonOf(error);
  if (error instanceof AuthorizationResponseError)
    return {
      code: "sign-in-failed",
      message: `${name} did not sign you in${error.error === "access_denied" ? ": it was cancelled or not allowed there" : ""}. Begin again`,
      reason,
    };
  if (isAway(error))
    return {
      code: "unavailable",
      message: `${name} cannot be reached. Try again in a while, or sign in with a password`,
      reason,
    };
  return {
    code: "sign-in-failed",
    message: `What ${name} answered does not fit the sign-in that this browser began. Begin again; if that does not help, an admin finds the reason in the log`,
    reason,
  };
}

function isAway(error: unknown): boolean {
  if (error instanceof ResponseBodyError) return error.status >= 500;
  // `fetch` throws a TypeError where nobody answers.
  if (error instanceof TypeError && error.cause !== undefined) return true;
  return error instanceof ClientError && awayCodes.includes(error.code ?? "");
}

/** The library's errors name the fault, and in their cause what did not fit; neither holds a secret. */
function reasonOf(error: unknown): string {
  return textOf(error).slice(0, 300);
}

function textOf(error: unknown): string {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError)
    return `${error.name}: ${error.error} ${error.error_description ?? ""}`;
  if (error instanceof WWWAuthenticateChallengeError)
    return `${error.name}: ${error.status} ${error.cause.map(({ parameters }) => parameters.error).join(" ")}`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
  return `${String(error)} ${cause}`.trim();
}

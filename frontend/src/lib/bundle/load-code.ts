import { problemError, transportProblem } from "@formwork/contracts/client/problem-error";

/** The error of code that the server no longer has, because a newer version of the page runs there. */
type OutdatedPage = Error & { name: "OutdatedPage" };

/** Returns true for the error of code that is gone since the page was opened. */
export function isOutdatedPage(error: unknown): error is OutdatedPage {
  return error instanceof Error && error.name === "OutdatedPage";
}

/**
 * Loads a part of the page's code. Where that fails, throws an error that says why: the server
 * cannot be reached, or it no longer has this version of the page.
 */
export async function loadCode<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load();
  } catch (error) {
    const address = addressOf(error);
    if (address === null) throw error; // The code is there, and fails.
    throw (await isGone(address)) ? outdatedPage() : unreachable();
  }
}

/** Returns the address of a script or style that webpack could not load. */
function addressOf(error: unknown): string | null {
  return error instanceof Error && "request" in error && typeof error.request === "string"
    ? error.request
    : null;
}

async function isGone(address: string): Promise<boolean> {
  const reply = await fetch(address, { method: "HEAD", cache: "no-store" }).catch(() => null);
  return reply !== null && (reply.status === 404 || reply.status === 410);
}

function unreachable(): Error {
  return problemError(
    transportProblem(
      "unreachable",
      0,
      "This page could not be loaded. Other open pages still work.",
    ),
  );
}

function outdatedPage(): OutdatedPage {
  const error = new Error("A new version runs on the server. Reload to open this page.");
  return Object.assign(error, { name: "OutdatedPage" as const });
}

import { CommanderError } from "commander";
import { type Ending, exitCodes } from "../exit-codes.ts";
import type { EndSignal, Terminal } from "../terminal/terminal.ts";

const endings: Record<EndSignal, Ending> = { SIGINT: "interrupted", SIGTERM: "terminated" };

/**
 * Makes the signal that ends a wait, with the ending of the command as its reason. `advice` says that
 * what was waited for goes on, and how to go on waiting.
 */
export function endingSignal(
  terminal: Terminal,
  { advice, maxWaitMs }: { advice: string; maxWaitMs: number | undefined },
): { signal: AbortSignal; release: () => void } {
  const over = new AbortController();
  const end = (ending: Ending) => () =>
    over.abort(new CommanderError(exitCodes[ending].code, `formwork.${ending}`, advice));
  const listeners = { SIGINT: end(endings.SIGINT), SIGTERM: end(endings.SIGTERM) };
  terminal.on("SIGINT", listeners.SIGINT);
  terminal.on("SIGTERM", listeners.SIGTERM);
  const timer = maxWaitMs === undefined ? undefined : setTimeout(end("still-running"), maxWaitMs);
  return {
    signal: over.signal,
    release() {
      clearTimeout(timer);
      terminal.off("SIGINT", listeners.SIGINT);
      terminal.off("SIGTERM", listeners.SIGTERM);
    },
  };
}

import { CommanderError } from "commander";

/** How a command ends. `docs/command-line.md` lists the codes, and a test compares the two. */
export const exitCodes = {
  succeeded: { code: 0, when: "It worked; of a job that was waited for: it succeeded" },
  "job-failed": {
    code: 1,
    when: "The job that was waited for failed, was cancelled or was deleted; the action left jobs as they were; or what was checked is not valid",
  },
  usage: { code: 2, when: "The command line is wrong; nothing was sent" },
  refused: {
    code: 3,
    when: "Formwork refused it: not signed in, not allowed, not found, not valid",
  },
  unreachable: { code: 4, when: "No answer from Formwork, or one that cannot be used" },
  "still-running": {
    code: 5,
    when: "`--max-wait` was over before the job had ended; the job goes on",
  },
  internal: { code: 70, when: "A fault of the command line itself" },
  interrupted: { code: 130, when: "Ctrl-C; a job that was waited for goes on" },
  "closed-pipe": { code: 141, when: "Nobody reads the output any more, as after `| head`" },
  terminated: { code: 143, when: "SIGTERM; a job that was waited for goes on" },
} as const satisfies Record<string, { code: number; when: string }>;

export type Ending = keyof typeof exitCodes;

const own = "formwork.";

/** Ends the command with a message on stderr. */
export function endWith(ending: Ending, message: string): never {
  throw new CommanderError(exitCodes[ending].code, own + ending, message);
}

/** Returns true for an error of `endWith`, whose message has not been printed yet. */
export function isEnding(error: unknown): error is CommanderError {
  return error instanceof CommanderError && error.code.startsWith(own);
}

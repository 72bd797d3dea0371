import type { RunKind } from "@formwork/contracts/run";

/** Where queued jobs for remote workers wait: a template and a queue. */
export type RemoteLane = { template: string; queue: string };

/** Begins the claim kind of every remote job. No template's name has a colon. */
const remotePrefix = "remote:";

/** The claim kinds of remote jobs, as texts: from the first of these up to before the second. */
export const remoteKinds = { from: remotePrefix, to: "remote;" } as const;

/**
 * Returns the kind under which a queued job is found. That of a remote job names its template, so
 * that a worker which runs some templates never reads past the waiting jobs of others.
 */
export function claimKind({ kind, template }: { kind: RunKind; template: string }): string {
  return kind === "remote" ? remotePrefix + template : kind;
}

/** Returns the kind of run of the jobs that a claim kind finds. */
export function runKindOf(claimKind: string): string {
  return claimKind.startsWith(remotePrefix) ? "remote" : claimKind;
}

/** Returns the template that a claim kind of a remote job names. */
export function templateOfKind(claimKind: string): string {
  return claimKind.slice(remotePrefix.length);
}

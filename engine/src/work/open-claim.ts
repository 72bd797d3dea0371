import { secretNamesOf } from "@formwork/contracts/secret-names";
import { joinWords } from "@formwork/contracts/text/join-words";
import type { Secrets } from "../jobs/secrets/secrets.ts";
import type { ResolveSecrets, SecretFault } from "../secrets/secret-store.ts";
import type { ClaimedJob } from "../store/verbs/work-store.ts";
import type { StoredTemplate } from "../templates/versions/template-tables.ts";
import { redactOf } from "./redact/secret-texts.ts";
import type { Assignment, Outcome } from "./work.ts";

export type OpenClaimDeps = { secrets: Secrets; resolve: ResolveSecrets["resolve"] };

/** A claimed job; `hindrance` says why no attempt may run it, and whether a key is what lacks. */
export type Opened = {
  assignment: Assignment;
  hindrance: { outcome: Outcome; lacksKey: boolean } | null;
};

/**
 * Makes the function that opens the secrets of claimed jobs of a template: those of their payloads,
 * and those that the template names, which are read once for all of them.
 */
export async function openClaims(
  deps: OpenClaimDeps,
  template: StoredTemplate,
): Promise<(claim: ClaimedJob) => Opened> {
  const names = secretNamesOf(template.run);
  const resolved =
    names.length === 0 ? none : await deps.resolve({ template: template.name, names }).catch(away);
  return (claim) => openClaim(deps, { claim, template, resolved });
}

type Claim = { claim: ClaimedJob; template: StoredTemplate; resolved: Resolved | null };

function openClaim({ secrets }: OpenClaimDeps, { claim, template, resolved }: Claim): Opened {
  const { job } = claim;
  const { payload, given, unreadable } = secrets.read(job.payload, { ownerId: job.id });
  const { values, faults } = resolved ?? none;
  const known = [...given.map(({ value }) => value), ...Object.values(values)];
  const opened = payload === job.payload ? job : { ...job, payload };
  const assignment = { ...claim, job: opened, template, secrets: values, redact: redactOf(known) };
  const isAway = resolved === null;
  return { assignment, hindrance: isAway ? givenBack : hindranceOf(unreadable, faults) };
}

type Resolved = Awaited<ReturnType<ResolveSecrets["resolve"]>>;
const none: Resolved = { values: {}, faults: [] };
const givenBack: Opened["hindrance"] = { outcome: { outcome: "released" }, lacksKey: false };

/** Where the store does not answer, the job is given back: that is no fault of it. */
function away(): null {
  return null;
}

function hindranceOf(unreadable: string[], faults: SecretFault[]): Opened["hindrance"] {
  const missing = faults.find(({ reason }) => reason !== "secret-unreadable");
  if (missing !== undefined) return { outcome: refusal(missing), lacksKey: false };
  const sealed = [...unreadable, ...faults.map(({ name }) => `{{secret.${name}}}`)];
  return sealed.length === 0 ? null : { outcome: unreadableOutcome(sealed), lacksKey: true };
}

/** Fails a job for good: nothing of it has run, and what it lacks does not come by itself. */
function refusal({ name, reason }: SecretFault): Outcome {
  const why =
    reason === "secret-missing"
      ? `There is no secret with the name ${name}, which the template names as {{secret.${name}}}. Retry the job once an admin has added it`
      : `The template may not use the secret ${name}, which it names as {{secret.${name}}}. Retry the job once an admin has allowed it`;
  return { ...{ outcome: "failed", reason, fatal: true }, message: why };
}

/** Fails a job for good: its program would be handed what is sealed in place of the secret. */
function unreadableOutcome(sealed: readonly string[]): Outcome {
  return {
    ...{ outcome: "failed", reason: "secret-unreadable", fatal: true },
    message: `The secret at ${joinWords(sealed.slice(0, maxNamed), "and")} cannot be opened: it was sealed with a key that this process does not have. Retry the job where FORMWORK_SEAL_KEY or FORMWORK_SEAL_KEYS_READ has it, or run it again and type the secret`,
  };
}

/** Secrets that a message names. */
const maxNamed = 5;

import { fail } from "../../errors.ts";
import type { Templates } from "../../templates/templates.ts";
import type { StoredTemplate } from "../../templates/versions/template-tables.ts";
import type { MayKeep } from "../secrets/may-keep.ts";
import type { Secrets } from "../secrets/secrets.ts";

/** A payload that is to be stored with what `ownerId` names. */
export type PayloadToSeal = {
  template: StoredTemplate;
  payload: Record<string, unknown>;
  /** Id of the user who gives the secrets of the payload. */
  principalId: string;
  /** Aborts when the caller has left. */
  signal?: AbortSignal | undefined;
  mayKeep?: MayKeep | undefined;
  ownerId: string;
};

/**
 * Returns a payload as it is stored: complete and valid, its secrets sealed for its owner. Fails
 * with `invalid-payload`.
 */
export async function sealPayload(
  { templates, secrets }: { templates: Pick<Templates, "validatePayload">; secrets: Secrets },
  { template, payload, principalId, signal, mayKeep, ownerId }: PayloadToSeal,
): Promise<Record<string, unknown>> {
  const kept = mayKeep === undefined ? {} : Object.fromEntries(mayKeep);
  const checked = await templates.validatePayload({
    ...{ template, payload, kept },
    asker: { id: principalId, signal },
  });
  if (!checked.valid)
    return fail(
      "invalid-payload",
      `The payload does not fit template ${template.name}`,
      checked.errors,
    );
  // A secret that was kept stays that of the person who gave it.
  const places = checked.secrets.map(({ pointer, handle }) => ({
    pointer,
    givenBy: mayKeep?.get(handle ?? "")?.givenBy ?? principalId,
  }));
  return secrets.seal(checked.payload, { ownerId, places });
}

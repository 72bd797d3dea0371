import { secretPlaces } from "@formwork/contracts/schema/secrets/secret-places";
import { secretNamesOf } from "@formwork/contracts/secret-names";
import { LRUCache } from "lru-cache";
import type { Secrets } from "../../../jobs/secrets/secrets.ts";
import type { ResolveSecrets } from "../../../secrets/secret-store.ts";
import type { Store } from "../../../store/store.ts";
import type { StoredTemplate } from "../../../templates/versions/template-tables.ts";
import { type Redact, redactNothing } from "../../redact/redact.ts";
import { redactOf } from "../../redact/secret-texts.ts";

/** Jobs whose redaction is remembered; that of any other is made from its payload again. */
const maxRemembered = 1000;

/**
 * Returns the redaction of a job's secrets. A template without secrets costs no read. Of secrets of
 * the store, those are hidden that the claim may have told.
 */
export type FindRedact = (jobId: string, template: StoredTemplate) => Promise<Redact>;

/** Creates the look-up. */
export function createFindRedact(deps: {
  store: Store;
  secrets: Secrets;
  known: ResolveSecrets["known"];
}): FindRedact {
  const remembered = new LRUCache<string, Redact>({ max: maxRemembered });
  return async (jobId, template) => {
    const names = secretNamesOf(template.run);
    if (secretPlaces(template.payload) === null && names.length === 0) return redactNothing;
    const remember = remembered.get(jobId);
    // A secret of the store may have changed since.
    if (remember !== undefined && names.length === 0) return remember;
    const job = await deps.store.getJob({ id: jobId });
    const given = job === null ? [] : deps.secrets.read(job.payload, { ownerId: jobId }).given;
    const named = names.length === 0 ? [] : await deps.known({ names });
    const redact = redactOf([...given.map(({ value }) => value), ...named]);
    remembered.set(jobId, redact);
    return redact;
  };
}

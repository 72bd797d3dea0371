import { secretPlaces } from "@formwork/contracts/schema/secrets/secret-places";
import { LRUCache } from "lru-cache";
import type { Secrets } from "../../../jobs/secrets/secrets.ts";
import type { Store } from "../../../store/store.ts";
import type { StoredTemplate } from "../../../templates/versions/template-tables.ts";
import { type Redact, redactNothing } from "../../redact/redact.ts";
import { redactOf } from "../../redact/secret-texts.ts";

/** Jobs whose redaction is remembered; that of any other is made from its payload again. */
const maxRemembered = 1000;

/** Returns the redaction of a job's secrets. A template without secrets costs no read. */
export type FindRedact = (jobId: string, template: StoredTemplate) => Promise<Redact>;

/** Creates the look-up. */
export function createFindRedact(deps: { store: Store; secrets: Secrets }): FindRedact {
  const remembered = new LRUCache<string, Redact>({ max: maxRemembered });
  return async (jobId, template) => {
    if (secretPlaces(template.payload) === null) return redactNothing;
    const known = remembered.get(jobId);
    if (known !== undefined) return known;
    const job = await deps.store.getJob({ id: jobId });
    const given = job === null ? new Map() : deps.secrets.list(job.payload, { ownerId: jobId });
    const redact = redactOf(given.values());
    remembered.set(jobId, redact);
    return redact;
  };
}

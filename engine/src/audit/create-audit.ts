import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import type { Audit } from "./audit.ts";
import { auditHeadTable, auditTable } from "./audit-table.ts";
import { createAuditWriter } from "./audit-writer.ts";
import type { Recorded } from "./chain/link-entries.ts";
import { intentsTable } from "./intents/intent-table.ts";
import { createIntents } from "./intents/intents.ts";
import { listAudit } from "./list-audit.ts";
import { pruneAudit } from "./prune-audit.ts";
import { createRecorder } from "./recorder.ts";
import { createRefusals } from "./refusals.ts";
import { systemDraft } from "./system-draft.ts";

/** Milliseconds between two lines in the process's own log, which show later that no one rewrote the chain. */
const witnessMs = 3_600_000;

/** Joins the verbs of the audit log. */
export function createAudit({
  store,
  telemetry,
}: {
  store: Pick<Store, "table" | "now">;
  telemetry: Telemetry;
}): Audit {
  const { now } = store;
  const entries = store.table(auditTable);
  const writer = createAuditWriter({ entries, heads: store.table(auditHeadTable), now });
  let saidAt = Number.NEGATIVE_INFINITY;
  /** Appends, and tells the process's own log now and then where the chain ends. */
  async function append(draft: Recorded): Promise<void> {
    const { seq, hash, time } = await writer.append(draft);
    if (draft.intent !== undefined) intents.forget(draft.intent);
    if (time - saidAt < witnessMs) return;
    saidAt = time;
    telemetry.log.info("audit.head", { seq, hash });
  }
  const intents = createIntents({
    ...{ rows: store.table(intentsTable), entries, now, telemetry },
    ...{ append: writer.append, settle: writer.head },
  });
  const recorder = createRecorder({ append, telemetry });
  const refusals = createRefusals({ record: (draft) => void recorder.record(draft) });
  return {
    intend: intents.begin,
    withdraw: intents.forget,
    finishAbandoned: intents.finishAbandoned,
    record: recorder.record,
    async doing(action, about, deed) {
      const draft = systemDraft(action, about);
      const intent = await intents.begin(draft);
      const isDone = await deed();
      if (isDone) await recorder.record({ ...draft, intent });
      else intents.forget(intent);
      return isDone;
    },
    refuse: refusals.add,
    async list(params) {
      if (params.cursor === undefined) await writer.head();
      return listAudit(entries, params);
    },
    async head() {
      const { seq, hash } = await writer.head();
      return { seq, hash };
    },
    async prune({ before }) {
      await writer.head();
      return pruneAudit({ entries, append, now }, before);
    },
    async stop() {
      refusals.flush();
      await recorder.stop();
      await intents.settled();
      await writer.settled();
    },
  };
}

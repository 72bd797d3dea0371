import type { SealStore, StoredPayload } from "../../verbs/seal-store.ts";
import type { Database } from "../connection/database.ts";

type Wanted = Parameters<SealStore["sealedPayloads"]>[0];
type Looked = Awaited<ReturnType<SealStore["sealedPayloads"]>>;
type Row = { no: number; id: string; payload: string | null };

/** Makes the look for payloads with seals, in the order of storing. */
export function createSealedPayloads(database: Database): (wanted: Wanted) => Looked {
  const nextJobs = database.statement<Row>(
    `select no, id, case when instr(payload, '"$sealed":') > 0 then payload end as payload
     from jobs where no > ? order by no limit ?`,
  );
  return ({ after, limit }) => {
    const rows = nextJobs.all(Number(after ?? 0), limit);
    const items = rows.flatMap(({ id, payload }) =>
      payload === null ? [] : [{ id, payload: JSON.parse(payload) }],
    );
    const last = rows.length < limit ? undefined : rows.at(-1);
    return { items, looked: rows.length, next: last === undefined ? null : String(last.no) };
  };
}

/** Makes the write of payloads under other seals. */
export function createReplacePayloads(database: Database): (items: StoredPayload[]) => void {
  const replace = database.statement("update jobs set payload = ? where id = ?");
  return (items) => {
    for (const { id, payload } of items) replace.run(JSON.stringify(payload), id);
  };
}

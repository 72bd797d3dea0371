import { aPayload, type Payload, type Subject } from "../engines/subject.ts";

const atOnce = 32;
const batchSize = 1000;

/** Stores n jobs, one call each, 32 calls in flight. */
export async function addOneByOne({ add }: Subject, n: number): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < n) await add(aPayload(next++));
    }),
  );
}

/** Stores n jobs in calls of 1,000, one call in flight. */
export async function addInBatches({ addMany }: Subject, n: number): Promise<void> {
  if (addMany === null) throw new Error("this engine has no call that stores many jobs");
  for (let done = 0; done < n; done += batchSize)
    await addMany(payloads(done, Math.min(batchSize, n - done)));
}

/** Stores n jobs in the quickest way that the engine has. */
export function fill(subject: Subject, n: number): Promise<void> {
  return subject.addMany === null ? addOneByOne(subject, n) : addInBatches(subject, n);
}

function payloads(from: number, length: number): Payload[] {
  return Array.from({ length }, (_, offset) => aPayload(from + offset));
}

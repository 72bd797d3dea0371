import { aPayload, type BenchEngine, type Payload } from "../engines/bench-engine.ts";

const maxCallsInFlight = 32;
const batchSize = 1000;

/** Stores n jobs, one call each, 32 calls in flight. */
export async function addOneByOne({ add }: BenchEngine, n: number): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: maxCallsInFlight }, async () => {
      while (next < n) await add(aPayload(next++));
    }),
  );
}

/** Stores n jobs in calls of 1,000, one call in flight. */
export async function addInBatches({ addMany }: BenchEngine, n: number): Promise<void> {
  if (addMany === null) throw new Error("this engine has no call that stores many jobs");
  for (let done = 0; done < n; done += batchSize)
    await addMany(payloads(done, Math.min(batchSize, n - done)));
}

/** Stores n jobs in the fastest way that the engine has. */
export function fill(engine: BenchEngine, n: number): Promise<void> {
  return engine.addMany === null ? addOneByOne(engine, n) : addInBatches(engine, n);
}

function payloads(from: number, length: number): Payload[] {
  return Array.from({ length }, (_, offset) => aPayload(from + offset));
}

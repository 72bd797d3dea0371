/**
 * Makes one batch of the calls that come in the same turn of the event loop, or while an earlier
 * batch is under way. `work` resolves with one result per item, in their order; a batch that throws
 * rejects each of its calls.
 */
export function coalesce<In, Out>(params: {
  maxBatch: number;
  work: (items: In[]) => Promise<Out[]>;
}): (item: In) => Promise<Out> {
  type Call = { item: In; resolve: (value: Out) => void; reject: (error: unknown) => void };
  const waiting: Call[] = [];
  let busy = false;

  async function drain() {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, params.maxBatch);
      try {
        const results = await params.work(batch.map((call) => call.item));
        batch.forEach((call, index) => {
          // One result per item is work's contract.
          call.resolve(results[index] as Out);
        });
      } catch (error) {
        for (const call of batch) call.reject(error);
      }
    }
    busy = false;
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(drain);
    });
}

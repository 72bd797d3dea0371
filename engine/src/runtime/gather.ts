/**
 * Gathers calls that are made while an earlier batch is under way (or in the same turn of the event
 * loop) into one batch. `work` answers in the order of its items; a batch that throws rejects each
 * of its calls.
 */
export function gather<In, Out>(params: {
  most: number;
  work: (items: In[]) => Promise<Out[]>;
}): (item: In) => Promise<Out> {
  type Call = { item: In; resolve: (value: Out) => void; reject: (error: unknown) => void };
  const waiting: Call[] = [];
  let busy = false;

  async function drain() {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, params.most);
      try {
        const answers = await params.work(batch.map((call) => call.item));
        // One answer per item is work's contract.
        batch.forEach((call, index) => {
          call.resolve(answers[index] as Out);
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

import type { SealStore } from "../../verbs/seal-store.ts";
import type { Threads } from "./threads.ts";

/** Reads and writes payloads for other seals. Looking keeps no write waiting. */
export function createSealCalls({ write, read }: Threads): SealStore {
  return {
    sealedPayloads: (wanted) => read("sealedPayloads", wanted),
    replacePayloads: (wanted) => write("replacePayloads", wanted),
  };
}

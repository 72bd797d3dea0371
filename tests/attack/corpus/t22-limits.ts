import type { Corpus } from "../corpus.ts";
import type { Target } from "../target.ts";

async function withLimits<T>(target: Target, limits: object, use: () => Promise<T>): Promise<T> {
  const { json: before } = await target.ask("/api/v1/settings/limits");
  const set = (body: object) => target.ask("/api/v1/settings/limits", { method: "PUT", body });
  await set({ ...before, ...limits });
  // A limit holds within a second.
  await new Promise((done) => setTimeout(done, 1500));
  return use().finally(() => set(before));
}

async function refusedOf(target: Target, count: number, headersOf: (n: number) => object) {
  let refused = 0;
  let isTold = true;
  for (let n = 0; n < count; n++) {
    const { status, headers } = await target.ask("/api/v1/jobs?limit=1", {
      token: target.tokens.author ?? null,
      headers: { ...headersOf(n) },
    });
    if (status !== 429) continue;
    refused++;
    isTold &&= headers.has("retry-after");
  }
  return { refused, isTold };
}

export const limits: Corpus = {
  threat: "T22",
  title: "more calls than there may be",
  attacks: [
    {
      name: "60 calls where 20 a minute are allowed",
      run: (target) =>
        withLimits(target, { requestsPerMinute: 20 }, async () => {
          const { refused, isTold } = await refusedOf(target, 60, () => ({}));
          if (refused < 20) return `${60 - refused} were answered`;
          return isTold ? null : "a refusal did not say when to try again";
        }),
    },
    {
      name: "the same from addresses that the caller makes up",
      run: (target) =>
        withLimits(target, { requestsPerMinute: 20 }, async () => {
          const { refused } = await refusedOf(target, 60, (n) => ({
            ...{ "x-forwarded-for": `10.0.0.${n}`, forwarded: `for=10.0.0.${n}` },
            ...{ "x-real-ip": `10.0.0.${n}`, "user-agent": `program ${n}` },
          }));
          return refused < 20 ? `${60 - refused} were answered` : null;
        }),
    },
    {
      name: "200 tries of a password",
      run: (target) =>
        withLimits(target, { signInsPerMinute: 10 }, async () => {
          let tried = 0;
          for (let n = 0; n < 200; n++) {
            const body = { email: "nobody@attack.example", password: `guess number ${n}` };
            const headers = { "x-forwarded-for": `10.0.1.${n}` };
            const { status } = await target.ask("/api/v1/auth/sign-in", {
              ...{ method: "POST", token: null, body, headers },
            });
            if (status === 401) tried++;
          }
          return tried > 100 ? `${tried} were compared` : null;
        }),
    },
  ],
};

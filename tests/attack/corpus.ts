import type { Target } from "./target.ts";

/** What got through, in words; null where the attack was held off. */
export type Verdict = string | null;
/** The attacks on one threat: data, and the judge of each. */
export type Corpus = {
  /** Number of the threat in `SECURITY.md`. */
  threat: `T${number}`;
  title: string;
  attacks: readonly Attack[];
};
type Attack = { name: string; run: (target: Target) => Promise<Verdict> };

/** Makes a corpus of cases that one judge decides. A case has the name under which it is reported. */
export function corpus<Case>(
  threat: Corpus["threat"],
  title: string,
  cases: Readonly<Record<string, Case>>,
  judge: (target: Target, attack: Case) => Promise<Verdict>,
): Corpus {
  const attacks = Object.entries(cases).map(([name, attack]) => ({
    name,
    run: (target: Target) => judge(target, attack),
  }));
  return { threat, title, attacks };
}

/** Names cases by their own text. */
export function named<Case>(cases: readonly Case[]): Record<string, Case> {
  return Object.fromEntries(
    cases.map((one) => [typeof one === "string" ? one : JSON.stringify(one), one]),
  );
}

/** What came of a corpus on one server. */
export type Tally = {
  tried: number;
  through: { name: string; what: string }[];
  /** Attacks that could not be judged; they count as let through. */
  broken: number;
};

/** Milliseconds that one attack may take: one that takes longer has stopped the server. */
const maxMs = 60_000;

/** Tries every attack of a corpus on a server, one after the other. */
export async function runCorpus(target: Target, { attacks }: Corpus): Promise<Tally> {
  const tally: Tally = { tried: 0, through: [], broken: 0 };
  for (const { name, run } of attacks) {
    tally.tried++;
    const what = await Promise.race([run(target), tooLong()]).catch((error: unknown) => {
      tally.broken++;
      return `not judged: ${error}`;
    });
    if (what !== null) tally.through.push({ name, what });
  }
  return tally;
}

function tooLong(): Promise<Verdict> {
  const { promise, resolve } = Promise.withResolvers<Verdict>();
  setTimeout(resolve, maxMs, `no answer within ${maxMs / 1000} s`).unref();
  return promise;
}

const ends: (() => Promise<unknown>)[] = [];
const endsOfRun: (() => Promise<unknown>)[] = [];

/** Has something that several suites share ended after the last of them. */
export function afterAllSuites(end: () => Promise<unknown>): void {
  ends.push(end);
}

/**
 * Has something that all files of this process share ended when the run is over. In a run of several
 * processes each of them just exits then, so it must end with its process too.
 */
export function afterRun(end: () => Promise<unknown>): void {
  endsOfRun.push(end);
}

/** Mocha calls it when a run is over; in a run of several processes, after each file. See `.mocharc.json`. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000);
    await Promise.all(ends.splice(0).map((end) => end()));
  },
};

/** Mocha calls it once, in the process that the run was started in. */
export async function mochaGlobalTeardown(): Promise<void> {
  await Promise.all(endsOfRun.splice(0).map((end) => end()));
}

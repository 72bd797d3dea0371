const ends: (() => Promise<unknown>)[] = [];

/** Has something that several suites share ended after the last of them. */
export function afterAllSuites(end: () => Promise<unknown>): void {
  ends.push(end);
}

/** Mocha calls it when a run is over; in a run of several processes, after each file. See `.mocharc.json`. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000);
    await Promise.all(ends.splice(0).map((end) => end()));
  },
};

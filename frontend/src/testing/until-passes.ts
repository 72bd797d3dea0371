const timeoutMs = 2_000;

/** Repeats an assertion until it passes; throws its last error after two seconds. */
export async function untilPasses(assertion: () => unknown): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      assertion();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

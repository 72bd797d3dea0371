const defaultMs = 5000;

/** Waits until `holds`, asking every 2 ms; throws `story` when it does not within `ms`. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  story: () => string,
  ms = defaultMs,
): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Waited ${ms} ms in vain: ${story()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

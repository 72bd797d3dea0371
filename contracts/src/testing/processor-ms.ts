/**
 * Returns for how many milliseconds this thread worked to do `work`. A clock would count what other
 * processes did meanwhile as well, and so fail tests on a busy machine.
 */
export function processorMs(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

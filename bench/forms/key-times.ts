/** What keys cost in a form, in milliseconds. */
export type KeyTimes = {
  name: string;
  /** From the key to the end of the frame that shows it. */
  median: number;
  p95: number;
  worst: number;
  /** Time of the page's main thread for one key, what comes after the frame included. */
  thread: number;
};

/** Limits of what one attempt may store. */

/** Largest result, in bytes of JSON. */
export const maxResultBytes = 1024 * 1024;
/** Longest log line that is not cut, in characters. */
export const maxLineLength = 16 * 1024;
/** Most log output of an attempt, in bytes. Each line counts for a little more than its text. */
export const maxLogBytes = 5 * 1024 * 1024;

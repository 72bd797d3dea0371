/** Limits of what one attempt may leave behind. */

/** Largest result, in bytes of JSON. */
export const maxResultBytes = 1024 * 1024;
/** Longest log line kept whole, in characters. */
export const maxLineLength = 16 * 1024;
/** Most that one attempt may log, in bytes; each line counts for a little more than its text. */
export const maxLogBytes = 5 * 1024 * 1024;

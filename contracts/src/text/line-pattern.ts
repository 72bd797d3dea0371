/**
 * Matches one line of text that is not blank: no control characters, such as line breaks. For names
 * that people give; without classes of Unicode, which engines of other languages write otherwise.
 */
export const linePattern =
  "^[^\\x00-\\x1f\\x7f-\\x9f]*[^\\x00-\\x1f\\x7f-\\x9f\\s][^\\x00-\\x1f\\x7f-\\x9f]*$";

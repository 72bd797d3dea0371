/** Characters of a token: more than any has. */
const maxTokenLength = 4096;

/** Returns true for a text that may be a token, by its length. */
export function hasTokenLength({ length }: string): boolean {
  return length > 0 && length <= maxTokenLength;
}

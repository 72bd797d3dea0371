/** How the errors of programs that failed begin; what they wrote comes after it. */
const programEnd = /^The program exited with code \d+: /;

/**
 * Returns an error for where there is room for a few words: that of a program without its exit code,
 * which would take the room of what tells it from others.
 */
export function errorInShort(message: string): string {
  return message.replace(programEnd, "");
}

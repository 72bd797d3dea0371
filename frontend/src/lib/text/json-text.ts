/** Characters that turn the direction of the text around them, and so hide what a value is. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Returns a value as indented JSON, which shows it as it is: what a page would obey and not show is
 * escaped. Reads back as the same value.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replace(directionMarks, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`);
}

/**
 * Returns a new random id. `crypto.randomUUID` would do, but browsers leave it out on pages that
 * come over plain HTTP from another machine.
 */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), hex).join("");
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/** Returns the spelling under which an address is stored: in lower case, without blanks. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Writes a name of JSON as a flag: `createdBy` is `created-by`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

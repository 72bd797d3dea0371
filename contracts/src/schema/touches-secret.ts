import { pointerKeys } from "./pointer.ts";

/**
 * Returns true for a path that leads to a secret, into one, or to a value that holds one. `secrets`
 * are pointers as `secretPaths` lists them; `*` stands for any key, in the path too.
 */
export function touchesSecret(path: readonly string[], secrets: readonly string[]): boolean {
  return secrets.some((pointer) => agree(path, pointerKeys(pointer)));
}

/** Returns true for a path that leads to a secret or into one. */
export function isWithinSecret(path: readonly string[], secrets: readonly string[]): boolean {
  return secrets.some((pointer) => {
    const secret = pointerKeys(pointer);
    return secret.length <= path.length && agree(path, secret);
  });
}

/** Compares two paths as far as both go. */
function agree(path: readonly string[], secret: readonly string[]): boolean {
  return secret.every((key, index) => {
    const other = path[index] ?? key;
    return key === "*" || other === "*" || key === other;
  });
}

import { base } from "@formwork/contracts/operations/operation";

/** Returns the address of what a call made: `:name` in it stands for a field of the reply. */
export function locationOf(path: string, reply: unknown): string {
  return (
    base + path.replace(/:([\w.]+)/g, (_, field: string) => encodeURIComponent(at(reply, field)))
  );
}

function at(reply: unknown, field: string): string {
  return String(field.split(".").reduce<unknown>((value, key) => Object(value)[key], reply));
}

/** A file as the text of a payload holds it. */
export type FileSummary = { name: string; bytes: number };

/** Reads a file as a data URL with its name, percent-encoded: `data:text/csv;name=a.csv;base64,…`. */
export async function toDataUrl(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = file.type.split(";")[0] || "application/octet-stream";
  return `data:${type};name=${encodeURIComponent(file.name)};base64,${base64(bytes)}`;
}

/** Returns the name and size of the file in a data URL; null for another text. */
export function summariseDataUrl(text: string): FileSummary | null {
  const comma = text.indexOf(",");
  if (!text.startsWith("data:") || comma < 0) return null;
  const parameters = text.slice("data:".length, comma).split(";");
  const name = parameters.find((part) => part.startsWith("name="))?.slice("name=".length);
  const padding = text.endsWith("==") ? 2 : Number(text.endsWith("="));
  return {
    name: decoded(name ?? "") || "A file without a name",
    bytes: Math.max(0, Math.floor(((text.length - comma - 1) * 3) / 4) - padding),
  };
}

/** Formats a size: 512 bytes, 12.3 kB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  const [amount, unit] = bytes < 1e6 ? [bytes / 1000, "kB"] : [bytes / 1e6, "MB"];
  return `${amount.toLocaleString("en", { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${unit}`;
}

/** The number of bytes that become text at once: a call takes a limited number of arguments. */
const chunkBytes = 8192;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += chunkBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  return btoa(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The number of characters from which on a data URL is shortened. */
const maxShownLength = 200;

/** Replaces long data URLs in a value by their type, name and size, for display. */
export function shortenDataUrls(value: unknown): unknown {
  if (typeof value === "string") return shortened(value);
  if (Array.isArray(value)) return value.map(shortenDataUrls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, shortenDataUrls(inner)]),
  );
}

function shortened(text: string): string {
  const file = text.length > maxShownLength ? summariseDataUrl(text) : null;
  if (file === null) return text;
  const [type = ""] = text.slice(0, text.indexOf(",")).split(";");
  return `${type};name=${file.name}, ${formatBytes(file.bytes)}`;
}

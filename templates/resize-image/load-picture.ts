import { readFile } from "node:fs/promises";

export type Source =
  | { kind: "sample"; text: string }
  | { kind: "file"; path: string }
  | { kind: "base64"; data: string };

/** Returns the bytes of the picture. */
export async function loadPicture(source: Source, signal: AbortSignal): Promise<Buffer> {
  switch (source.kind) {
    case "sample":
      return Buffer.from(sunset(source.text));
    case "base64":
      return Buffer.from(source.data.replace(/^data:.*?,/, ""), "base64");
    case "file":
      return readFile(source.path, { signal });
  }
}

function sunset(text: string): string {
  const words = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">
    <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#1d2b64"/><stop offset="1" stop-color="#f8a170"/></linearGradient>
    <rect width="1200" height="800" fill="url(#sky)"/>
    <circle cx="600" cy="640" r="150" fill="#ffd27d"/>
    <path d="M0 640h1200v160H0z" fill="#14213d"/>
    <text x="600" y="330" font-family="sans-serif" font-size="120" fill="#fff" text-anchor="middle">${words}</text>
  </svg>`;
}

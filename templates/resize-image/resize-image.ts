import { writeFile } from "node:fs/promises";
import type { HandlerInput } from "@formwork/contracts/handler";
import sharp from "sharp";
import { loadPicture, type Source } from "./load-picture.ts";
import { type Output, redraw, type Size } from "./redraw.ts";

type Target = { kind: "result" } | { kind: "file"; path: string; overwrite: boolean };
type Payload = { source: Source; size: Size; output: Output; target: Target };
type Facts = { format: string; width: number; height: number; bytes: number };
type Report = { before: Facts; after: Facts; savedTo: string | null; dataUrl: string | null };

/** Largest picture that the result may hold, in bytes. */
const maxInlineBytes = 96_000;

/**
 * Resizes and converts the picture. Returns the facts of both, and the new picture as a data URL or
 * its path.
 */
export async function run({
  payload,
  log,
  progress,
  signal,
}: HandlerInput<Payload>): Promise<Report> {
  const original = await loadPicture(payload.source, signal);
  const before = await factsOf(original);
  log(`before: ${inWords(before)}`);
  progress(30, "Drawing it anew");
  const picture = await redraw(original, before, payload.size, payload.output);
  signal.throwIfAborted();
  const after = await factsOf(picture);
  log(`after: ${inWords(after)}`);
  progress(90, "Handing it over");
  return { before, after, ...(await deliver(picture, after.format, payload.target)) };
}

/** Returns the facts of a picture. Width and height are those after its rotation. */
async function factsOf(picture: Buffer): Promise<Facts> {
  const { format, compression, autoOrient } = await sharp(picture)
    .metadata()
    .catch((cause) => {
      throw new Error(`This is no picture that can be read: ${cause.message}`, { cause });
    });
  // sharp reports AVIF as HEIF with AV1 compression.
  return { format: compression === "av1" ? "avif" : format, ...autoOrient, bytes: picture.length };
}

async function deliver(
  picture: Buffer,
  format: string,
  target: Target,
): Promise<Pick<Report, "savedTo" | "dataUrl">> {
  if (target.kind === "file") {
    await writeFile(target.path, picture, { flag: target.overwrite ? "w" : "wx" });
    return { savedTo: target.path, dataUrl: null };
  }
  if (picture.length > maxInlineBytes)
    throw new Error(
      `${picture.length} bytes are too many for the result (${maxInlineBytes}): choose a file`,
    );
  return { savedTo: null, dataUrl: `data:image/${format};base64,${picture.toString("base64")}` };
}

function inWords({ format, width, height, bytes }: Facts): string {
  return `${format}, ${width} × ${height} pixels, ${bytes} bytes`;
}

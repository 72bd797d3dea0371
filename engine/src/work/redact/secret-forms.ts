import { domainToASCII } from "node:url";

/** Shorter secrets are found in too much that is none. */
export const minSecretLength = 4;
/** Shorter lines of a secret of several lines are common text, such as a brace. */
const minLineLength = 8;
/** Shorter pieces of Base64 stand in other texts by chance. */
const minBase64Length = 8;
/** A longer text is no name of a host. */
const maxHostLength = 253;
/** Base64 of longer secrets is divided into lines where it is printed. */
const maxEncodedLength = 16 * 1024;

/**
 * Lists the texts as which a secret may come back: as it is, as it stands in JSON, in an address, in
 * the body of a form, in a host's name, in other letters and in Base64 (also within a longer text, such as `user:password`), and each of
 * its longer lines.
 */
export function formsOf(secret: string): string[] {
  const whole = secret.toWellFormed();
  const lines = whole.split(/\r\n?|\n/).map((line) => line.trim());
  const forms = [
    ...[whole, whole.trim()].flatMap((text) => [
      ...[text, ...jsonForms(text), ...addressForms(text), ...base64Forms(text)],
      ...caseForms(text),
    ]),
    ...lines
      .filter((line) => line.length >= minLineLength)
      .flatMap((line) => [line, ...jsonForms(line)]),
  ];
  return [...new Set(forms)].filter((form) => form.trim().length >= minSecretLength);
}

/** As `JSON.stringify` writes it, and as those do that write ASCII alone. */
function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return [json, ascii, ascii.replaceAll("/", "\\/")];
}

/** In small letters, as hosts and names of headers are written, and in capitals. */
function caseForms(text: string): string[] {
  if (text.length < minLineLength) return [];
  const lower = text.toLowerCase();
  return [lower, text.toUpperCase(), text.length > maxHostLength ? lower : domainToASCII(text)];
}

/** Percent-encoded, with capitals or without, as part of an address or of a form. */
function addressForms(text: string): string[] {
  const strict = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const form = new URLSearchParams({ "": text }).toString().slice(1);
  return [encodeURIComponent(text), encodeURI(text), strict, form].flatMap((one) => [
    one,
    one.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  ]);
}

/**
 * The characters of Base64 that a text alone decides, whatever stands before and after it: three
 * rows of them, by where it begins in a group of three bytes.
 */
function base64Forms(text: string): string[] {
  if (text.length > maxEncodedLength) return [];
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    const ownEnd = Math.floor(all.length / 3) * 4 + (all.length % 3);
    const own = all.toString("base64").slice(before === 0 ? 0 : before + 1, ownEnd);
    if (own.length < minBase64Length) return [];
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

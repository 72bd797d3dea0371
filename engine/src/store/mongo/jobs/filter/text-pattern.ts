/** A character with its accents. */
const clusters = /[\s\S]\p{M}*/gu;
/** More accents on one letter are looked for in their usual forms alone. */
const maxMarks = 3;
/** Where the characters lie that mean another one, such as the sign for Ångström. */
const signBlocks = [0x340, 0x387, 0x1f71, 0x1fff, 0x2000, 0x232a, 0xf900, 0xfad9, 0x2f800, 0x2fa1d];
/** Accents that may form one character with a letter of ASCII. */
const accents = Array.from({ length: 0x46 }, (_, index) => String.fromCharCode(0x300 + index));

/** Returns a pattern that matches a text as it is. A pattern cannot hold the character NUL itself. */
export function escapedPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replaceAll("\0", "\\x00");
}

/** Returns a pattern that matches a text in every form: accents may be characters of their own. */
export function formsPattern(text: string): string {
  const found = text.normalize("NFC").match(clusters) ?? [];
  return found.map((cluster) => anyOf(isAscii(cluster) ? [cluster] : formsOf(cluster))).join("");
}

/**
 * Returns a pattern that matches a folded word in every form, where case is ignored. For a word of
 * ASCII it matches nothing else: no accent follows that would make another letter of the last one.
 */
export function wordPattern(word: string): string {
  // The server takes the letters that are folded to an i for others.
  const pattern = formsPattern(word).replaceAll("i", "[iİı]\u0307?");
  const last = word.at(-1) ?? "";
  const composing = accents.filter((accent) => isComposed(last + accent)).join("");
  return isAscii(last) && composing !== "" ? `${pattern}(?![${composing}])` : pattern;
}

/** Returns true for a text that has one form only. */
export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** Whether a letter and an accent become a letter that is not folded to the first one again. */
function isComposed(text: string): boolean {
  return text.normalize("NFC").length === 1 && text.toLowerCase() !== "i\u0307";
}

function anyOf(texts: readonly string[]): string {
  const patterns = texts.map(escapedPattern);
  return patterns.length === 1 ? patterns.join() : `(?:${patterns.join("|")})`;
}

/** Returns every text that looks the same as a character with its accents. */
function formsOf(cluster: string): string[] {
  const apart = cluster.normalize("NFD");
  const [base = "", ...marks] = apart;
  const orders = marks.length > maxMarks ? [marks] : permutations(marks);
  const forms = orders.flatMap((order) =>
    [...order, ""].map((_, count) => {
      const start = base + order.slice(0, count).join("");
      return start.normalize("NFC") + order.slice(count).join("");
    }),
  );
  const same = new Set([cluster, ...forms.filter((form) => form.normalize("NFD") === apart)]);
  return [...same].flatMap((form) => [form, ...withSigns(form)]);
}

function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

function withSigns(form: string): string[] {
  const [first = "", ...rest] = form;
  signs ??= readSigns();
  return (signs.get(first) ?? []).map((sign) => sign + rest.join(""));
}

let signs: Map<string, string[]> | undefined;

/** Returns the characters that mean another one, by that one. */
function readSigns(): Map<string, string[]> {
  const points = Array.from({ length: signBlocks.length / 2 }, (_, index) => {
    const [from = 0, to = 0] = signBlocks.slice(2 * index, 2 * index + 2);
    return Array.from({ length: to - from + 1 }, (_, offset) =>
      String.fromCodePoint(from + offset),
    );
  }).flat();
  const usual = (sign: string) => sign.normalize("NFC");
  return Map.groupBy(
    points.filter((sign) => usual(sign) !== sign),
    usual,
  );
}

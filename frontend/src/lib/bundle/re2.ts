type Re2 = typeof import("re2js").RE2JS;

let engine: Re2 | undefined;

/** Loads RE2 (47 kB), which only the forms with a pattern that needs it wait for. */
export async function loadRe2(): Promise<void> {
  engine = (await import("re2js")).RE2JS;
}

/** Takes the place of RE2 in what the form shares with the server: passes on to the one loaded. */
export const RE2JS: Pick<Re2, "compile" | "translateRegExp"> = {
  compile: (...input) => loaded().compile(...input),
  translateRegExp: (...input) => loaded().translateRegExp(...input),
};

function loaded(): Re2 {
  if (engine === undefined) throw new Error("RE2 is not loaded yet");
  return engine;
}

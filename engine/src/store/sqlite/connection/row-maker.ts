import type { SQLOutputValue } from "node:sqlite";

type Values = readonly SQLOutputValue[];

/**
 * Makes the function that gives the values of a row their names; `from` is where they begin in a
 * longer list. Its text is an object literal, since an object that gets more than a dozen keys one
 * by one becomes a dictionary. The text holds nothing but the names of columns, quoted.
 */
export function rowMaker(
  names: readonly string[],
): (values: Values, from?: number) => Record<string, SQLOutputValue> {
  const fields = names.map((name, index) => `${JSON.stringify(name)}: values[from + ${index}]`);
  // The function does what the text says.
  return new Function("values", "from = 0", `return { ${fields.join(", ")} };`) as ReturnType<
    typeof rowMaker
  >;
}

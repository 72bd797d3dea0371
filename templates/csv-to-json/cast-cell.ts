/** Reads one cell of a CSV row as the type its column asks for. */

export type Column = {
  name: string;
  type: "string" | "number" | "boolean" | "date";
  required?: boolean;
  decimal?: "." | ",";
  order?: keyof typeof dateParts;
};

/** The cell's value, or why it does not fit. */
export type Cast = { value: string | number | boolean | null } | { fault: string };

const dateParts = {
  "year-first": /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  "day-first": /^(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?<year>\d{4})$/,
  "month-first": /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
};

const words = new Map([
  ...["true", "yes", "y", "on", "1"].map((word) => [word, true] as const),
  ...["false", "no", "n", "off", "0"].map((word) => [word, false] as const),
]);

/** Casts `text`; an empty cell is null unless the column is required. */
export function castCell(text: string, column: Column): Cast {
  if (text === "") return column.required ? { fault: "is empty" } : { value: null };
  switch (column.type) {
    case "string":
      return { value: text };
    case "number":
      return castNumber(text, column.decimal ?? ".");
    case "boolean":
      return castBoolean(text);
    case "date":
      return castDate(text, column.order ?? "year-first");
  }
}

function castNumber(text: string, decimal: "." | ","): Cast {
  const plain =
    decimal === "," ? text.replace(/[.,]/g, (mark) => (mark === "," ? "." : ",")) : text;
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
  const simple = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain);
  const value = Number(plain.replaceAll(",", ""));
  return (grouped || simple) && Number.isFinite(value) ? { value } : { fault: "is not a number" };
}

function castBoolean(text: string): Cast {
  const value = words.get(text.toLowerCase());
  return value === undefined ? { fault: "is neither yes nor no" } : { value };
}

function castDate(text: string, order: keyof typeof dateParts): Cast {
  const { year, month, day } = dateParts[order].exec(text)?.groups ?? {};
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // Date rolls 31 February over into March: a real date keeps its day and month.
  const real = date.getUTCDate() === Number(day) && date.getUTCMonth() + 1 === Number(month);
  return real
    ? { value: date.toISOString().slice(0, 10) }
    : { fault: "is not a date of that form" };
}

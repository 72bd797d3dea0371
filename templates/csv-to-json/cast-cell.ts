export type Column = {
  name: string;
  type: "string" | "number" | "boolean" | "date";
  required?: boolean;
  decimal?: "." | ",";
  order?: keyof typeof dateParts;
};

/** The value of a cell, or why the cell does not fit its column. */
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

/** Converts the text of a cell to the type of its column. An empty cell is null, or a fault. */
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
  // Date turns 31 February into a day in March, so the day and month of a real date stay the same.
  const real = date.getUTCDate() === Number(day) && date.getUTCMonth() + 1 === Number(month);
  return real
    ? { value: date.toISOString().slice(0, 10) }
    : { fault: "is not a date of that form" };
}

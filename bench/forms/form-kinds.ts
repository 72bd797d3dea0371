/** A form with many rows, and the field in it that is typed into. */
export type FormKind = {
  name: string;
  /** The schema of its payload. */
  payload: Record<string, unknown>;
  value: (rows: number) => object;
  /** The line that is opened before, if any, and the label of the field. */
  open?: string;
  label: string;
  /** Whether it is submitted with faults before, so that all errors are shown. */
  isFaulty?: boolean;
};

const text = { type: "string" };
const host = {
  type: "object",
  required: ["name"],
  properties: {
    name: { ...text, title: "Name", minLength: 1 },
    port: { type: "integer", title: "Port", minimum: 1, default: 80 },
    role: { enum: ["web", "db", "cache"], title: "Role" },
    tags: { type: "array", title: "Tags", items: text },
  },
};
const aHost = (index: number) => ({
  ...{ name: `host-${index}.example.org`, port: 80 + index, role: "web", tags: ["a", "b"] },
});

function listOf(items: object) {
  return {
    type: "object",
    properties: {
      title: { ...text, title: "Title" },
      hosts: { type: "array", title: "Hosts", items },
    },
  };
}
const filled = <Row>(rows: number, row: (index: number) => Row): Row[] =>
  Array.from({ length: rows }, (_, index) => row(index));

/** The forms that are measured. */
export const formKinds: readonly FormKind[] = [
  {
    name: "a field of a row that is open",
    payload: listOf(host),
    value: (rows) => ({ hosts: filled(rows, aHost) }),
    ...{ open: "Host 1 ", label: "Name" },
  },
  {
    name: "a field beside the list",
    payload: listOf(host),
    value: (rows) => ({ hosts: filled(rows, aHost) }),
    label: "Title",
  },
  {
    name: "one of as many texts",
    payload: listOf({ ...text, minLength: 1 }),
    value: (rows) => ({ hosts: filled(rows, (index) => `host-${index}`) }),
    label: "Host 1",
  },
  {
    name: "a field of a row with errors in every row",
    payload: listOf(host),
    value: (rows) => ({ hosts: filled(rows, (index) => ({ ...aHost(index), port: 0 })) }),
    ...{ open: "Host 1 ", label: "Name", isFaulty: true },
  },
  {
    name: "rows by a choice between branches",
    payload: listOf({
      oneOf: [
        { ...host, title: "Host" },
        { type: "object", title: "Address", required: ["ip"], properties: { ip: text } },
      ],
    }),
    value: (rows) => ({ hosts: filled(rows, aHost) }),
    ...{ open: "Host 1 ", label: "Name" },
  },
  {
    name: "a value of a map",
    payload: {
      type: "object",
      properties: { labels: { type: "object", title: "Labels", additionalProperties: text } },
    },
    value: (rows) => ({
      labels: Object.fromEntries(filled(rows, (index) => [`key-${index}`, `value ${index}`])),
    }),
    label: "Value of entry 1",
  },
];

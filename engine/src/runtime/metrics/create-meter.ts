import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  type Metric,
  metricTable,
} from "./metric-table.ts";

/** Labels in the last place, which a metric without any leaves out. */
type Labelled<Labels> = keyof Labels extends never ? [labels?: Labels] : [labels: Labels];

/** Counts and measures by the table of metrics. */
export type Meter = {
  /** Adds to a counter. */
  count: <Name extends CounterName>(name: Name, ...labels: Labelled<LabelsOf<Name>>) => void;
  countMany: <Name extends CounterName>(
    name: Name,
    by: number,
    ...labels: Labelled<LabelsOf<Name>>
  ) => void;
  /** Sets a gauge, or computes it whenever metrics are asked for. */
  gauge: <Name extends GaugeName>(
    name: Name,
    value: number | (() => number),
    ...labels: Labelled<LabelsOf<Name>>
  ) => void;
  /** Sets all values of a gauge; those of before that are not among them are gone. */
  gaugeAll: <Name extends GaugeName>(
    name: Name,
    values: readonly { labels: LabelsOf<Name>; value: number }[],
  ) => void;
  /** Adds a time in seconds to a histogram. */
  observe: <Name extends HistogramName>(
    name: Name,
    seconds: number,
    ...labels: Labelled<LabelsOf<Name>>
  ) => void;
  /** Resolves with all metrics in Prometheus' text format. */
  metrics: () => Promise<string>;
};

/**
 * Makes the meter of one process. Counters and histograms of its service exist from the start, at
 * zero for every known value of their labels; gauges from their first value on.
 */
export function createMeter(service: string): Meter {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const computed = new Map<string, () => void>();
  const made = new Map<string, Counter | Gauge | Histogram>();

  function metric(name: keyof typeof metricTable): Counter | Gauge | Histogram {
    const known = made.get(name);
    if (known !== undefined) return known;
    const metric = make(name, registry);
    made.set(name, metric);
    return metric;
  }
  const counter = (name: CounterName) => metric(name) as Counter; // As its row of the table says.
  const gauge = (name: GaugeName) => metric(name) as Gauge;
  const histogram = (name: HistogramName) => metric(name) as Histogram;

  for (const [name, row] of Object.entries<Metric>(metricTable))
    if (row.type !== "gauge" && isReportedBy(row, service))
      startAtZero(metric(name as CounterName), row);
  return {
    count: (name, labels?: object) => counter(name).inc(plain(labels)),
    countMany: (name, by, labels?: object) => counter(name).inc(plain(labels), by),
    gauge(name, value, ...[labels]) {
      const set = (current: number) => gauge(name).set(plain(labels), current);
      if (typeof value === "number") return set(value);
      const key = `${name} ${JSON.stringify(plain(labels))}`;
      computed.set(key, () => set(value()));
    },
    gaugeAll(name, values) {
      gauge(name).reset();
      for (const { labels, value } of values) gauge(name).set(plain(labels), value);
    },
    observe: (name, seconds, labels?: object) => histogram(name).observe(plain(labels), seconds),
    metrics() {
      for (const compute of computed.values()) compute();
      return registry.metrics();
    },
  };
}

const noLabels = {};

/** The table's types say that labels are texts, which the compiler cannot see of any metric. */
function plain(labels: object = noLabels): Record<string, string> {
  return labels as Record<string, string>;
}

function isReportedBy({ by }: Metric, service: string): boolean {
  return service === "formwork" || by.some((one) => one === service);
}

function make(name: keyof typeof metricTable, registry: Registry): Counter | Gauge | Histogram {
  const { type, help, labels, buckets }: Metric = metricTable[name];
  const config = {
    ...{ name: `formwork_${name}`, help, labelNames: Object.keys(labels) },
    registers: [registry],
  };
  switch (type) {
    case "counter":
      return new Counter(config);
    case "gauge":
      return new Gauge(config);
    case "histogram":
      return new Histogram({ ...config, ...(buckets && { buckets: [...buckets] }) });
  }
}

/** Makes the series of a metric whose labels have known values, all of them. */
function startAtZero(metric: Counter | Gauge | Histogram, { labels }: Metric): void {
  const known = Object.entries(labels);
  if (known.length === 0 || known.some(([, values]) => values === null)) return;
  const all = known.reduce<Record<string, string>[]>(
    (combined, [label, values]) =>
      combined.flatMap((one) => (values ?? []).map((value) => ({ ...one, [label]: value }))),
    [{}],
  );
  for (const one of all)
    if (metric instanceof Histogram) metric.zero(one);
    else metric.inc(one, 0);
}

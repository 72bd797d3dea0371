import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Metric, metricTable } from "@formwork/engine/runtime/metrics/metric-table";
import { expect } from "chai";
import { parse } from "yaml";

const top = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(top, path), "utf8");
const metrics = new Map(Object.entries<Metric>(metricTable));

/** A metric in an expression, with the labels that it is selected by. */
type Use = { name: string; matchers: { label: string; values: string[] }[] };

function usesIn(expression: string): Use[] {
  return Array.from(
    expression.matchAll(/formwork_(\w+)(?:\{([^}]*)\})?/g),
    ([, name = "", inside = ""]) => ({
      name,
      matchers: Array.from(inside.matchAll(/(\w+)=~?"([^"]*)"/g), ([, label = "", text = ""]) => ({
        label,
        values: text.split("|"),
      })),
    }),
  );
}

/** The metric of a name, or of one of the series that a histogram has. */
function metricOf(name: string): Metric | undefined {
  const ofHistogram = metrics.get(name.replace(/_(bucket|count|sum)$/, ""));
  return metrics.get(name) ?? (ofHistogram?.type === "histogram" ? ofHistogram : undefined);
}

/** What Prometheus adds to every series. */
const added = ["instance", "job"];

function faultsOf(expression: string): string[] {
  const uses = usesIn(expression);
  const known = new Set(added);
  const faults = uses.flatMap(({ name, matchers }) => {
    const metric = metricOf(name);
    if (metric === undefined) return [`formwork_${name} is no metric`];
    for (const label of Object.keys(metric.labels)) known.add(label);
    if (name.endsWith("_bucket")) known.add("le");
    return matchers.flatMap(({ label, values }) => {
      if (!Object.hasOwn(metric.labels, label)) return [`formwork_${name} has no label ${label}`];
      const allowed = metric.labels[label] ?? values;
      return values.filter((value) => !allowed.includes(value)).map((value) => `${name} ${value}`);
    });
  });
  const grouped = Array.from(expression.matchAll(/by \(([^)]*)\)/g), ([, labels = ""]) =>
    labels.split(",").map((label) => label.trim()),
  ).flat();
  return [...faults, ...grouped.filter((label) => !known.has(label))];
}

type Panel = { title: string; targets?: { expr: string; legendFormat: string }[] };
type Rule = { alert: string; expr: string; annotations: Record<string, string> };

describe("The dashboard in deploy/grafana", () => {
  const { panels } = JSON.parse(read("deploy/grafana/dashboards/formwork.json")) as {
    panels: Panel[];
  };

  it("asks for metrics, labels and values that there are", () => {
    for (const { title, targets = [] } of panels)
      for (const { expr } of targets) {
        expect(faultsOf(expr), `${title}: ${expr}`).to.deep.equal([]);
        expect(usesIn(expr), title).to.not.have.length(0);
      }
  });

  it("names its lines by labels that the expression leaves", () => {
    for (const { title, targets = [] } of panels)
      for (const { expr, legendFormat } of targets)
        for (const [, label = ""] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
          expect(expr.includes("by (") ? expr : label, title).to.match(
            new RegExp(`\\b${label}\\b`),
          );
  });
});

describe("The alert rules in deploy/prometheus", () => {
  const { groups } = parse(read("deploy/prometheus/alerts.yml")) as { groups: { rules: Rule[] }[] };
  const rules = groups.flatMap((group) => group.rules);

  it("ask for metrics, labels and values that there are", () => {
    expect(rules).to.have.length.above(8);
    for (const { alert, expr } of rules) expect(faultsOf(expr), alert).to.deep.equal([]);
  });

  it("say what happened and what to do", () => {
    for (const { alert, annotations } of rules)
      expect(Object.keys(annotations), alert).to.deep.equal(["summary", "description"]);
  });

  it("are read by Prometheus, and the dashboard by Grafana", () => {
    expect(parse(read("deploy/prometheus/prometheus.yml")).rule_files).to.deep.equal([
      "alerts.yml",
    ]);
    const compose = read("deploy/compose.monitoring.yml");
    expect(compose).to.include("./deploy/prometheus/alerts.yml:/etc/prometheus/alerts.yml:ro");
    expect(compose).to.include("./deploy/grafana/dashboards:/etc/grafana/dashboards:ro");
    expect(read("deploy/grafana/provisioning/dashboards/formwork.yml")).to.include(
      "/etc/grafana/dashboards",
    );
  });
});

describe("docs/metrics.md", () => {
  it("lists every metric with its type, labels, services and help", () => {
    const told = read("docs/metrics.md")
      .split("\n")
      .filter((line) => line.startsWith("| `formwork_"));
    const rows = [...metrics].map(([name, { type, labels, by, help }]) => {
      const names = Object.keys(labels).map((label) => `\`${label}\``);
      const cells = [`\`formwork_${name}\``, type, names.join(", "), by.join(", "), help];
      return `| ${cells.join(" | ")} |`;
    });
    expect(told).to.deep.equal(rows);
  });
});

describe("The table of metrics", () => {
  it("follows the conventions of Prometheus", () => {
    for (const [name, { type, help }] of metrics) {
      expect(name, name).to.match(/^[a-z]+(_[a-z]+)*$/);
      expect(name.endsWith("_total"), name).to.equal(type === "counter");
      if (type === "histogram") expect(name).to.match(/_seconds$/);
      expect(help, name).to.match(/^[A-Z0-9][^.\n|]+$/);
    }
  });
});

import type { Table, TableDeclaration, TableShape } from "../table.ts";
import { createTable, type TableDriver } from "./table-driver.ts";

type StoreTables = {
  /** Creates the table and its indexes where they are missing; several processes may at once. */
  create: (shape: TableShape) => Promise<void>;
  driverOf: (shape: TableShape) => TableDriver;
};

/** Keeps the tables that are declared on one store. */
export function createTables({ create, driverOf }: StoreTables) {
  const declared = new Map<string, TableShape>();
  const created = new Set<string>();

  async function ensure(shape: TableShape): Promise<void> {
    if (created.has(shape.name)) return;
    await create(shape);
    created.add(shape.name);
  }

  return {
    /** Creates the tables declared so far; called whenever the store is opened. */
    async createAll(): Promise<void> {
      created.clear();
      for (const shape of declared.values()) await ensure(shape);
    },
    /** Returns a table; one that is declared after the opening is created at its first use. */
    table<Row extends object>(declaration: TableDeclaration<Row>): Table<Row> {
      declared.set(declaration.name, declaration);
      const driver = driverOf(declaration);
      const ready =
        <Params, Answer>(call: (params: Params) => Promise<Answer>) =>
        async (params: Params): Promise<Answer> => {
          await ensure(declaration);
          return call(params);
        };
      return createTable(declaration, {
        find: ready(driver.find),
        page: ready(driver.page),
        insert: ready(driver.insert),
        replaceIf: ready(driver.replaceIf),
        remove: ready(driver.remove),
      });
    },
  };
}

import { aFolder } from "../../testing/a-sqlite-folder.ts";
import { exerciseStore } from "../conformance/suite.ts";

exerciseStore("SQLite", async () => {
  const folder = await aFolder();
  return { store: await folder.open(), dispose: folder.dispose };
});

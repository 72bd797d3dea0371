import { exerciseStore } from "../exercise.ts";
import { aFolder } from "./a-folder.ts";

exerciseStore("SQLite", async () => {
  const folder = await aFolder();
  return { store: await folder.open(), dispose: folder.dispose };
});

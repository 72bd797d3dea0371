import { Window } from "happy-dom";
import { clearQueries } from "./page-contexts.ts";
import { unmountHooks } from "./render-hook.ts";

const names = ["window", "document", "HTMLElement"] as const;

/**
 * Installs a DOM at the address http://localhost for the tests of the surrounding suite, and removes
 * it afterwards: other suites in the same process test servers.
 */
export function installDom(): void {
  const globals = globalThis as Record<string, unknown>;
  let previous: [string, unknown][];

  before(() => {
    previous = names.map((name) => [name, globals[name]]);
    const window = new Window({ url: "http://localhost/" });
    Object.assign(globals, {
      window,
      document: window.document,
      HTMLElement: window.HTMLElement,
    });
  });
  afterEach(async () => {
    await unmountHooks();
    clearQueries();
    document.body.replaceChildren();
  });
  after(async () => {
    await (globals.window as unknown as Window).happyDOM.close();
    for (const [name, value] of previous)
      if (value === undefined) delete globals[name];
      else globals[name] = value;
  });
}

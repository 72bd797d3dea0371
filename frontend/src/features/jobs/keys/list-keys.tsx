import { useEffect, useState } from "react";
import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { isFreeKey } from "./is-free-key.ts";
import { useRowKeys } from "./use-row-keys.ts";

const KeysHelp = lazyPart(async () => (await import("./keys-help.tsx")).KeysHelp, 0);

/** Lets keys move through the list; `?` lists them. */
export function ListKeys() {
  const [isOpen, setIsOpen] = useState(false);
  useRowKeys();
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key === "?" && isFreeKey(event)) setIsOpen(true);
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  return isOpen ? <KeysHelp onClose={() => setIsOpen(false)} /> : null;
}

import { lazyPart } from "../../../components/lazy/lazy-part.tsx";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { ChoiceButton } from "./choice-button.tsx";

const TemplateSelect = lazyPart(async () => (await import("./template-select.tsx")).TemplateSelect);

type ChoiceProps = { chosen: string; onChange: (name: string) => void };

/** Limits what is shown to the schedules of one template; empty for those of all. */
export function TemplateChoice({ chosen, onChange }: ChoiceProps) {
  const titles = useTemplateTitles();
  return (
    <ChoiceButton
      label="Template"
      text={chosen === "" ? "All templates" : (titles.get(chosen) ?? chosen)}
      active={chosen !== ""}
    >
      {(close) => (
        <TemplateSelect
          chosen={chosen}
          onChange={(name) => {
            close();
            onChange(name);
          }}
        />
      )}
    </ChoiceButton>
  );
}

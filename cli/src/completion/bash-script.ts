import type { Completed } from "./command-tree.ts";

/**
 * Writes the completion of bash. It holds every word, so that pressing Tab starts no process but for
 * what the server alone knows; bash 3.2, which macOS has, understands it.
 */
export function bashScript(tree: readonly Completed[]): string {
  return `# Completion of formwork for bash. Load it with:  source <(formwork completion bash)
_formwork() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path="" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
${pathCases(tree)}
    esac
  done
  case "$path $prev" in
${valueCases(tree)}
  *)
    case "$path" in
${wordCases(tree)}
    esac
    [[ "$cur" == -* ]] || case "$path" in
${nameCases(tree)}
    esac
    ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
# Asks the server for names; what it answers is never run, as the command prints harmless words only.
_formwork_names() {
  formwork complete-names "$1" 2>/dev/null | cut -f1
}
complete -o default -F _formwork formwork
`;
}

function pathCases(tree: readonly Completed[]): string {
  return tree
    .filter(({ path }) => path !== "")
    .map(({ path }) => {
      const words = path.split(" ");
      const before = words.slice(0, -1).join(" ");
      return `    "${before} ${words.at(-1)}") path="${path}" ;;`;
    })
    .join("\n");
}

function valueCases(tree: readonly Completed[]): string {
  return tree
    .flatMap(({ path, values, named }) => [
      ...values.map(
        ({ option, choices }) => `  "${path} ${option}") words="${choices.join(" ")}" ;;`,
      ),
      ...named.map(({ option, thing }) => `  "${path} ${option}") words="${asked(thing)}" ;;`),
    ])
    .join("\n");
}

function wordCases(tree: readonly Completed[]): string {
  return tree
    .map(
      ({ path, words }) => `    "${path}") words="${words.map(({ text }) => text).join(" ")}" ;;`,
    )
    .join("\n");
}

function nameCases(tree: readonly Completed[]): string {
  return tree
    .flatMap(({ path, names }) =>
      names === null ? [] : [`    "${path}") words="$words ${asked(names)}" ;;`],
    )
    .join("\n");
}

function asked(thing: string): string {
  return `$(_formwork_names ${thing})`;
}

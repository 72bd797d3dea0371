import type { Completed } from "./command-tree.ts";

/**
 * Writes the completion of bash. It holds every word, so that pressing Tab starts no process but for
 * the names of templates; bash 3.2, which macOS has, understands it.
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
    case "$path" in
    ${templatePaths(tree)})
      [[ "$cur" == -* ]] || words="$words $(formwork templates list --all --json 2>/dev/null | sed -n 's/.*"name":"\\([a-z0-9-]*\\)".*/\\1/p')"
      ;;
    esac
    ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
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
    .flatMap(({ path, values }) =>
      values.map(({ option, choices }) => `  "${path} ${option}") words="${choices.join(" ")}" ;;`),
    )
    .join("\n");
}

function wordCases(tree: readonly Completed[]): string {
  return tree
    .map(
      ({ path, words }) => `    "${path}") words="${words.map(({ text }) => text).join(" ")}" ;;`,
    )
    .join("\n");
}

function templatePaths(tree: readonly Completed[]): string {
  return tree
    .filter(({ takesTemplate }) => takesTemplate)
    .map(({ path }) => `"${path}"`)
    .join(" | ");
}

import type { Completed } from "./command-tree.ts";

/** Writes the completion of zsh, which shows what each word is for. */
export function zshScript(tree: readonly Completed[]): string {
  return `#compdef formwork
# Completion of formwork for zsh. Load it with:  source <(formwork completion zsh)
_formwork() {
  local path_="" prev="\${words[CURRENT-1]}" i
  local -a found
  for ((i = 2; i < CURRENT; i++)); do
    case "$path_ \${words[i]}" in
${pathCases(tree)}
    esac
  done
  case "$path_ $prev" in
${valueCases(tree)}
  *)
    case "$path_" in
${wordCases(tree)}
    esac
    _describe formwork found
    case "$path_" in
${nameCases(tree)}
    *) _files ;;
    esac
    ;;
  esac
}
# Asks the server for names, and shows what each is.
_formwork_names() {
  local -a known
  known=(\${(f)"$(formwork complete-names $1 2>/dev/null)"})
  known=("\${(@)known/$'\\t'/:}")
  _describe $1 known
}
compdef _formwork formwork
`;
}

function pathCases(tree: readonly Completed[]): string {
  return tree
    .filter(({ path }) => path !== "")
    .map(({ path }) => {
      const words = path.split(" ");
      return `    "${words.slice(0, -1).join(" ")} ${words.at(-1)}") path_="${path}" ;;`;
    })
    .join("\n");
}

function valueCases(tree: readonly Completed[]): string {
  return tree
    .flatMap(({ path, values, named }) => [
      ...values.map(
        ({ option, choices }) => `  "${path} ${option}") compadd ${choices.join(" ")} ;;`,
      ),
      ...named.map(({ option, thing }) => `  "${path} ${option}") _formwork_names ${thing} ;;`),
    ])
    .join("\n");
}

function wordCases(tree: readonly Completed[]): string {
  return tree
    .map(({ path, words }) => {
      const described = words.map(({ text, description }) => quote(`${text}:${description}`));
      return `    "${path}") found=(${described.join(" ")}) ;;`;
    })
    .join("\n");
}

/** Puts a text into single quotes; a line break would end the word. */
function quote(text: string): string {
  return `'${text.replaceAll("\n", " ").replaceAll("'", "'\\''")}'`;
}

function nameCases(tree: readonly Completed[]): string {
  return tree
    .flatMap(({ path, names }) =>
      names === null ? [] : [`    "${path}") _formwork_names ${names} ;;`],
    )
    .join("\n");
}

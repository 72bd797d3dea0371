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
    ${templatePaths(tree)})
      local -a names
      names=(\${(f)"$(formwork templates list --all --json 2>/dev/null | sed -n 's/.*"name":"\\([a-z0-9-]*\\)".*/\\1/p')"})
      compadd -a names
      ;;
    *) _files ;;
    esac
    ;;
  esac
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
    .flatMap(({ path, values }) =>
      values.map(({ option, choices }) => `  "${path} ${option}") compadd ${choices.join(" ")} ;;`),
    )
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

function templatePaths(tree: readonly Completed[]): string {
  return tree
    .filter(({ takesTemplate }) => takesTemplate)
    .map(({ path }) => `"${path}"`)
    .join(" | ");
}

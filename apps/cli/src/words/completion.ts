import { type Commands, type Spoken, spokenOf } from "./catalogue.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** A script for a shell; it starts no program while somebody types. */
export function completionScript(shell: Shell, known: Commands): string {
  const spoken = spokenOf(known);
  if (shell === "fish") return fish(spoken, known);
  // zsh reads bash's completions.
  const head = shell === "zsh" ? "#compdef mvcrs\nautoload -U +X bashcompinit && bashcompinit\n" : "";
  return head + bash(spoken, known);
}

const flagsOf = ({ options }: Spoken): string => options.map(({ name }) => `--${name}`).join(" ");

function bash(spoken: readonly Spoken[], { nouns }: Commands): string {
  const tops = [...spoken.map(({ words }) => words.split(" ", 1)[0] ?? "")];
  const verbs = nouns.map(
    ({ name }) =>
      `    ${name}) words="${spoken
        .filter(({ words }) => words.startsWith(`${name} `))
        .map(({ words }) => words.split(" ")[1])
        .join(" ")}" ;;`,
  );
  const options = spoken.map((it) => `    "${it.words}") words="${flagsOf(it)}" ;;`);
  const choices = spoken.flatMap((it) =>
    it.options
      .filter(({ choices: some }) => some.length > 0)
      .map(({ name, choices: some }) => `    "${it.words} --${name}") words="${some.join(" ")}" ;;`),
  );
  return `_mvcrs() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" noun="" verb="" line="" words="" at
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "\${COMP_WORDS[at]}" in
    --root|--now) ((at++)) ;;
    -*) ;;
    *) if [ -z "$noun" ]; then noun="\${COMP_WORDS[at]}"; elif [ -z "$verb" ]; then verb="\${COMP_WORDS[at]}"; fi ;;
    esac
  done
  line="$noun"
  case "$noun" in
  ${nouns.map(({ name }) => name).join("|")}) line="$noun $verb" ;;
  esac
  case "$line $prev" in
${choices.join("\n")}
  esac
  if [ -z "$words" ] && [[ "$cur" == -* ]]; then
    case "$line" in
${options.join("\n")}
    *) words="--root --json --now --help --version" ;;
    esac
  elif [ -z "$words" ] && [ -z "$noun" ]; then
    words="${[...new Set(tops)].join(" ")}"
  elif [ -z "$words" ] && [ -z "$verb" ]; then
    case "$noun" in
${verbs.join("\n")}
    esac
  fi
  COMPREPLY=()
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}
complete -o default -F _mvcrs mvcrs
`;
}

function fish(spoken: readonly Spoken[], { commands, nouns }: Commands): string {
  const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const top = [
    ...commands.map(({ command, describe }) => ({ name: command.split(" ", 1)[0] ?? "", describe })),
    ...nouns,
  ].map(
    ({ name, describe }) => `complete -c mvcrs -n __fish_use_subcommand -f -a ${name} -d ${quoted(describe)}`,
  );
  const rest = spoken.flatMap(({ words, describe, options }) => {
    const [first, verb] = words.split(" ");
    const under = verb === undefined ? first : `${first}; and __fish_seen_subcommand_from ${verb}`;
    const when = `'__fish_seen_subcommand_from ${under}'`;
    const names = nouns
      .filter(({ name }) => name === first)
      .flatMap(({ verbs }) => verbs.map(({ command }) => command.split(" ", 1)[0]));
    return [
      ...(verb === undefined
        ? []
        : [
            `complete -c mvcrs -n '__fish_seen_subcommand_from ${first}; and not __fish_seen_subcommand_from ${names.join(" ")}' -f -a ${verb} -d ${quoted(describe)}`,
          ]),
      ...options.map(
        ({ name, describe: says, takesValue, choices }) =>
          `complete -c mvcrs -n ${when} -l ${name}${takesValue ? " -r" : ""}${choices.length > 0 ? ` -f -a ${quoted(choices.join(" "))}` : ""} -d ${quoted(says)}`,
      ),
    ];
  });
  return `${[...top, ...rest].join("\n")}\n`;
}

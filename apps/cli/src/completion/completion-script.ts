import { GLOBAL_OPTIONS, optionsOf } from '../commands/command-options.js';
import type { CliCommand } from '../commands/command.js';

export const SHELLS: readonly string[] = ['bash', 'zsh', 'fish'];

/** A word of the command line that can follow others. */
interface Node {
  readonly path: string;
  readonly summary: string;
  /** Words that can come next: sub-commands, or choices of an argument. */
  readonly words: readonly { readonly word: string; readonly summary: string }[];
  /** Long options, with what they say. */
  readonly options: readonly { readonly long: string; readonly description: string }[];
  readonly takesFiles: boolean;
}

/** A script for one of {@link SHELLS}. */
export function completionScript(shell: string, commands: readonly CliCommand[]): string {
  const nodes = nodesOf(commands);
  switch (shell) {
    case 'bash':
      return bash(nodes);
    case 'zsh':
      return zsh(nodes);
    default:
      return fish(nodes);
  }
}

/** The root, each group, each command. */
export function nodesOf(commands: readonly CliCommand[]): Node[] {
  const groups = [...new Set(commands.map(({ name }) => name.split(' ').slice(0, -1).join(' ')))];
  const inner = ['', ...groups.filter((path) => path !== '')].map((path) =>
    innerNode(path, commands),
  );
  return [...inner, ...commands.map(leaf)];
}

function innerNode(path: string, commands: readonly CliCommand[]): Node {
  const prefix = path === '' ? '' : `${path} `;
  const words = new Map<string, string>();
  for (const { name, summary } of commands.filter((each) => each.name.startsWith(prefix))) {
    const [word = '', ...rest] = name.slice(prefix.length).split(' ');
    words.set(word, rest.length === 0 ? summary : `${word} commands`);
  }
  return {
    path,
    summary: '',
    words: [...words].map(([word, summary]) => ({ word, summary })),
    options: GLOBAL_OPTIONS.map(longOf),
    takesFiles: false,
  };
}

function leaf(command: CliCommand): Node {
  const choices = (command.args ?? []).flatMap((argument) => argument.choices ?? []);
  return {
    path: command.name,
    summary: command.summary,
    words: choices.map((word) => ({ word, summary: '' })),
    options: optionsOf(command).map(longOf),
    takesFiles: (command.args ?? []).length > 0 && choices.length === 0,
  };
}

function longOf({ flags, description }: { readonly flags: string; readonly description: string }): {
  long: string;
  description: string;
} {
  return { long: /--[a-z-]+/u.exec(flags)?.[0] ?? '', description };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const wordsOf = ({ words, options }: Node): string =>
  [...words.map(({ word }) => word), ...options.map(({ long }) => long)].join(' ');

/** The words before the one that is completed, without options, are the path; the longest known one counts. */
function bash(nodes: readonly Node[]): string {
  const cases = nodes.map((node) => `    ${quoted(node.path)}) words=${quoted(wordsOf(node))} ;;`);
  return `# legate completion for bash: source <(legate completion bash)
_legate() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' known='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) continue ;; esac
    path="\${path:+$path }$word"
    case "$path" in ${nodes
      .filter(({ path }) => path !== '')
      .map(({ path }) => quoted(path))
      .join('|')}) known=$path ;; esac
  done
  case "$known" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _legate legate
`;
}

function zsh(nodes: readonly Node[]): string {
  const described = (word: string, text: string): string =>
    quoted(`${word.replaceAll(':', '\\:')}:${text}`);
  const cases = nodes.map(({ path, words, options, takesFiles }) => {
    const entries = [
      ...words.map(({ word, summary }) => described(word, summary)),
      ...options.map(({ long, description }) => described(long, description)),
    ];
    const files = takesFiles ? '; _files' : '';
    return `    ${quoted(path)}) entries=(${entries.join(' ')})${files} ;;`;
  });
  return `#compdef legate
# legate completion for zsh: source <(legate completion zsh)
_legate() {
  local path='' known='' word
  local -a entries
  for word in "\${(@)words[2,CURRENT-1]}"; do
    [[ $word == -* ]] && continue
    path="\${path:+$path }$word"
    case $path in (${nodes
      .filter(({ path }) => path !== '')
      .map(({ path }) => quoted(path))
      .join('|')}) known=$path ;; esac
  done
  case $known in
${cases.join('\n')}
  esac
  _describe 'legate' entries
}
compdef _legate legate
`;
}

function fish(nodes: readonly Node[]): string {
  const lines = nodes.flatMap(({ path, words, options }) => {
    const condition = `-n ${quoted(`__legate_at ${quoted(path)}`)}`;
    return [
      ...words.map(
        ({ word, summary }) =>
          `complete -c legate -f ${condition} -a ${quoted(word)} -d ${quoted(summary)}`,
      ),
      ...options.map(
        ({ long, description }) =>
          `complete -c legate ${condition} -l ${quoted(long.slice(2))} -d ${quoted(description)}`,
      ),
    ];
  });
  const known = nodes.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  return `# legate completion for fish: legate completion fish | source
function __legate_at
    set -l path ''
    set -l known ''
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; and continue
        set path (string trim "$path $word")
        contains -- $path ${known.join(' ')}; and set known $path
    end
    test "$known" = "$argv[1]"
end
${lines.join('\n')}
`;
}

/** The commands of the README's first hour, as words of `mvcrs`: the lines of its `sh` blocks that begin with it, or with the launcher. */
export function firstHour(readme: string): readonly (readonly string[])[] {
  const [, from = ""] = readme.split("\n## Your first hour\n");
  const [hour = ""] = from.split("\n## ");
  return [...hour.matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .filter((line) => /^(?:\.\/)?mvcrs /.test(line))
    .map((line) => line.split(" ").slice(1));
}

/**
 * Whether a glob covers a whole name: `*` is any run of characters, `?` one character, all else is literal. Only the
 * last `*` is ever tried again, so the time is at most the product of the lengths, whatever the glob.
 */
function covers(glob: string, name: string): boolean {
  let inGlob = 0;
  let inName = 0;
  let star = -1;
  let resume = 0;
  while (inName < name.length) {
    if (glob[inGlob] === "*") {
      star = inGlob;
      resume = inName;
      inGlob += 1;
    } else if (inGlob < glob.length && (glob[inGlob] === "?" || glob[inGlob] === name[inName])) {
      inGlob += 1;
      inName += 1;
    } else if (star >= 0) {
      resume += 1;
      inGlob = star + 1;
      inName = resume;
    } else return false;
  }
  while (glob[inGlob] === "*") inGlob += 1;
  return inGlob === glob.length;
}

const isGlob = (name: string): boolean => /[*?]/.test(name);
const literals = (glob: string): number => glob.replace(/[*?]/g, "").length;
const stars = (glob: string): number => glob.split("*").length - 1;

/**
 * Makes the lookup from a metric's name to the entry that speaks for it: an exact name first, then the glob with the most
 * literal characters, then the one with fewer `*`, then the first in code unit order.
 */
export function metricMatcher<T>(entries: Readonly<Record<string, T>>): (metric: string) => T | undefined {
  const exact = new Map<string, T>();
  const globs: { readonly name: string; readonly entry: T }[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    if (isGlob(name)) globs.push({ name, entry });
    else exact.set(name, entry);
  }
  globs.sort(
    (a, b) =>
      literals(b.name) - literals(a.name) || stars(a.name) - stars(b.name) || (a.name < b.name ? -1 : 1),
  );
  return (metric) => exact.get(metric) ?? globs.find(({ name }) => covers(name, metric))?.entry;
}

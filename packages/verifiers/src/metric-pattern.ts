/** Turns `*` (any run of characters) and `?` (one character) into an anchored expression; all else is literal. */
function toExpression(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*+/g, ".*").replace(/\?/g, ".")}$`, "su");
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
  const globs: { readonly name: string; readonly expression: RegExp; readonly entry: T }[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    if (isGlob(name)) globs.push({ name, expression: toExpression(name), entry });
    else exact.set(name, entry);
  }
  globs.sort(
    (a, b) =>
      literals(b.name) - literals(a.name) || stars(a.name) - stars(b.name) || (a.name < b.name ? -1 : 1),
  );
  return (metric) => exact.get(metric) ?? globs.find(({ expression }) => expression.test(metric))?.entry;
}

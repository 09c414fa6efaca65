/** Everything that an async iterable gives. (`Array.fromAsync` needs a newer Node than the package.) */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

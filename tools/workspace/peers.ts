import type { Member } from "./members.ts";

/** Their types stand in what our packages promise, so whoever installs two of them must get one copy. */
export const brought: readonly string[] = ["ethers", "hono", "zod"];

/**
 * What the types of another package are made of is a range that the consumer chooses from, in every package that needs it or uses
 * one that does; while we work on it, it is the version of the catalogue. Programs carry their own copy in their bundle.
 */
export function peerProblems(members: readonly Member[]): readonly string[] {
  const byName = new Map(members.map(({ manifest }) => [manifest.name, manifest]));
  const isLibrary = ({ manifest }: Member) => manifest.private !== true && manifest.bin === undefined;
  return members.filter(isLibrary).flatMap(({ folder, manifest }) => {
    const uses = Object.keys(manifest.dependencies ?? {});
    const below = uses.flatMap((name) => Object.keys(byName.get(name)?.peerDependencies ?? {}));
    return brought.flatMap((name) => {
      const problems: string[] = [];
      const peer = manifest.peerDependencies?.[name];
      if (uses.includes(name))
        problems.push(
          `${folder}: ${name} must be in "peerDependencies", or who has another version of it gets two copies, whose types do not match`,
        );
      if (peer === undefined && below.includes(name))
        problems.push(
          `${folder}: must pass on the peer ${name} of what it uses, or strict installers find none`,
        );
      if (peer !== undefined && peer !== "catalog:peers")
        problems.push(`${folder}: the peer ${name} must be "catalog:peers", the range that is tried`);
      if (peer !== undefined && manifest.devDependencies?.[name] !== "catalog:")
        problems.push(`${folder}: ${name} must be in "devDependencies" as "catalog:", to be tested with`);
      return problems;
    });
  });
}

import { join } from "node:path";
import { brought } from "../workspace/peers.ts";
import { typescriptFloor } from "../workspace/typescript-floor.ts";
import { consumerSource } from "./consumer-source.ts";
import { installedIn, type Licensed } from "./licences.ts";
import type { Node } from "./nodes.ts";
import { entriesOf, type Packed } from "./packed.ts";
import { Project, type Ran } from "./project.ts";
import { say } from "./say.ts";

/**
 * Installs every library into an empty project with the lowest versions of what users bring, imports all of it, and compiles and
 * runs a consumer, with the lowest TypeScript and the current one. Returns what was installed besides ours.
 */
export function tryLibraries(
  folder: string,
  node: Node,
  libraries: readonly Packed[],
  current: string,
): readonly Licensed[] {
  const ours = new Set(libraries.map(({ manifest }) => manifest.name));
  const peers = lowestPeers(libraries);
  const project = new Project(folder, node);
  const ends = (what: string, { ok, text }: Ran) => say(ok, what, text);
  const installed = project.install({
    ...Object.fromEntries(libraries.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`])),
    ...peers,
  });
  const with_ = Object.entries(peers).map((it) => it.join(" "));
  ends(`npm installs ${libraries.length} libraries with ${with_.join(" and ")}`, installed);
  const found = installedIn(folder, ours);
  for (const [name, version] of Object.entries(peers)) {
    const copies = found.filter((it) => it.name.startsWith(`${name}@`)).map((it) => it.name);
    say(copies.join() === `${name}@${version}`, `one copy of ${name}`, `there are ${copies.join(", ")}`);
  }

  const entries = libraries.flatMap(entriesOf);
  project.write("every.ts", entries.map((entry, n) => `export * as e${n} from "${entry}";\n`).join(""));
  project.write("consumer.ts", consumerSource);
  project.write("every.mjs", entries.map((entry) => `import "${entry}";\n`).join(""));
  ends(`${entries.length} entry points are imported`, project.run(node.path, "every.mjs"));

  // Not one of ours brings TypeScript, and what is checked above is what comes without it.
  const compilers = {
    "types-node": "npm:@types/node@20",
    low: `npm:typescript@${typescriptFloor}.2`,
    high: `npm:typescript@${current}`,
  };
  const tools = new Project(join(folder, "tools"), node);
  ends("npm installs the compilers", tools.install(compilers));
  project.write("tsconfig.json", JSON.stringify(configuration));
  for (const [alias, version] of [
    ["low", `${typescriptFloor}.2`],
    ["high", current],
  ] as const) {
    const { text } = project.run(node.path, `tools/node_modules/${alias}/bin/tsc`, "-p", ".");
    const problems = text.split("\n").filter((line) => isOurs(line, ours));
    say(problems.length === 0, `a strict consumer compiles with TypeScript ${version}`, problems.join("\n"));
    ends(`what TypeScript ${version} made of it runs`, project.run(node.path, "out/consumer.js"));
  }
  return found;
}

/** `^6.13.0` begins at `6.13.0`. */
const lowestPeers = (libraries: readonly Packed[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    libraries
      .flatMap(({ manifest }) => Object.entries(manifest.peerDependencies ?? {}))
      .filter(([name]) => brought.includes(name))
      .map(([name, range]) => [name, range.replace(/^\^/, "")]),
  );

// As strict as can be, declarations included; what a package of others says is not ours to mend (hono's want a browser).
const isOurs = (line: string, ours: ReadonlySet<string>): boolean => {
  const path = /^(\S+?)\(\d+,\d+\): error /.exec(line)?.[1];
  if (path === undefined) return /^error /.test(line);
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return name === undefined || ours.has(name);
};

const configuration = {
  compilerOptions: {
    target: "ES2022",
    lib: ["ES2022", "ESNext.Disposable"],
    module: "NodeNext",
    moduleResolution: "NodeNext",
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    types: ["types-node"],
    typeRoots: ["tools/node_modules"],
    outDir: "out",
  },
  files: ["every.ts", "consumer.ts"],
};

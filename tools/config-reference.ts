// Writes the table of docs/configuration.md from the schema, so that the two cannot differ.
// `pnpm exec node tools/config-reference.ts` writes; with --check it only says whether the file is current.
import { configJsonSchema } from "../packages/escalation/src/index.ts";
import { writtenPart } from "./written-part.ts";

interface Node {
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly anyOf?: readonly (Node | boolean)[] | undefined;
  readonly oneOf?: readonly (Node | boolean)[] | undefined;
  readonly properties?: Readonly<Record<string, Node | boolean>> | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
  readonly items?: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

const schema: Node = configJsonSchema();

function kind(node: Node | boolean): string {
  if (!isNode(node)) return "anything";
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.anyOf !== undefined) return node.anyOf.map(kind).join(" or ");
  if (node.type === "array") return `list of ${isNode(node.items) ? kind(node.items) : "anything"}`;
  return [node.type ?? "anything"].flat().join(" or ");
}

/** The name of one of several forms of an object: its `kind`. */
function kindOf(variant: Node): string {
  const kind = variant.properties?.["kind"];
  return isNode(kind) ? String(kind.const) : "name";
}

function* rows(node: Node, prefix: string): Generator<string> {
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    if (!isNode(child)) continue;
    const path = `${prefix}${key}`;
    const fallback =
      child.default === undefined || child.properties !== undefined
        ? ""
        : `\`${JSON.stringify(child.default)}\``;
    if (child.description !== undefined || child.properties === undefined)
      yield `| \`${path}\` | ${kind(child)} | ${fallback} | ${(child.description ?? "").replaceAll("|", "\\|")} |`;
    yield* rows(child, `${path}.`);
    if (isNode(child.additionalProperties)) {
      yield* rows(child.additionalProperties, `${path}.<name>.`);
      for (const variant of child.additionalProperties.oneOf ?? [])
        if (isNode(variant)) yield* rows(variant, `${path}.<${kindOf(variant)}>.`);
    }
  }
}

const table = ["| key | type | default | meaning |", "|---|---|---|---|", ...rows(schema, "")].join("\n");
const check = process.argv.includes("--check");
if (!writtenPart("docs/configuration.md", "tools/config-reference.ts", table, !check) && check) {
  process.stderr.write(
    "docs/configuration.md is not what the schema says; run node tools/config-reference.ts\n",
  );
  process.exitCode = 1;
}

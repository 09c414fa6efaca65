import { type AnyNode, type Options, parse } from "acorn";

/** What a script holds as data: where a page is rendered by script, its markers and links stand here. */
export interface ScriptStrings {
  /** Every string and template, as the script sees it; comments are none. */
  readonly strings: readonly string[];
  /** Attributes that are set: `setAttribute("a", "b")`, `e.id = "b"`, `dataset.b = "c"`, `{ "data-a": "b" }`. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Every property that it sets: `href` of `a.href = b`, and of `{ href: b }`. */
  readonly properties: ReadonlySet<string>;
  /** What it imports, as written. */
  readonly imports: readonly string[];
}

/** `undefined` where a browser could not run it either. */
export function scriptStrings(source: string): ScriptStrings | undefined {
  const program = parseAs("module", source) ?? parseAs("script", source);
  if (program === undefined) return undefined;
  const strings: string[] = [];
  const attributes: [string, string][] = [];
  const imports: string[] = [];
  const properties = new Set<string>();
  for (const node of nodesOf(program)) {
    const text = textOf(node);
    if (text !== undefined) strings.push(text);
    const attribute = attributeOf(node);
    if (attribute !== undefined) attributes.push(attribute);
    for (const name of setBy(node)) properties.add(name);
    if ("source" in node && node.source !== null && node.source !== undefined)
      imports.push(...[textOf(node.source)].filter((it) => it !== undefined));
  }
  return { strings, attributes, properties, imports };
}

function parseAs(sourceType: "module" | "script", source: string): AnyNode | undefined {
  const options: Options = { ecmaVersion: "latest", sourceType, allowHashBang: true };
  try {
    return parse(source, options);
  } catch {
    // Not JavaScript of this kind, or nested deeper than the parser can follow.
    return undefined;
  }
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every node below one, by a list instead of recursion: a script can nest thousands deep. */
function* nodesOf(root: AnyNode): Generator<AnyNode> {
  const open: AnyNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    // One by one: an array literal can have more elements than a call may have arguments.
    for (const value of Object.values(node))
      for (const child of [value].flat()) if (isNode(child)) open.push(child);
  }
}

/** The text of a literal; what is put into a template is left out of it. */
function textOf(node: AnyNode): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  return node.quasis.map(({ value }) => value.cooked ?? value.raw).join("");
}

function attributeOf(node: AnyNode): [string, string] | undefined {
  if (node.type === "CallExpression") {
    const { callee, arguments: given } = node;
    if (callee.type !== "MemberExpression" || nameOf(callee) !== "setAttribute") return undefined;
    return pair(given[0] && textOf(given[0]), given[1] && textOf(given[1]));
  }
  if (node.type === "AssignmentExpression" && node.left.type === "MemberExpression") {
    const { object } = node.left;
    const own = new Map([
      ["id", "id"],
      ["className", "class"],
    ]).get(nameOf(node.left) ?? "");
    if (own !== undefined) return pair(own, textOf(node.right));
    if (object.type !== "MemberExpression" || nameOf(object) !== "dataset") return undefined;
    return pair(dataName(nameOf(node.left)), textOf(node.right));
  }
  if (node.type === "Property") return pair(textOf(node.key), textOf(node.value));
  return undefined;
}

function setBy(node: AnyNode): string[] {
  if (node.type === "AssignmentExpression")
    return node.left.type === "MemberExpression" ? [nameOf(node.left) ?? ""] : [];
  if (node.type !== "ObjectExpression") return [];
  return node.properties.flatMap((it) => {
    if (it.type !== "Property") return [];
    return it.key.type === "Identifier" && !it.computed ? it.key.name : (textOf(it.key) ?? []);
  });
}

const pair = (name: string | undefined, value: string | undefined): [string, string] | undefined =>
  name === undefined || value === undefined ? undefined : [name, value];

/** `x` of `a.x` and of `a["x"]`. */
function nameOf({ property, computed }: AnyNode & { type: "MemberExpression" }): string | undefined {
  return property.type === "Identifier" && !computed ? property.name : textOf(property);
}

/** `data-test-id` of `testId` (HTML 3.2.6.6). */
const dataName = (name: string | undefined): string | undefined =>
  name === undefined ? undefined : `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

// Pages that are made from the programs and the packages: their help, their schemas, their TSDoc.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { configJsonSchema, mvcrsEventSchema } from "../../packages/escalation/src/index.ts";
import { anchorsIn } from "../../tools/anchors.ts";
import { put } from "./collect.ts";

export function writeReference(repository: string, out: string): void {
  const said = (...argv: string[]) =>
    execFileSync(process.execPath, argv, { cwd: repository, encoding: "utf8" });
  const mvcrs = said("apps/cli/bundle/mvcrs.mjs", "man", "--markdown");
  put(out, "reference/mvcrs.md", mvcrs.replace("# Commands", "# The commands of mvcrs"));
  put(out, "reference/phase8-gate.md", gatePage(said));
  put(out, "reference/schemas.md", schemasPage());
  writeApi(repository, out);
}

function gatePage(said: (...argv: string[]) => string): string {
  const help = (...argv: string[]) =>
    `\`\`\`text\n${said("apps/phase8-gate/dist/main.js", ...argv).trimEnd()}\n\`\`\``;
  return `# The commands of phase8-gate

${help("--help")}

## The guardrails

\`phase8-gate list\` names them; \`phase8-gate explain RULE\` says why one is there and how to mend what it finds.

${help("list")}
`;
}

function schemasPage(): string {
  const block = (schema: unknown) => `\`\`\`json\n${JSON.stringify(schema, null, 2)}\n\`\`\``;
  const events = mvcrsEventSchema.options
    .map(
      (option) =>
        [option.shape.type.value, option.toJSONSchema({ unrepresentable: "any", io: "input" })] as const,
    )
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([type, schema]) => `### ${type}\n\n${block(schema)}`);
  return `# Schemas

JSON Schemas, made from what the programs check with.

## Configuration

\`state/mvcrs_config.json\`; \`mvcrs config schema\` prints the same, and [Configuration](../configuration.md) says what each key means.

${block(configJsonSchema())}

## Events of the log

What \`event\` of an [entry](../formats/log.md) holds, by its type.

${events.join("\n\n")}
`;
}

/** One page for each public package: its entry point's exports, with what their comments say. */
function writeApi(repository: string, out: string): void {
  const own = (path: string) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
  const manifests = readdirSync(join(repository, "packages")).map((name) =>
    join(repository, "packages", name, "package.json"),
  );
  const isPublic = (path: string) => JSON.parse(readFileSync(path, "utf8")).private !== true;
  const entries = manifests.filter(isPublic).map((path) => join(dirname(path), "src/index.ts"));
  const made = mkdtempSync(join(tmpdir(), "mvcrs-api-"));
  try {
    execFileSync(
      process.execPath,
      [
        ...[own("typedoc/bin/typedoc"), "--plugin", own("typedoc-plugin-markdown/dist/index.js")],
        ...["--tsconfig", fileURLToPath(new URL("typedoc.tsconfig.json", import.meta.url)), "--out", made],
        ...entries.flatMap((path) => ["--entryPoints", path]),
        ...[
          "--outputFileStrategy",
          "modules",
          "--readme",
          "none",
          "--skipErrorChecking",
          "--logLevel",
          "Error",
        ],
        ...[
          "--hideBreadcrumbs",
          "--hidePageHeader",
          "--disableSources",
          "--excludeInternal",
          "--sort",
          "source-order",
        ],
        ...["--hidePageTitle", "--sanitizeComments"],
      ],
      { cwd: repository, stdio: ["ignore", "ignore", "inherit"] },
    );
    for (const path of entries) {
      const name = basename(dirname(dirname(path)));
      const { name: title, description } = JSON.parse(
        readFileSync(join(dirname(path), "../package.json"), "utf8"),
      );
      const found = [`${name}/src.md`, `${name}/src/index.md`, `${name}.md`].find((it) =>
        existsSync(join(made, it)),
      );
      if (found === undefined) throw new TypeError(`typedoc wrote no page for ${name}`);
      const text = readFileSync(join(made, found), "utf8");
      const linkedHere = text.replaceAll(/\]\((?:\.\.\/)*([\w-]+)\/src\.md/g, "]($1.md");
      put(
        out,
        `api/${name}.md`,
        withoutDeadAnchors(
          `# ${title}\n\n${description} [How to use it](../packages/${name}.md).\n\n${linkedHere}`,
        ),
      );
    }
  } finally {
    rmSync(made, { recursive: true });
  }
}

/** typedoc counts headings of the same name in its own way; a link that misses is no link. */
function withoutDeadAnchors(text: string): string {
  const anchors = anchorsIn(text);
  return text.replaceAll(/\[([^\]]*)\]\(#([^)]+)\)/g, (whole, said: string, anchor: string) =>
    anchors.has(anchor) ? whole : said,
  );
}

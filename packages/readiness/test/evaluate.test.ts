import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  activeFindings,
  evaluateReadiness,
  exportFiles,
  findRule,
  formatBaseline,
  layout,
  memorySource,
  parseBaseline,
  parseConfig,
  rules,
} from "../src/index.ts";
import { edit, editJson, firing, judge, now, seal, validTree } from "./support/tree.ts";

const { manifest, readme } = layout;

const broken = () => {
  const tree = validTree();
  editJson(tree, manifest, (it) => {
    it.global.heartbeatSeconds = 99_999;
  });
  return seal(tree);
};
const config = (value: unknown) => parseConfig(JSON.stringify(value));
const waiver = {
  rule: "plan-cadence",
  owner: "ops@example.org",
  reason: "until the next epoch",
  expires: "2026-11-22",
};

describe("a rule that cannot look", () => {
  const cut = () => {
    const tree = validTree();
    edit(tree, manifest, (text) => text.slice(1));
    return seal(tree);
  };

  it("is blocked by the one that says why", async () => {
    const report = await judge(cut());
    expect(report.rules.find(({ id }) => id === "sentinel-coverage")).toMatchObject({
      status: "blocked",
      blockedBy: "manifest-json",
      findings: [],
    });
    expect(await firing(cut())).toEqual(["manifest-json"]);
  });

  it("fails itself where that one is off, waived or known", async () => {
    const off = await firing(cut(), { config: config({ rules: { "manifest-json": "off" } }) });
    expect(off).toContain("sentinel-coverage");
    expect(off).not.toContain("manifest-json");
    const waived = await judge(cut(), {
      config: config({ waivers: [{ ...waiver, rule: "manifest-json" }] }),
    });
    expect(waived.ok).toBe(false);
    const baseline = parseBaseline(formatBaseline(await judge(cut())), "b.json");
    expect((await judge(cut(), { baseline })).ok).toBe(false);
  });

  it("fails where it looked at nothing at all", async () => {
    const empty = { ...findRule("plan-cadence"), check: async () => ({ lookedAt: [], findings: [] }) };
    const report = await judge(validTree(), { rules: [empty] });
    expect(report).toMatchObject({ ok: false, counts: { errors: 1 } });
  });
});

describe("the folder", () => {
  const at = (folder: string) =>
    new Map([...validTree()].map(([path, text]) => [folder === "" ? path : `${folder}/${path}`, text]));

  it("is the usual one, the top, or the one that is named", async () => {
    const evaluate = (folder: string, named?: string) =>
      evaluateReadiness(memorySource(at(folder)), {
        now,
        ...(named === undefined ? {} : { config: { folder: named } }),
      });
    expect(await evaluate("")).toMatchObject({ ok: true, folder: "." });
    expect(await evaluate("demo/Phase-8-Universal-Value-Dominance")).toMatchObject({ ok: true });
    expect(await evaluate("a/b", "./a/b/")).toMatchObject({ ok: true, folder: "a/b" });
    expect(await errorCode(() => evaluate("a/b"))).toBe("FOLDER_NOT_FOUND");
    expect(await errorCode(() => evaluate("", "../x"))).toBe("SOURCE_PATH");
  });

  it("that lost its manifest is red, not missing", async () => {
    const tree = validTree();
    tree.delete(manifest);
    expect(await firing(tree)).toEqual(["manifest-json"]);
    tree.delete(layout.page);
    tree.delete(readme);
    expect(await errorCode(() => judge(tree))).toBe("FOLDER_NOT_FOUND");
  });
});

describe("the configuration", () => {
  it("sets severities and switches rules off", async () => {
    const severity = (value: string) =>
      judge(broken(), { config: config({ rules: { "plan-cadence": value } }) });
    expect(await severity("error")).toMatchObject({ ok: false });
    expect(await severity("warning")).toMatchObject({ ok: true, counts: { warnings: 1 } });
    const off = await severity("off");
    expect(off.ok).toBe(true);
    expect(off.rules.find(({ id }) => id === "plan-cadence")?.status).toBe("off");
  });

  it("cannot switch everything off", async () => {
    const all = config({ rules: Object.fromEntries(rules.map(({ id }) => [id, "off"])) });
    expect(await errorCode(() => judge(validTree(), { config: all }))).toBe("NO_RULES");
  });

  it.each([
    ["{", 1],
    ['{"rules":{"no-such-rule":"off"},"colour":1}', 2],
    [JSON.stringify({ waivers: [{ ...waiver, expires: "2026-02-30", owner: " " }] }), 2],
    [JSON.stringify({ waivers: [{ rule: "plan-cadence" }] }), 3],
    [JSON.stringify({ waivers: [{ ...waiver, expires: "tomorrow" }] }), 1],
    ['{"rules":{"__proto__":"off"}}', 1],
  ])("%s is refused with every problem", async (text, problems) => {
    let details: unknown;
    const code = await errorCode(() => {
      try {
        parseConfig(text);
      } catch (thrown) {
        details = (thrown as { details: unknown }).details;
        throw thrown;
      }
    });
    expect(code).toBe("CONFIG_INVALID");
    expect(details).toMatchObject({ problems: expect.objectContaining({ length: problems }) });
  });
});

describe("a waiver", () => {
  it("holds through its last day and is shown with its owner", async () => {
    const report = await judge(broken(), { config: config({ waivers: [waiver] }) });
    expect(report).toMatchObject({ ok: true, counts: { errors: 0, suppressed: 1 } });
    expect(report.rules.find(({ id }) => id === "plan-cadence")).toMatchObject({
      status: "suppressed",
      findings: [{ suppressed: { by: "waiver", owner: waiver.owner } }],
    });
  });

  it("is red once it expired, together with what it waived", async () => {
    const late = await firing(broken(), {
      config: config({ waivers: [waiver] }),
      now: Date.parse("2026-11-23T00:00:00Z"),
    });
    expect(late).toEqual(["plan-cadence", "waivers"]);
  });

  it("covers only the place it names, and is reported when nothing needs it", async () => {
    const elsewhere = { ...waiver, pointer: "/global/heartbeatSeconds" };
    const report = await judge(broken(), { config: config({ waivers: [elsewhere] }) });
    expect(activeFindings(report).map(({ rule, severity }) => [rule, severity])).toEqual([
      ["plan-cadence", "error"],
      ["waivers", "warning"],
    ]);
  });
});

describe("a baseline", () => {
  it("lets the known through, whatever line it moves to, and nothing new", async () => {
    const baseline = parseBaseline(formatBaseline(await judge(broken())), "b.json");
    expect(await judge(broken(), { baseline })).toMatchObject({ ok: true, counts: { suppressed: 1 } });
    const moved = broken();
    edit(moved, manifest, (text) => `\n\n\n${text}`);
    expect(await firing(seal(moved), { baseline })).toEqual([]);
    const worse = broken();
    editJson(worse, manifest, (it) => {
      it.selfImprovement.autonomyGuards.maxAutonomyBps = 1;
    });
    expect(await firing(seal(worse), { baseline })).toEqual(["autonomy-guard"]);
  });

  it("says when it is larger than needed", async () => {
    const baseline = parseBaseline(formatBaseline(await judge(broken())), "b.json");
    expect(await firing(validTree(), { baseline })).toEqual(["baseline"]);
    expect((await judge(validTree(), { baseline })).ok).toBe(true);
  });

  it("is refused when it is none", async () => {
    for (const text of [
      "",
      "[]",
      '{"version":2,"findings":[]}',
      '{"version":1,"findings":[{"fingerprint":"x"}]}',
    ])
      expect(await errorCode(() => parseBaseline(text, "b.json"))).toBe("BASELINE_INVALID");
  });
});

it("knows its rules by name", async () => {
  expect(findRule("plan-hash").id).toBe("plan-hash");
  expect(await errorCode(() => findRule("no-such-rule"))).toBe("RULE_UNKNOWN");
});

it("never reads a file that is too large, and says so", async () => {
  const tree = validTree();
  const memory = memorySource(tree);
  const report = await evaluateReadiness(
    {
      ...memory,
      size: async (path) => (path === manifest ? 100_000_000 : await memory.size(path)),
      read: async (path) => {
        if (path === manifest) throw new Error("read all the same");
        return await memory.read(path);
      },
    },
    { now },
  );
  expect(activeFindings(report)).toMatchObject([{ rule: "manifest-json" }]);
  expect(report.rules.find(({ id }) => id === "exports-fresh")?.status).toBe("blocked");
});

it("survives manifests made to hurt it", async () => {
  const hostile: readonly string[] = [
    "[".repeat(1_000_000),
    `{"domains":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    `{"a":${'{"b":'.repeat(70)}1${"}".repeat(70)}}`,
    `{"domains":[${"{},".repeat(900_000)}{}]}`,
    `{"domains":[${"0,".repeat(150_000)}0]}`,
    `{"sentinels":[{"domains":["${'x","'.repeat(150_000)}"]}],"domains":[{"slug":"y"}]}`,
    '{"__proto__":{"domains":[]},"constructor":{"prototype":{"x":1}}}',
    '{"global":1,"domains":"x","sentinels":null,"capitalStreams":{"0":{}},"selfImprovement":[]}',
    '{"global":{},"global":{}}',
    '{"a":1e999,"b":"\\ud800"}',
    '{"a":1}//',
    "null",
    '"text"',
    "\u0000",
    "\ufeff{}",
  ];
  for (const text of hostile) {
    const tree = validTree();
    tree.set(manifest, text);
    const report = await judge(seal(tree));
    expect(report.ok).toBe(false);
    expect(activeFindings(report).length).toBeLessThan(1500);
  }
  expect(Object.prototype).not.toHaveProperty("domains");
});

it("survives guides, pages and reports made to hurt it", async () => {
  const big = 1_900_000;
  const hostile: readonly [string, string][] = [
    [readme, `# a${" ".repeat(big)}b`],
    [readme, `# ${"#".repeat(big)}x`],
    [readme, "`".repeat(big)],
    [readme, "<!---->".repeat(big / 7)],
    [readme, "# a\n".repeat(big / 9)],
    [layout.page, "<b>".repeat(big / 9)],
    [layout.page, `<a ${"x=1 ".repeat(big / 9)}>`],
    [exportFiles.cycleReport, `"${"a".repeat(3 * big)}`],
    [exportFiles.cycleReport, '"a\n'.repeat(big / 9)],
    [exportFiles.cycleReport, "\n,".repeat(3 * big)],
  ];
  for (const [path, text] of hostile) {
    const tree = validTree();
    tree.set(path, text);
    const report = await judge(tree);
    expect(report.ok).toBe(false);
    expect(activeFindings(report).length).toBeLessThan(200);
  }
});

it("survives scripts, links and lists made to hurt it", async () => {
  const big = 1_900_000;
  const hostile: readonly [string, string][] = [
    [layout.page, `<script>${"[".repeat(big / 2)}</script>`],
    [layout.page, `<script>f(${"[".repeat(3000)}${"]".repeat(3000)})</script>`],
    [layout.page, `<script>x = [${"1,".repeat(150_000)}]</script>`],
    [layout.page, `<script>x = "${"a".repeat(20)}${" ".repeat(big)}"</script>`],
    [layout.page, `<script>x = "${"data-test-id= ".repeat(big / 20)}"</script>`],
    [layout.page, `<script>x = "${"href ".repeat(big / 9)}${"<!--".repeat(big / 9)}"</script>`],
    [layout.page, `${'<a href="output/y">'.repeat(10_000)}`],
    [exportFiles.checksums, `{"files":{${Array.from({ length: 90_000 }, (_, n) => `"f${n}":"x"`).join()}}}`],
  ];
  for (const [path, text] of hostile) {
    const tree = validTree();
    tree.set(path, text);
    const report = await judge(tree);
    expect(report.ok).toBe(false);
    expect(activeFindings(report).length).toBeLessThan(200);
  }
});

it("refuses bytes that are not UTF-8", async () => {
  const tree = validTree();
  const files = new Map<string, string | Uint8Array>(tree);
  files.set(exportFiles.cycleReport, Uint8Array.of(0xff, 0xfe, 0x41));
  const report = await evaluateReadiness(memorySource(files), { now });
  expect(activeFindings(report)).toMatchObject([{ rule: "exports-present" }]);
});

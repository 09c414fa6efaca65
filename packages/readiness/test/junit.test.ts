import { expect, it } from "vitest";
import { formatJunit } from "../src/formats.ts";
import { layout } from "../src/index.ts";
import { editJson, judge, seal, validTree } from "./support/tree.ts";
import { type Element, readXml } from "./support/xml.ts";

// What both common schemas of JUnit reports want: that of Ant's report task (windyroad/JUnit-Schema) and that of Jenkins
// (junit-10.xsd). Each names what the other leaves out; our reports keep to both.
const wanted: Readonly<Record<string, readonly string[]>> = {
  testsuites: [],
  testsuite: ["id", "package", "name", "tests", "failures", "errors", "time", "timestamp", "hostname"],
  testcase: ["classname", "name", "time"],
  failure: ["type", "message"],
};
const allowed: Readonly<Record<string, readonly string[]>> = {
  testsuites: ["testsuite"],
  testsuite: ["properties", "testcase", "system-out", "system-err"],
  testcase: ["skipped", "error", "failure"],
};

function problems({ name, attributes, children }: Element): readonly string[] {
  const missing = (wanted[name] ?? []).filter((key) => (attributes[key] ?? "") === "");
  const strangers = children.filter((child) => !(allowed[name] ?? []).includes(child.name));
  return [
    ...missing.map((key) => `${name} has no ${key}`),
    ...strangers.map((child) => `${name} may not hold ${child.name}`),
    ...(name === "testcase" && children.length > 1 ? [`a testcase holds ${children.length}`] : []),
    ...children.flatMap(problems),
  ];
}

it("is JUnit as both common schemas want it: one failure a case, with time, timestamp and host", async () => {
  const tree = validTree();
  editJson(tree, layout.manifest, (it) => {
    it.sentinels[0].domains = ["no-such-domain", 'a"<&>'];
    it.capitalStreams[1].domains = ["nor-this"];
  });
  const report = await judge(seal(tree));
  const run = { startedAt: Date.parse("2026-11-22T00:00:00.500Z"), tookMs: 1_234, hostname: 'ci & "<1>' };
  const root = readXml(formatJunit(report, run));
  expect(problems(root)).toEqual([]);

  const [suite] = root.children;
  expect(suite?.attributes).toMatchObject({
    time: "1.234",
    timestamp: "2026-11-22T00:00:00",
    hostname: "ci &amp; &quot;&lt;1&gt;",
    tests: String(report.rules.length),
  });
  expect(suite?.children.map(({ name }) => name)).toEqual([
    "properties",
    ...report.rules.map(() => "testcase"),
    "system-out",
    "system-err",
  ]);
  const failed = suite?.children.filter(({ children }) => children[0]?.name === "failure") ?? [];
  expect(failed.length).toBe(Number(suite?.attributes["failures"]));
  const domains = failed.find(({ attributes }) => attributes["name"] === "known-domains")?.children[0];
  const said = report.rules.find(({ id }) => id === "known-domains")?.findings.length ?? 0;
  expect(said).toBeGreaterThan(1);
  expect(domains?.attributes["message"]).toMatch(new RegExp(`, and ${said - 1} more$`));
  expect(domains?.text.split("\n")).toHaveLength(said);
});

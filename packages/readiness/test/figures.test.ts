import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../src/index.ts";
import { formatCsvLine, parseCsvLine } from "../src/internal/csv-line.ts";
import { readMarkdown } from "../src/internal/markdown-headings.ts";
import { readJson } from "../src/json-document.ts";
import { formatPointer, pointerParts } from "../src/json-pointer.ts";
import { domainCoverage, readinessMetrics } from "../src/metrics.ts";
import { formatBps, formatDuration, formatInstant, formatShare, formatUSD } from "../src/units.ts";
import { field } from "./support/tree.ts";

const { manifest } = parseManifest(field.manifest);

describe("figures", () => {
  it("of the manifest from the field", () => {
    if (manifest === undefined) throw new Error("the manifest from the field must parse");
    expect(readinessMetrics(manifest)).toEqual({
      monthlyFlowUSD: 688e9,
      annualBudgetUSD: 1.97e12,
      averageResilience: 0.9254,
      sentinelCoverageSeconds: 1080,
      cadenceSeconds: 7200,
      lastExecutedAt: 1700000400,
    });
    expect(
      domainCoverage(manifest).map((it) => [it.coverageSeconds, it.shortfallSeconds, it.fundingUSD / 1e9]),
    ).toEqual([
      [360, 360, 890],
      [420, 300, 720],
      [300, 420, 890],
      [420, 300, 1080],
      [360, 360, 1250],
    ]);
  });

  it("are written as operators say them", () => {
    expect([688e9, 1.97e12, 999_999_999, 2e6, 1500, 999, 0].map(formatUSD)).toEqual([
      ...["$688.00B", "$1.97T", "$1.00B", "$2.00M", "$1.50K", "$999.00", "$0.00"],
    ]);
    expect([7200, 3600, 540, 60, 59].map(formatDuration)).toEqual([
      "2.00 h",
      "1.00 h",
      "9.00 min",
      "1.00 min",
      "59 s",
    ]);
    expect([formatInstant(1700000400), formatShare(0.9254), formatBps(7800)]).toEqual([
      ...["2023-11-14 22:20:00 UTC", "92.54%", "78.00%"],
    ]);
    expect(formatInstant(Number.MAX_SAFE_INTEGER)).toContain("after 1970");
  });
});

it("finds every value of a JSON text where it stands", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((it) => it !== "__proto__"),
        // That key is refused wherever it stands.
        fc.jsonValue({ maxDepth: 2 }).filter((it) => !JSON.stringify(it).includes('"__proto__"')),
      ),
      (value) => {
        const text = JSON.stringify(value, null, 2);
        const read = readJson(text);
        if ("problems" in read) throw new Error(JSON.stringify(read.problems));
        for (const [key, wanted] of Object.entries(value)) {
          // jsonc-parser takes a number for an array index only.
          if (/^(?:0|[1-9]\d*)$/.test(key)) continue;
          const span = read.document.span(formatPointer([key]));
          expect(JSON.parse(text.slice(span?.offset, (span?.offset ?? 0) + (span?.length ?? 0)))).toEqual(
            JSON.parse(JSON.stringify(wanted)),
          );
        }
      },
    ),
  );
});

it("writes pointers that read back", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.nat(1000),
          fc.string().filter((it) => !/^\d+$/.test(it)),
        ),
      ),
      (path) => {
        expect(pointerParts(formatPointer(path))).toEqual(path);
      },
    ),
  );
});

it("writes CSV lines that read back", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().filter((it) => !/[\r\n]/.test(it)),
        { minLength: 1 },
      ),
      (fields) => {
        expect(parseCsvLine(formatCsvLine(fields))).toEqual(fields);
      },
    ),
  );
  for (const broken of ['"', 'a"b', '"a"b', '"a,b']) expect(parseCsvLine(broken)).toBeUndefined();
});

it("reads headings as CommonMark does", () => {
  const headings = (text: string) => readMarkdown(text).headings.map((it) => it.text);
  expect(headings("# a\n  ## b ##\n    # code\n#c\n####### d\n#\te")).toEqual(["# a", "## b", "#\te"]);
  expect(headings("````\n```\n# in\n````\n# out")).toEqual(["# out"]);
  expect(headings("``` `x`\n# not fenced")).toEqual(["# not fenced"]);
  expect(headings("a <!-- # x --> b\n<!--\n# y\n--> # z\n# w")).toEqual(["# z", "# w"]);
});

import { formatPointer, pointerParts } from "@mvcrs/canonical";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../src/index.ts";
import { formatCsvLine, parseCsv } from "../src/internal/csv.ts";
import { readMarkdown } from "../src/internal/markdown-headings.ts";
import { readJson } from "../src/json-document.ts";
import { domainCoverage, readinessMetrics } from "../src/metrics.ts";
import { formatBps, formatDuration, formatInstant, formatShare, formatUSD } from "../src/units.ts";
import { byHand } from "./support/tree.ts";

const { manifest } = parseManifest(byHand.manifest);

describe("figures", () => {
  it("of a manifest", () => {
    if (manifest === undefined) throw new Error("the manifest must parse");
    expect(readinessMetrics(manifest)).toEqual({
      monthlyFlowUSD: 63e6,
      annualBudgetUSD: 475e6,
      averageResilience: 0.909,
      sentinelCoverageSeconds: 1620,
      cadenceSeconds: 10800,
      lastExecutedAt: 1760000400,
    });
    expect(
      domainCoverage(manifest).map((it) => [it.coverageSeconds, it.shortfallSeconds, it.fundingUSD / 1e6]),
    ).toEqual([
      [600, 200, 310],
      [540, 260, 355],
      [600, 200, 120],
      [480, 320, 120],
      [540, 260, 165],
    ]);
  });

  it("are written as operators say them", () => {
    expect([63e6, 2.5e12, 64e9, 999_999_999, 2e6, 1500, 999, 0].map(formatUSD)).toEqual([
      ...["$63.00M", "$2.50T", "$64.00B", "$1.00B", "$2.00M", "$1.50K", "$999.00", "$0.00"],
    ]);
    expect([7200, 3600, 540, 60, 59].map(formatDuration)).toEqual([
      "2.00 h",
      "1.00 h",
      "9.00 min",
      "1.00 min",
      "59 s",
    ]);
    expect([formatInstant(1760000400), formatShare(0.909), formatBps(6200)]).toEqual([
      ...["2025-10-09 09:00:00 UTC", "90.90%", "62.00%"],
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

it("writes CSV lines that read back, line breaks and all", () => {
  const record = fc.array(fc.string(), { minLength: 1 }).filter((fields) => fields.join("").trim() !== "");
  fc.assert(
    fc.property(fc.array(record), fc.constantFrom("\n", "\r\n"), (records, end) => {
      const text = records.map((fields) => formatCsvLine(fields) + end).join("");
      const read = parseCsv(text);
      expect(read.map(({ fields }) => fields)).toEqual(records);
      expect(read.map(({ raw }) => raw)).toEqual(records.map(formatCsvLine));
    }),
  );
  expect(parseCsv('a\n\n"b\nc",d\ne').map(({ line }) => line)).toEqual([1, 3, 5]);
  for (const broken of ['"', 'a"b', '"a"b', '"a,b', 'a,"b"c'])
    expect(parseCsv(broken)[0]?.fields).toBeUndefined();
});

describe("headings", () => {
  const headings = (text: string) => readMarkdown(text).headings.map((it) => it.text);

  it("are those of CommonMark", () => {
    expect(headings("# a\n  ## b ##\n    # code\n#c\n####### d\n#\te")).toEqual(["# a", "## b", "# e"]);
    expect(headings("````\n```\n# in\n````\n# out")).toEqual(["# out"]);
    expect(headings("``` `x`\n# not fenced")).toEqual(["# not fenced"]);
    expect(headings("> # quoted\n\n- # listed\n\nsetext\n======\n\n# own")).toEqual(["# own"]);
    expect(readMarkdown("a\n\n# b\r\n# c").headings.map(({ line }) => line)).toEqual([3, 4]);
  });

  // CommonMark 4.6: the seven kinds of HTML block, and what ends each.
  it.each([
    [1, "<pre>\n\n# in\n</pre>\n# out"],
    [1, "<script>\n# in\n\n# in\n</script>\n# out"],
    [1, "<STYLE x>\n# in\n</style>\n# out"],
    [1, "<textarea>\n\n# in\n\n</textarea>\n# out"],
    [2, "<!-- a\n\n# in\n-->\n# out"],
    [2, "  <!--\n# in\n# in -->\n# out"],
    [3, "<?php\n\n# in\n?>\n# out"],
    [4, "<!DOCTYPE\n# in\n>\n# out"],
    [5, "<![CDATA[\n\n# in\n]]>\n# out"],
    [6, "<div>\n# in\n</div>\n# in\n\n# out"],
    [6, "<details><summary>s</summary>\n# in\n\n# out"],
    [6, "</table>\n# in\n\n# out"],
    [7, "<my-tag a=1>\n# in\n\n# out"],
    [7, "</ins>\n# in\n\n# out"],
  ])("are none in an HTML block of kind %i: %j", (_kind, text) => {
    expect(headings(text)).toEqual(["# out"]);
  });

  it("stay headings where nothing hides them", () => {
    // A line of kind 7 cannot interrupt a paragraph, an unclosed comment in a line hides no block, a blank line ends kind 6.
    for (const text of [
      "text\n<my-tag>\n# out",
      "text <!--\n# out",
      "Write `<!--` to hide a part.\n# out",
      "``<!--`` and `-->`\n\n# out",
      "\\<!--\n# out",
      "    <!--\n# out",
      "```\n<!--\n```\n# out",
      "<details>\n\n# out\n\n</details>",
      "<pre>x</pre>\n# out",
      "<!-- a --> <!-- b -->\n# out",
      "<https://example.org>\n# out",
    ])
      expect([text, headings(text)]).toEqual([text, ["# out"]]);
  });

  it("leave the words that a reader sees, and no comment", () => {
    const visible = (text: string) => readMarkdown(text).visible;
    expect(visible("a `<!-- b -->` <!-- c --> *d*\n<!-- e\n\nf -->\n\n<p>g<!-- h --></p>")).toMatch(
      /^(?=.*a)(?=.*b)(?=.*d)(?=.*g)(?!.*[cefh])/s,
    );
    expect(visible("```\nin code\n```\n\n    indented\n\n| a |\n| - |")).toMatch(/in code.*indented.*a/s);
  });
});

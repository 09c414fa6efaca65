import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { planExports } from "../src/export.ts";
import {
  formatGithub,
  formatGitlab,
  formatJunit,
  formatMarkdown,
  formatPretty,
  formatSarif,
} from "../src/formats.ts";
import { activeFindings, exportFiles, layout, type ReadinessReport, rules } from "../src/index.ts";
import {
  byHand,
  edit,
  editJson,
  firing,
  type Json,
  judge,
  seal,
  type Tree,
  validTree,
} from "./support/tree.ts";

const { manifest, readme, page } = layout;
const plan = exportFiles.selfImprovementPlan;

/** For each rule, a change that breaks only what it guards. */
const breakers: Readonly<Record<string, (tree: Tree) => void>> = {
  "manifest-json": (tree) => edit(tree, manifest, (text) => text.slice(0, 500)),
  "manifest-schema": (tree) =>
    editJson(tree, manifest, (it) => {
      it.domains[1].metadataURI = "no uri";
    }),
  "unique-slugs": (tree) =>
    editJson(tree, manifest, (it) => {
      it.sentinels[1].slug = it.sentinels[0].slug.toUpperCase();
    }),
  "sentinel-coverage": (tree) =>
    editJson(tree, manifest, (it) => {
      it.sentinels[2].domains = [];
    }),
  "known-domains": (tree) =>
    editJson(tree, manifest, (it) => {
      it.sentinels[0].domains.push("atlantis");
    }),
  "capital-funding": (tree) =>
    editJson(tree, manifest, (it) => {
      it.capitalStreams[1].domains = ["difficulty-tuning", "culture-ledger"];
    }),
  "coverage-window": (tree) =>
    editJson(tree, manifest, (it) => {
      it.global.guardianReviewWindow = 2701;
    }),
  "domain-coverage": (tree) =>
    editJson(tree, manifest, (it) => {
      it.sentinels[2].coverageSeconds = 799;
    }),
  "autonomy-guard": (tree) =>
    editJson(tree, manifest, (it) => {
      it.selfImprovement.autonomyGuards.maxAutonomyBps = 6199;
    }),
  "plan-cadence": (tree) =>
    editJson(tree, manifest, (it) => {
      it.global.heartbeatSeconds = 10801;
    }),
  "plan-report": (tree) =>
    editJson(tree, manifest, (it) => {
      it.selfImprovement.plan.lastReportURI = "";
    }),
  "address-sanity": (tree) =>
    editJson(tree, manifest, (it) => {
      it.global.treasury = it.global.treasury.replace("a", "A");
    }),
  "readme-headings": (tree) =>
    edit(tree, readme, (text) => text.replace("## 🧭 Why this demo matters", "## Why")),
  "readme-topics": (tree) => edit(tree, readme, (text) => text.replaceAll(/mermaid/gi, "diagram")),
  "ui-markers": (tree) => edit(tree, page, (text) => text.replaceAll('"stream-card"', '"stream"')),
  "ui-hooks": (tree) => edit(tree, page, (text) => text.replaceAll('"playbook-card"', '"playbook"')),
  "exports-present": (tree) => {
    tree.delete(exportFiles.telemetryReport);
  },
  "plan-hash": (tree) =>
    editJson(tree, plan, (it) => {
      it.planHash = `0x${"ab".repeat(32)}`;
    }),
  "plan-uri": (tree) =>
    editJson(tree, plan, (it) => {
      it.planURI = "ipfs://elsewhere";
    }),
  "plan-export-cadence": (tree) =>
    editJson(tree, plan, (it) => {
      it.cadenceSeconds = 10801;
    }),
  "plan-hash-derived": (tree) => {
    const planHash = `0x${"ab".repeat(32)}`;
    editJson(tree, plan, (it) => {
      it.planHash = planHash;
    });
    editJson(tree, manifest, (it) => {
      it.selfImprovement.plan.planHash = planHash;
    });
  },
  "cycle-report": (tree) => edit(tree, exportFiles.cycleReport, (text) => text.replace("executedAt", "at")),
};
/** These are about the checksums themselves, so nothing may fix them. */
const unsealed: Readonly<Record<string, (tree: Tree) => void>> = {
  "export-checksums": (tree) => edit(tree, exportFiles.mermaidDiagram, (text) => `${text}\n`),
  "exports-fresh": (tree) => edit(tree, manifest, (text) => `${text}\n`),
};

describe("each guardrail", () => {
  it("is in this test", () => {
    expect(Object.keys({ ...breakers, ...unsealed }).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it("holds on a valid tree, and has looked at something", async () => {
    const report = await judge(validTree());
    expect(report).toMatchObject({ ok: true, counts: { errors: 0, warnings: 0, suppressed: 0 } });
    expect(report.rules.filter(({ lookedAt }) => lookedAt.length === 0)).toEqual([]);
  });

  it.each(Object.entries(breakers))("%s alone fires when only its fact is broken", async (rule, change) => {
    const tree = validTree();
    change(tree);
    expect(await firing(rule === "exports-present" ? tree : seal(tree))).toEqual([rule]);
  });

  it.each(Object.entries(unsealed))("%s alone fires when only its fact is broken", async (rule, change) => {
    const tree = validTree();
    change(tree);
    expect(await firing(tree)).toEqual([rule]);
  });

  it("fails the gate exactly where its severity is error", async () => {
    for (const [rule, change] of Object.entries(breakers)) {
      const tree = validTree();
      change(tree);
      const { ok } = await judge(rule === "exports-present" ? tree : seal(tree));
      expect([rule, ok]).toEqual([rule, rules.find(({ id }) => id === rule)?.severity === "warning"]);
    }
  });
});

describe("a finding", () => {
  const finding = async (rule: string) => {
    const tree = validTree();
    breakers[rule]?.(tree);
    return activeFindings(await judge(seal(tree)))[0];
  };

  it("names the line, the column and the pointer in the manifest", async () => {
    const found = await finding("autonomy-guard");
    expect(found).toMatchObject({ file: manifest, pointer: "/domains/0/autonomyLevelBps" });
    const tree = validTree();
    breakers["autonomy-guard"]?.(tree);
    const line = tree.get(manifest)?.split("\n")[(found?.line ?? 0) - 1] ?? "";
    expect(line.slice((found?.column ?? 0) - 1)).toMatch(/^6200/);
  });

  it("says what the runbook tells operators to look for", async () => {
    const said = async (rule: string) => (await finding(rule))?.message;
    expect(await said("readme-headings")).toContain("README missing required heading");
    expect(await said("ui-markers")).toContain("index.html missing required UI marker");
    expect(await said("plan-hash")).toContain("Manifest planHash does not match exported plan JSON");
    expect(await said("plan-uri")).toContain("Manifest planURI does not match exported plan JSON");
    expect(await said("plan-export-cadence")).toContain(
      "Manifest cadenceSeconds does not match exported plan JSON",
    );
    expect(await said("unique-slugs")).toContain("duplicate slug");
    expect(await said("sentinel-coverage")).toContain("missing sentinel coverage");
  });
});

describe("the manifest", () => {
  const withManifest = async (change: (value: Json) => void) => {
    const tree = validTree();
    editJson(tree, manifest, change);
    return firing(seal(tree));
  };

  it("with a hash set by hand passes every manifest rule as it is, with its own exports", async () => {
    const tree = validTree();
    tree.set(manifest, byHand.manifest);
    tree.set(plan, byHand.plan);
    tree.set(exportFiles.cycleReport, byHand.cycles);
    // No domain's own sentinels cover the window, and nobody can check the hash: worth warnings, no more.
    expect(await firing(seal(tree))).toEqual(["domain-coverage", "plan-hash-derived"]);
    expect((await judge(tree)).ok).toBe(true);
  });

  it("may carry sections and keys that the gate does not know", async () => {
    const names = ["autonomy", "aiTeams", "safety", "economy", "models", "governance", "guardianProtocols"];
    expect(
      await withManifest((it) => {
        for (const name of names)
          it[name] = { enabled: true, list: [{ slug: "x" }, null, 1.5], nested: { domains: [] } };
        it.global.manifestoHash = `0x${"1".repeat(64)}`;
        it.domains[0].futureKey = [1];
        it.selfImprovement.guardrails = { checksum: { algorithm: "sha3-256" } };
      }),
    ).toEqual([]);
  });

  it("covers no domain with a sentinel that names none, and funds none with such a stream", async () => {
    expect(
      await withManifest((it) => {
        it.sentinels = [{ ...it.sentinels[0], domains: [] }];
      }),
    ).toEqual(["sentinel-coverage"]);
    expect(
      await withManifest((it) => {
        const { domains: _domains, ...sentinel } = it.sentinels[0];
        it.sentinels = [sentinel];
        for (const stream of it.capitalStreams) stream.domains = [];
      }),
    ).toEqual(["capital-funding", "sentinel-coverage"]);
  });

  it("does not count sentinels that sleep", async () => {
    expect(
      await withManifest((it) => {
        it.sentinels[2].active = false;
      }),
    ).toEqual(["sentinel-coverage"]);
  });

  it("may be refused in one place without hiding another", async () => {
    expect(
      await withManifest((it) => {
        it.domains[0].orchestrator = 7;
        it.sentinels[2].domains = [];
        it.domains[2].slug = "CULTURE-ledger";
        it.global.heartbeatSeconds = 99999;
      }),
    ).toEqual(["known-domains", "manifest-schema", "plan-cadence", "sentinel-coverage", "unique-slugs"]);
  });

  it.each([
    ["global", "treasury", "0x12"],
    ["global", "maxDrawdownBps", 10_001],
    ["global", "maxDrawdownBps", 1.5],
    ["global", "manifestoURI", "javascript:alert(1)"],
    ["global", "manifestoURI", "relative/path"],
    ["global", "heartbeatSeconds", 0],
    ["global", "heartbeatSeconds", "600"],
    ["global", "guardianCouncil", null],
  ])("refuses %s.%s = %s", async (section, key, value) => {
    const tree = validTree();
    editJson(tree, manifest, (it) => {
      it[section][key] = value;
    });
    const report = await judge(seal(tree));
    expect(report.rules.find(({ id }) => id === "manifest-schema")?.findings).toMatchObject([
      { pointer: `/${section}/${key}` },
    ]);
  });

  it.each([
    ["the zero address", `0x${"0".repeat(40)}`],
    ["a wrong checksum", "0xFb6916095ca1df60bB79Ce92cE3Ea74c37c5d359"],
  ])("is an error with %s as any address, and is not exported", async (_name, address) => {
    const places: readonly ((it: Json) => void)[] = [
      (it) => (it.global.treasury = address),
      (it) => (it.global.phase8Manager = address),
      (it) => (it.domains[2].capitalVault = address),
      (it) => (it.sentinels[0].agent = address),
      (it) => (it.capitalStreams[0].vault = address),
      (it) => (it.selfImprovement.playbooks[0].owner = address),
    ];
    for (const change of places) {
      const tree = validTree();
      editJson(tree, manifest, change);
      expect(await firing(seal(tree))).toEqual(["address-sanity"]);
      expect((await judge(tree)).ok).toBe(false);
      expect(await errorCode(() => planExports(tree.get(manifest) ?? "", tree))).toBe("MANIFEST_INVALID");
    }
    expect(
      await withManifest((it) => {
        it.global.treasury = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";
      }),
    ).toEqual([]);
  });

  it.each([
    [
      "/selfImprovement/playbooks/1/guardrails",
      (it: Json) => (it.selfImprovement.playbooks[1].guardrails = []),
    ],
    [
      "/selfImprovement/playbooks/1/guardrails",
      (it: Json) => delete it.selfImprovement.playbooks[1].guardrails,
    ],
    [
      "/selfImprovement/playbooks/0/guardrails/0",
      (it: Json) => (it.selfImprovement.playbooks[0].guardrails = [" "]),
    ],
    ["/selfImprovement/playbooks", (it: Json) => (it.selfImprovement.playbooks = [])],
    ["/selfImprovement/playbooks", (it: Json) => delete it.selfImprovement.playbooks],
  ])("needs guardrails: %s", async (pointer, change) => {
    const tree = validTree();
    editJson(tree, manifest, (it) => void change(it));
    expect(activeFindings(await judge(seal(tree)))).toMatchObject([{ rule: "manifest-schema", pointer }]);
  });

  it("is told that it begins with a byte-order mark, once", async () => {
    const tree = validTree();
    edit(tree, manifest, (text) => `\ufeff${text}`);
    expect(activeFindings(await judge(seal(tree)))).toMatchObject([{ rule: "manifest-json", line: 1 }]);
  });

  it("may hold half a surrogate pair anywhere and is red for it, not broken by it", async () => {
    const half = "x\ud83d";
    const places: readonly [string, (it: Json) => void][] = [
      ["/domains/0/slug", (it) => (it.domains[0].slug = half)],
      ["/sentinels/1/slug", (it) => (it.sentinels[1].slug = `\udc00${half}`)],
      ["/sentinels/0/domains/0", (it) => (it.sentinels[0].domains[0] = half)],
      ["/domains/1/name", (it) => (it.domains[1].name = half)],
      ["/domains/1/metadataURI", (it) => (it.domains[1].metadataURI = `ipfs://${half}`)],
      ["/selfImprovement/plan/planURI", (it) => (it.selfImprovement.plan.planURI = `ipfs://${half}`)],
      [
        "/selfImprovement/playbooks/0/guardrails/0",
        (it) => (it.selfImprovement.playbooks[0].guardrails = [half]),
      ],
      ["/global/treasury", (it) => (it.global.treasury = half)],
    ];
    const junit = (report: ReadinessReport) =>
      formatJunit(report, { startedAt: 0, tookMs: 0, hostname: "host" });
    for (const [pointer, change] of places) {
      const tree = validTree();
      editJson(tree, manifest, change);
      const report = await judge(seal(tree));
      expect(activeFindings(report)).toContainEqual(
        expect.objectContaining({ rule: "manifest-schema", pointer }),
      );
      for (const format of [formatPretty, formatGithub, formatGitlab, junit, formatMarkdown])
        expect(format(report)).not.toBe("");
      expect(formatSarif(report, rules, { version: "1", helpUri: (rule) => `x:${rule}` })).toContain(pointer);
      expect(junit(report).isWellFormed()).toBe(true);
      expect(await errorCode(() => planExports(tree.get(manifest) ?? "", tree))).toBe("MANIFEST_INVALID");
    }
    // As a key that the gate does not know it is nobody's business.
    expect(await withManifest((it) => (it.further = { [half]: half }))).toEqual([]);
  });

  it("that was never executed needs no report and no row", async () => {
    const tree = validTree();
    editJson(tree, manifest, (it) => {
      it.selfImprovement.plan.lastExecutedAt = 0;
      it.selfImprovement.plan.lastReportURI = "";
    });
    tree.set(exportFiles.cycleReport, "cycle,executedAt,reportUri\n");
    expect(await firing(seal(tree))).toEqual([]);
  });

  it("that ran needs a row for its last cycle", async () => {
    for (const csv of ["cycle,executedAt,reportUri\n", "cycle,executedAt,reportUri\n1,2,ipfs://a\n"]) {
      const tree = validTree();
      tree.set(exportFiles.cycleReport, csv);
      expect(await firing(seal(tree))).toEqual(["cycle-report"]);
    }
  });

  it("has cycle reports with further columns, and none that are ragged or renamed", async () => {
    const row = "31,1760000400,ipfs://selfplay-phase8/kernel/reports/epoch-31.json";
    const csv = async (text: string) => {
      const tree = validTree();
      tree.set(exportFiles.cycleReport, text);
      return firing(seal(tree));
    };
    const header = "cycle,executedAt,reportUri";
    for (const text of [
      `${header},note\r\n${row},"a, ""b""\nc"\r\n`,
      `${header},note,\n${row},x,\n\n`,
      `"cycle","executedAt","reportUri",note\n${row}\n`,
      `${header}\n${row},\n`,
    ])
      expect([text, await csv(text)]).toEqual([text, []]);
    for (const text of [
      `${header}\n${row},note\n`,
      `${header},note\n${row},note,more\n`,
      `executedAt,cycle,reportUri\n${row}\n`,
      `cycle;executedAt;reportUri\n${row}\n`,
      `${header}\n${row}\n32,1760011200\n`,
      `${header},note\n${row},"never closed\n`,
    ])
      expect([text, await csv(text)]).toEqual([text, ["cycle-report"]]);
  });
});

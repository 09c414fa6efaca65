import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalize, utf8 } from "@mvcrs/canonical";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { getAddress, keccak256 } from "ethers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toChecksumAddress } from "../src/address.ts";
import { canonicalBytes, keccak256Hex } from "../src/digest.ts";
import { checkExports, managerInterface, planExports, safeChecksum, writeExports } from "../src/export.ts";
import { evaluateReadiness, exportFiles, layout } from "../src/index.ts";
import { folderSource } from "../src/sources.ts";
import { byHand, edit, editJson, firing, type Json, now, type Tree, validTree } from "./support/tree.ts";
import { usersTree } from "./support/users-tree.ts";

const exported = (text: string, previous: ReadonlyMap<string, string> = new Map(), epoch?: string) =>
  planExports(text, previous, epoch);
const change = (text: string, edits: (value: Json) => void): string => {
  const tree: Tree = new Map([[layout.manifest, text]]);
  editJson(tree, layout.manifest, edits);
  return tree.get(layout.manifest) ?? "";
};
const json = (files: ReadonlyMap<string, string>, path: string) => JSON.parse(files.get(path) ?? "");

describe("the plan hash", () => {
  it("is the keccak256 of the plan file, written back everywhere", () => {
    const { files, planHash, derived } = exported(byHand.manifest);
    expect(derived).toBe(true);
    expect(keccak256(utf8(files.get(exportFiles.plan) ?? ""))).toBe(planHash);
    expect(json(files, layout.manifest).selfImprovement.plan.planHash).toBe(planHash);
    expect(json(files, exportFiles.selfImprovementPlan).planHash).toBe(planHash);
    expect(json(files, exportFiles.checksums).planHash).toBe(planHash);
    // Only the hash changed in the manifest.
    const back = files
      .get(layout.manifest)
      ?.replace(planHash, json(new Map([["m", byHand.manifest]]), "m").selfImprovement.plan.planHash);
    expect(back).toBe(byHand.manifest);
  });

  it("that was set by hand is kept while the export agrees with it", async () => {
    const previous = new Map([
      [exportFiles.selfImprovementPlan, byHand.plan],
      [exportFiles.cycleReport, byHand.cycles],
    ]);
    const first = exported(byHand.manifest, previous);
    expect(first.derived).toBe(false);
    expect(first.files.get(layout.manifest)).toBe(byHand.manifest);
    expect(first.files.get(exportFiles.selfImprovementPlan)).toBe(`${byHand.plan.trimEnd()}\n`);
    expect(first.notices.join()).toContain("32,1760011200");
    const again = exported(byHand.manifest, first.files);
    expect([...again.files]).toEqual([...first.files]);
    const tree: Tree = new Map(validTree());
    for (const [path, text] of again.files) tree.set(path, text);
    expect(await firing(tree)).toEqual(["domain-coverage", "plan-hash-derived"]);
  });

  it("is derived anew when the plan changes, also from a hash that was derived before", () => {
    const first = exported(byHand.manifest);
    const text = change(first.files.get(layout.manifest) ?? "", (it) => {
      it.selfImprovement.playbooks[0].automation = "daily";
    });
    const second = exported(text, first.files);
    expect(second.derived).toBe(true);
    expect(second.planHash).not.toBe(first.planHash);
    const third = exported(
      change(first.files.get(layout.manifest) ?? "", (it) => {
        it.selfImprovement.plan.lastExecutedAt = 1800000000;
      }),
      first.files,
    );
    expect(third.planHash).toBe(first.planHash);
  });

  it("comes out the same from an export that was killed half-way", () => {
    const first = exported(byHand.manifest);
    const text = change(first.files.get(layout.manifest) ?? "", (it) => {
      it.selfImprovement.autonomyGuards.maxAutonomyBps = 6400;
    });
    const whole = exported(text, first.files);
    const order = [...whole.files.keys()];
    for (let done = 0; done <= order.length; done++) {
      const half = new Map(first.files);
      half.set(layout.manifest, text);
      for (const path of order.slice(0, done)) half.set(path, whole.files.get(path) ?? "");
      expect([...exported(half.get(layout.manifest) ?? "", half).files]).toEqual([...whole.files]);
    }
  });
});

describe("an export", () => {
  it("gives the same bytes for the same input, whatever the epoch, once a cycle ran", () => {
    const first = exported(byHand.manifest);
    expect([...exported(byHand.manifest, new Map(), "1").files]).toEqual([...first.files]);
    const manifest = first.files.get(layout.manifest) ?? "";
    expect([...exported(manifest, first.files).files]).toEqual([...first.files]);
    expect([...exported(manifest).files]).toEqual([...first.files]);
  });

  it("takes its time from SOURCE_DATE_EPOCH where no cycle ran", async () => {
    const never = change(byHand.manifest, (it) => {
      it.selfImprovement.plan.lastExecutedAt = 0;
      it.selfImprovement.plan.lastReportURI = "";
    });
    const { files } = exported(never, new Map(), "1700000000");
    expect(json(files, exportFiles.safeBatch).createdAt).toBe(1_700_000_000_000);
    expect(files.get(exportFiles.cycleReport)).toBe("cycle,executedAt,reportUri\n");
    expect(json(exported(never).files, exportFiles.safeBatch).createdAt).toBe(0);
    expect(await errorCode(() => exported(never, new Map(), "today"))).toBe("EPOCH_INVALID");
  });

  it("is green", async () => {
    expect(await firing(validTree())).toEqual([]);
  });

  it("lists earlier cycles before the last one", () => {
    const text = change(byHand.manifest, (it) => {
      it.selfImprovement.executedCycles = [{ cycle: 30, executedAt: 1759989600, reportURI: "ipfs://a,b" }];
    });
    expect(exported(text).files.get(exportFiles.cycleReport)).toBe(
      'cycle,executedAt,reportUri\n30,1759989600,"ipfs://a,b"\n31,1760000400,ipfs://selfplay-phase8/kernel/reports/epoch-31.json\n',
    );
  });

  it("is refused where a recorded cycle could be lost", async () => {
    for (const earlier of [
      "cycle,at,reportUri\n30,1759989600,ipfs://a\n",
      "cycle;executedAt;reportUri\n30;1759989600;ipfs://a\n",
      "cycle,executedAt,reportUri\n30,yesterday,ipfs://a\n",
      'cycle,executedAt,reportUri\n30,1759989600,"ipfs://a\n',
      "30,1759989600,ipfs://a\n",
    ]) {
      const previous = new Map([[exportFiles.cycleReport, earlier]]);
      expect([earlier, await errorCode(() => exported(byHand.manifest, previous))]).toEqual([
        earlier,
        "CYCLES_UNREADABLE",
      ]);
    }
  });

  it("is refused for a manifest that breaks its schema, with every problem", async () => {
    const bad = change(byHand.manifest, (it) => {
      it.global.treasury = 1;
      it.domains = [];
    });
    expect(await errorCode(() => exported(bad))).toBe("MANIFEST_INVALID");
  });
});

describe("the governance calls", () => {
  it("decode to what the manifest says", () => {
    const { files, planHash } = exported(byHand.manifest);
    const { calls } = json(files, exportFiles.governanceCalldata);
    expect(calls).toHaveLength(21);
    const decoded = calls.map(({ label, data }: { label: string; data: string }) => {
      const call = managerInterface.parseTransaction({ data });
      expect(call?.name).toBe(label);
      return call;
    });
    const manifest = JSON.parse(byHand.manifest);
    const domain = decoded[3].args[0];
    expect([domain.slug, domain.tvlLimit, domain.autonomyLevelBps, domain.active]).toEqual([
      "arena-rewards",
      BigInt(manifest.domains[0].tvlLimit),
      6200n,
      true,
    ]);
    expect(decoded.at(-1).args[0].planHash).toBe(planHash);
    expect(decoded[0].args[0].treasury.toLowerCase()).toBe(manifest.global.treasury);
  });

  // Selectors as calldata of deployed managers carries them.
  it("carry the selectors of managers in the field", () => {
    const selectors = (text: string) =>
      json(exported(text).files, exportFiles.governanceCalldata).calls.map(
        ({ label, data }: { label: string; data: string }) => [label, data.slice(0, 10)],
      );
    const hashed = change(byHand.manifest, (it) => {
      it.global.manifestoHash = `0x${"1".repeat(64)}`;
    });
    expect(Object.fromEntries(selectors(hashed))).toEqual({
      setGlobalParameters: "0x1469bf40",
      setGuardianCouncil: "0xda9ec140",
      setSystemPause: "0x9e0cb2bd",
      registerDomain: "0x29767566",
      registerSentinel: "0x6356f2e0",
      setSentinelDomains: "0xb41ba9fc",
      registerCapitalStream: "0x7cf45c71",
      setCapitalStreamDomains: "0x5fdb4ff6",
      setSelfImprovementPlan: "0x9ecc95c6",
    });
  });

  it("become a Safe batch whose checksum fits, for the manager that is declared", () => {
    const managed = change(byHand.manifest, (it) => {
      it.global.phase8Manager = "0xfa12b3c4d5e6f7890abcdeffedcba98765432109";
      it.global.chainId = 11155111;
    });
    const batch = json(exported(managed).files, exportFiles.safeBatch);
    const { checksum, ...meta } = batch.meta;
    expect(checksum).toBe(safeChecksum({ ...batch, meta }));
    expect(batch.chainId).toBe("11155111");
    expect(new Set(batch.transactions.map(({ to }: { to: string }) => to))).toEqual(
      new Set([getAddress("0xfa12b3c4d5e6f7890abcdeffedcba98765432109")]),
    );
    expect(exported(managed).notices.join()).not.toContain("phase8Manager");
    expect(exported(byHand.manifest).notices.join()).toContain("phase8Manager");
  });
});

describe("on disk", () => {
  const write = (root: string, tree: ReadonlyMap<string, string>) => {
    for (const [path, text] of tree) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };

  it("writes what is stale, nothing else, and nothing when checking", async () => {
    const root = tempRoot();
    write(root, new Map([[layout.manifest, byHand.manifest]]));
    const before = await checkExports(folderSource(root));
    expect(before.stale).toHaveLength(10);
    expect(readFileSync(join(root, layout.manifest), "utf8")).toBe(byHand.manifest);
    await writeExports(root, before);
    expect((await checkExports(folderSource(root))).stale).toEqual([]);
    const path = join(root, exportFiles.telemetryReport);
    writeFileSync(path, `${readFileSync(path, "utf8")}x`);
    expect((await checkExports(folderSource(root))).stale).toMatchObject([
      { path: exportFiles.telemetryReport },
    ]);
  });

  const users = (shown: string): string => {
    const root = tempRoot();
    write(root, usersTree());
    writeFileSync(join(root, "output/.gitignore"), shown);
    return root;
  };
  const listing = (root: string) => readdirSync(join(root, "output")).sort();
  const three = [
    "phase8-cycle-report.csv",
    "phase8-orchestration-report.txt",
    "phase8-self-improvement-plan.json",
  ];

  it("writes nothing where .gitignore hides, wherever that stands", async () => {
    const nested = users(usersTree().get("output/.gitignore") ?? "");
    await writeExports(nested, await checkExports(folderSource(nested)));
    expect(listing(nested)).toEqual([".gitignore", ...three].sort());

    const above = tempRoot();
    mkdirSync(join(above, ".git"));
    writeFileSync(join(above, ".gitignore"), "*.md\n*.mmd\n/in/output/phase8-*[hn].json\n!phase8-self*\n");
    write(join(above, "in"), new Map([[layout.manifest, byHand.manifest]]));
    await writeExports(join(above, "in"), await checkExports(folderSource(join(above, "in"))));
    expect(listing(join(above, "in"))).toEqual(
      [...three, "phase8-checksums.json", "phase8-governance-calldata.json"].sort(),
    );
    expect(
      Object.keys(JSON.parse(readFileSync(join(above, "in", exportFiles.checksums), "utf8")).files),
    ).toEqual(listing(join(above, "in")).filter((name) => name !== "phase8-checksums.json"));
    expect((await checkExports(folderSource(join(above, "in")))).stale).toEqual([]);
  });

  it("refuses to export what every tree needs into a folder that is hidden, and changes nothing", async () => {
    for (const shown of [
      "*",
      "*\n!phase8-orchestration-report.txt",
      "*.csv",
      "/phase8-self-improvement-plan.json",
    ]) {
      const root = users(shown);
      expect(await errorCode(() => checkExports(folderSource(root)))).toBe("EXPORTS_HIDDEN");
    }
    const root = users("");
    writeFileSync(join(root, ".gitignore"), "output/\n");
    // Below a hidden folder nothing can be shown again.
    writeFileSync(join(root, "output/.gitignore"), "!*");
    expect(await errorCode(() => checkExports(folderSource(root)))).toBe("EXPORTS_HIDDEN");
  });

  it("goes on with what was committed although .gitignore would hide it", async () => {
    const root = users("*");
    execFileSync("git", ["-C", root, "init", "-q"]);
    execFileSync("git", ["-C", root, "add", "-f", "-A"]);
    expect((await checkExports(folderSource(root))).stale.map(({ path }) => path)).toEqual([
      exportFiles.orchestrationReport,
    ]);
  });

  it("judges nothing that is hidden, as an export of ours may have left it, until somebody commits it", async () => {
    const root = users(usersTree().get("output/.gitignore") ?? "");
    for (const path of Object.values(exportFiles))
      if (!usersTree().has(path))
        writeFileSync(join(root, path), path.endsWith("checksums.json") ? '{"files":{"a.txt":1}}' : "{}");
    const ok = async () => (await evaluateReadiness(folderSource(root), { now })).ok;
    // Where there is no git, and where git does not know these files.
    expect(await ok()).toBe(true);
    execFileSync("git", ["-C", root, "init", "-q"]);
    execFileSync("git", ["-C", root, "add", "-A"]);
    expect(await ok()).toBe(true);
    execFileSync("git", ["-C", root, "add", "-f", exportFiles.checksums]);
    expect(await ok()).toBe(false);
  });

  it("never drops a cycle of a report that cannot even be read", async () => {
    const root = users("");
    writeFileSync(
      join(root, exportFiles.cycleReport),
      Buffer.from("\ufeffcycle,executedAt,reportUri\n", "utf16le"),
    );
    expect(await errorCode(() => checkExports(folderSource(root)))).toBe("CYCLES_UNREADABLE");
  });

  it("takes byte-order marks away, which checksums would count, and is done then", async () => {
    const root = tempRoot();
    write(root, validTree());
    const marked = [layout.manifest, exportFiles.cycleReport, exportFiles.plan];
    for (const path of marked) writeFileSync(join(root, path), `\ufeff${validTree().get(path)}`);
    const plan = await checkExports(folderSource(root));
    expect(plan.stale.map(({ path }) => path).sort()).toEqual([...marked].sort());
    await writeExports(root, plan);
    for (const path of marked) expect(readFileSync(join(root, path), "utf8")).toBe(validTree().get(path));
    expect((await checkExports(folderSource(root))).stale).toEqual([]);
    expect((await evaluateReadiness(folderSource(root), { now })).ok).toBe(true);
  });

  it("says what it cannot read or write", async () => {
    const root = tempRoot();
    write(
      root,
      new Map([
        [layout.readme, "x"],
        [layout.page, "x"],
      ]),
    );
    expect(await errorCode(() => checkExports(folderSource(root)))).toBe("MANIFEST_INVALID");
    write(
      root,
      new Map([
        [layout.manifest, byHand.manifest],
        ["output", "a file in the way"],
      ]),
    );
    const plan = await checkExports(folderSource(root));
    expect(await errorCode(() => writeExports(root, plan))).toBe("FILE_FAILED");
  });
});

it("hashes and spells addresses as ethers does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
      const address = `0x${Buffer.from(bytes).toString("hex")}`;
      expect(keccak256Hex(bytes)).toBe(keccak256(bytes));
      expect(toChecksumAddress(address)).toBe(getAddress(address));
    }),
  );
});

it("has the canonical form of the log, for any JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      let log: string;
      try {
        log = canonicalize(value);
      } catch {
        // The log refuses what is no I-JSON; the manifest's schema does before anything is hashed.
        return;
      }
      expect(new TextDecoder().decode(canonicalBytes(value))).toBe(log);
    }),
    { numRuns: 500 },
  );
});

it("keeps the markers of Markdown and Mermaid out of names", () => {
  const evil = 'a"]; click D0 "javascript:x" | <img src=x onerror=y> `**b**`';
  const { files } = exported(
    change(byHand.manifest, (it) => {
      it.domains[0].name = evil;
    }),
  );
  const diagram = files.get(exportFiles.mermaidDiagram) ?? "";
  expect(diagram.split("\n").filter((line) => line.includes("D0["))).toHaveLength(1);
  expect(diagram).not.toMatch(/click D0 "|<img|`/);
  expect(files.get(exportFiles.telemetryReport)).not.toMatch(/<img|[^\\]\*\*b/);
});

it("leaves the fixture as it was", () => {
  const tree = validTree();
  edit(tree, layout.readme, (text) => `${text}x`);
  expect(validTree().get(layout.readme)).not.toBe(tree.get(layout.readme));
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { Interface } from "ethers";
import { describe, expect, it, onTestFinished } from "vitest";
import { startRelay } from "../../../packages/drill/src/embedded/relay.ts";
import { anvilWith } from "../../../packages/owner-ops/test/support/anvil.ts";
import { ownWorld, send } from "../../../packages/owner-ops/test/support/worlds.ts";
import { mvcrs as mvcrsAt, type Ran } from "./support/cli.ts";
import { service, until } from "./support/service.ts";

/** The chain's clock is the machine's and is moved on from there; the present is later than all of it. */
const clock = () => Date.parse("2100-01-01T00:00:00.000Z");
const mvcrs = (cwd: string, argv: readonly string[], io: Parameters<typeof mvcrsAt>[2] = {}): Promise<Ran> =>
  mvcrsAt(cwd, argv, { clock, ...io });

const file = anvilWith(ownWorld);
const selector = new Interface(["function validatorStake()"]).encodeFunctionData("validatorStake");

/** A root whose committee has decided on a stake of 1 ether. */
function rootOf(metrics: object): string {
  const root = tempRoot();
  mkdirSync(join(root, "state"));
  writeFileSync(join(root, "state", "mvcrs_config.json"), JSON.stringify({ metrics }));
  return root;
}

const relayed = async () => {
  const relay = await startRelay(file.anvil.url);
  onTestFinished(() => relay.stop());
  return relay;
};

const live = (...urls: readonly string[]) => {
  const { arena, stakeManager, systemPause } = file.world.at;
  const contracts = ["--arena", arena, "--stake-manager", stakeManager, "--system-pause", systemPause];
  return ["run", ...contracts, ...urls.flatMap((url) => ["--rpc-url", url])];
};

const later = async (seconds: number) => {
  await file.anvil.rpc.request("evm_increaseTime", [seconds]);
  await file.anvil.rpc.request("evm_mine", []);
};

describe("mvcrs run on a live deployment", () => {
  it("judges what both endpoints say, keeps its place, and judges nothing twice", async () => {
    const relay = await relayed();
    const root = rootOf({});
    const argv = [...live(file.anvil.url, relay.url), "--json"];
    const first = await mvcrs(root, argv);
    expect(first, first.stderr).toMatchObject({ exitCode: 0 });
    const { judged } = first.json();
    expect(judged).toBeGreaterThan(25);
    const again = await mvcrs(root, argv);
    expect(again.json()).toMatchObject({ judged: 0, alreadySeen: judged });
    const cursor = join(root, "state", `live_cursor_${file.world.at.arena.slice(2).toLowerCase()}.json`);
    expect(existsSync(cursor)).toBe(true);
    writeFileSync(cursor, "{");
    expect((await mvcrs(root, argv)).exitCode).toBe(2);
  });

  it("writes nothing in a dry run", async () => {
    const root = tempRoot();
    expect((await mvcrs(root, [...live(file.anvil.url), "--dry-run"])).exitCode).toBe(0);
    expect(existsSync(join(root, "state"))).toBe(false);
  });

  it("believes neither of two endpoints that contradict each other where no receipt decides, and says so", async () => {
    const relay = await relayed();
    const none = { target: 0, tolerance: 0.5, tolerance_kind: "absolute", scale: 4 };
    const root = rootOf({ "live.disputed": none });
    const argv = [...live(file.anvil.url, relay.url), "--json"];
    // Forecast votes once it has a history; the block time moves on with each look.
    for (let look = 0; look < 34; look += 1) {
      await later(60);
      const ran = await mvcrs(root, argv);
      expect(ran, ran.stderr).toMatchObject({ exitCode: 0 });
    }
    relay.lie({ selector, answer: 10n ** 21n });
    // Only the counter says so, which nobody witnesses: that costs a second look.
    for (const highest of ["soft", "material"]) {
      await later(60);
      expect((await mvcrs(root, argv)).json()).toMatchObject({ highest, trustLocks: 0 });
    }
    const log = readFileSync(join(root, "state", "challenge_events.jsonl"), "utf8");
    expect(log).toContain('"metric":"live.disputed"');
    expect(log).not.toContain('"metric":"arena.validatorStake"');
  });

  it("raises a critical challenge and locks when a parameter is changed behind the committee's back", async () => {
    const relay = await relayed();
    const root = rootOf({ "arena.validatorStake": { target: 1, tolerance: 0 } });
    const argv = [...live(file.anvil.url, relay.url), "--json"];
    for (let look = 0; look < 34; look += 1) {
      await later(60);
      await mvcrs(root, argv);
    }
    await send(file.world.arena, "setCommitteeParameters", 1n, 10n ** 16n);
    // Two observations, at the block of the change and at the head: critical, and no lock before the second critical one.
    const look = async () => {
      await later(60);
      const ran = await mvcrs(root, [...argv, "--fail-on", "critical"]);
      return [ran.exitCode, ran.json()["highest"], ran.json()["trustLocks"]];
    };
    expect([await look(), await look()]).toEqual([
      [1, "critical", 0],
      [1, "critical", 1],
    ]);
  });

  it("follows until it is stopped", async () => {
    const root = rootOf({});
    const stop = new AbortController();
    const running = mvcrs(root, [...live(file.anvil.url), "--follow", "--every", "0.05", "--json"], {
      stopSignal: () => stop.signal,
    });
    const cursor = join(root, "state", `live_cursor_${file.world.at.arena.slice(2).toLowerCase()}.json`);
    await expect.poll(() => existsSync(cursor), { timeout: 20_000 }).toBe(true);
    stop.abort();
    const ran = await running;
    expect(ran, ran.stderr).toMatchObject({ exitCode: 0 });
    expect(ran.json()["judged"]).toBeGreaterThan(25);
  });

  it("is followed by the service, which locks, says what cannot be reached, and goes on once it can", async () => {
    const [first, second] = [await relayed(), await relayed()];
    await send(file.world.arena, "setCommitteeParameters", 1n, 10n ** 18n);
    const root = rootOf({ "arena.validatorStake": { target: 1, tolerance: 0 } });
    await mvcrs(root, ["init"]);
    const argv = [
      ...live(first.url, second.url).slice(1),
      "--every",
      "0.05",
      "--without",
      "checkpoints,portal",
    ];
    const running = await service(root, argv, { clock });
    const source = async () => (await running.readiness()).inputs[0];
    const looked = async () => {
      const before = Number((await source())?.["signals"]);
      await later(60);
      return until(source, (now) => Number(now?.["signals"]) > before);
    };
    for (let look = 0; look < 34; look += 1) await looked();
    expect(await source()).toMatchObject({ name: `arena ${file.world.at.arena}`, state: "open" });
    await send(file.world.arena, "setCommitteeParameters", 1n, 10n ** 16n);
    const log = () => readFileSync(join(root, "state", "challenge_events.jsonl"), "utf8");
    await until(
      async () => {
        await looked();
        return log();
      },
      (text) => text.includes('"trust_lock.engaged"'),
    );
    first.silence(true);
    second.silence(true);
    await until(source, (now) => now?.["state"] === "failing");
    await until(running.readiness, ({ ready }) => !ready);
    first.silence(false);
    second.silence(false);
    await until(source, (now) => now?.["state"] === "open");
    await looked();
    expect((await running.stop()).exitCode).toBe(0);
    expect((await mvcrs(root, ["chain", "verify"])).exitCode).toBe(0);
  });

  it("refuses what does not go together, and says what could not be reached", async () => {
    const root = tempRoot();
    const code = async (...argv: string[]) => (await mvcrs(root, argv)).exitCode;
    expect(await code("run")).toBe(2);
    expect(await code("run", "--arena", file.world.at.arena)).toBe(2);
    expect(await code(...live(file.anvil.url), "--signals", "x.jsonl")).toBe(2);
    expect(await code(...live(file.anvil.url), "--strict")).toBe(2);
    expect(await code(...live(file.anvil.url), "--every", "0")).toBe(2);
    expect(
      await code(...live(file.anvil.url).map((word) => (word === file.world.at.arena ? "0x12" : word))),
    ).toBe(2);
  });
});

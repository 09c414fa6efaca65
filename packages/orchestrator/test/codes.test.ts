import { nodeTextFiles } from "@mvcrs/files";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { SelfPlayArena__factory } from "@selfplay/contracts";
import { makeError } from "ethers";
import { expect, it } from "vitest";
import { openProvider, orchestratorPaths, readScoreboard } from "../src/index.ts";
import { chainProblem } from "../src/internal/chain-problem.ts";

it("tells that no round has been scored yet", async () => {
  const paths = orchestratorPaths(tempRoot());
  expect(await errorCode(() => readScoreboard(nodeTextFiles, paths))).toBe("SCOREBOARD_MISSING");
});

it("tells an endpoint that is no URL, without quoting it", async () => {
  await expect(openProvider("secret-key")).rejects.toMatchObject({
    code: "BAD_ENDPOINT",
    message: expect.not.stringContaining("secret-key"),
  });
});

it("tells a transaction that a contract refused, by the contract's own name for it", () => {
  const [fragment] = SelfPlayArena__factory.createInterface().fragments.filter(
    ({ type }) => type === "error",
  );
  const name = fragment !== undefined && "name" in fragment ? String(fragment.name) : "";
  const contracts = SelfPlayArena__factory.createInterface();
  const inputs = contracts.getError(name)?.inputs ?? [];
  const data = contracts.encodeErrorResult(
    name,
    inputs.map(({ type }) => (type === "address" ? `0x${"1".repeat(40)}` : 0)),
  );
  const refused = makeError("execution reverted", "CALL_EXCEPTION", {
    ...{ action: "call", data, reason: null, transaction: { to: null, data: "0x" } },
    ...{ invocation: null, revert: null },
  });
  expect(chainProblem("closing round 1", refused)).toMatchObject({
    code: "TRANSACTION_REVERTED",
    details: { problem: expect.stringContaining(`${name}(`) },
  });
  expect(chainProblem("closing round 1", new Error("cut"))).toMatchObject({ code: "CHAIN_FAILED" });
});

import { expect, it } from "vitest";
import { soakService } from "../scripts/service-soak.ts";

it("loses nothing that it acknowledged when it is killed under load, and tells nobody twice under another id", async () => {
  const kills = 4;
  const report = await soakService(kills, 3);
  expect(report).toMatchObject({ kills, lost: 0, twice: 0, otherIds: 0, missingNotices: 0, verified: true });
  expect(report.noticesAgain).toBeLessThanOrEqual(kills);
  expect(report.acknowledged).toBeGreaterThan(0);
});

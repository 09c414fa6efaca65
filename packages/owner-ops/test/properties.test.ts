import { parseAddress, parseWhole } from "@mvcrs/evm";
import { errorCode } from "@mvcrs/test-kit";
import { getAddress } from "ethers";
import fc from "fast-check";
import { expect, it } from "vitest";
import { nameUuid } from "../src/internal/hashes.ts";
import { orderPercentages } from "../src/internal/plan/percentages.ts";

const hexDigits = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 40, maxLength: 40 });

it("reads every address in its one checksummed form, and none with a wrong capital", async () => {
  await fc.assert(
    fc.asyncProperty(hexDigits, fc.nat(39), async (digits, at) => {
      fc.pre(!/^0+$/.test(digits));
      const address = getAddress(`0x${digits}`);
      expect(parseAddress(`0x${digits}`, "x")).toBe(address);
      expect(parseAddress(address, "x")).toBe(address);
      const letter = address[at + 2] ?? "";
      const swapped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
      const wrong = `${address.slice(0, at + 2)}${swapped}${address.slice(at + 3)}`;
      const rest = wrong.slice(2);
      const mixed = rest !== rest.toLowerCase() && rest !== rest.toUpperCase();
      if (wrong !== address && mixed)
        expect(await errorCode(() => parseAddress(wrong, "x"))).toBe("BAD_CHECKSUM");
    }),
  );
});

it("reads whole numbers as they are written in decimal, and nothing else", async () => {
  await fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (value) => {
      expect(parseWhole(value.toString(), "x", "wei", 0n, 2n ** 256n)).toBe(value);
    }),
  );
  for (const text of ["", "-1", "+1", "01", "1.0", "1e3", "0x1", " 1", "1_000", "1,000", "١"])
    expect(await errorCode(() => parseWhole(text, "x", "wei", 0n, 10n ** 30n)), text).toBe("BAD_NUMBER");
});

it("names events by UUIDs that follow from the name", () => {
  expect(nameUuid("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(nameUuid("a")).toBe(nameUuid("a"));
  expect(nameUuid("a")).not.toBe(nameUuid("b"));
});

it("never passes 100 percent between two allowed settings", () => {
  const setting = fc
    .tuple(fc.nat(100), fc.nat(100), fc.nat(100))
    .filter(([a, b, c]) => a + b + c <= 100)
    .map((three) => three.map(BigInt));
  fc.assert(
    fc.property(setting, setting, (before, after) => {
      const now = [...before];
      const rows = before.map((current, index) => ({ index, current, desired: after[index] ?? 0n }));
      for (const { index, desired } of orderPercentages(rows)) {
        now[index] = desired;
        expect(now.reduce((sum, pct) => sum + pct, 0n)).toBeLessThanOrEqual(100n);
      }
      expect(now).toEqual(after);
    }),
  );
});

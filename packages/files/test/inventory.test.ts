import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as main from "../src/index.ts";
import * as lock from "../src/lock.ts";
import * as testing from "../src/testing.ts";

const { fileErrors } = main;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(fileErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const details = {
    ...{ path: "state/a.lock", found: "a pipe", reason: "EACCES: permission denied, open 'a'" },
    ...{ what: "the outbox", pid: 7, host: "h", since: "2026-11-22T00:00:00.000Z" },
  };
  const messages = fileErrors.codes.map((code) => `${code}: ${fileErrors.create(code, details).message}`);
  expect(messages).toMatchSnapshot();
  expect(messages.join()).not.toContain("undefined");
});

it("has this public surface", () => {
  const surface = Object.entries({ ".": main, "./lock": lock, "./testing": testing }).map(
    ([entry, module]) => [entry, Object.keys(module).sort()],
  );
  expect(surface).toMatchSnapshot();
});

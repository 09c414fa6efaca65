import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as surface from "../src/index.ts";

const { notifyErrors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(notifyErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const messages = [
    notifyErrors.create("DELIVERY_UNKNOWN", { id: "beef" }),
    notifyErrors.create("DELIVERY_AMBIGUOUS", { id: "b", matches: ["b1", "b2"] }),
    notifyErrors.create("OUTBOX_BUSY", { path: "deliver.lock", pid: 7 }),
    notifyErrors.create("OUTBOX_DAMAGED", { path: "cursor.json", problem: "it is not JSON" }),
  ].map(({ message }) => message);
  expect(messages).toMatchSnapshot();
  expect(messages).toHaveLength(notifyErrors.codes.length);
});

it("has this public surface", () => {
  expect(Object.keys(surface).sort()).toMatchSnapshot();
});

import { fileURLToPath } from "node:url";
import { unusedCodes } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import * as format from "../src/format/index.ts";
import * as surface from "../src/index.ts";

const { portalErrors } = surface;

it("throws every code of its catalogue somewhere", () => {
  expect(unusedCodes(portalErrors.codes, fileURLToPath(new URL("../src", import.meta.url)))).toEqual([]);
});

it("says what happened and what to do", () => {
  const messages = [
    portalErrors.create("PORTAL_FOLDER_FOREIGN", { folder: "www", name: "index.html" }),
    portalErrors.create("PORTAL_LOG_MOVED", { path: "state/challenge_events.jsonl" }),
  ].map(({ message }) => message);
  expect(messages).toMatchSnapshot();
  expect(messages).toHaveLength(portalErrors.codes.length);
});

it("has this public surface", () => {
  expect([Object.keys(surface).sort(), Object.keys(format).sort()]).toMatchSnapshot();
});

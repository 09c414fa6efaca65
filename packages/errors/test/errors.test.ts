import { describe, expect, it } from "vitest";
import { CodedError, defineErrors, isCodedError, messageOf } from "../src/index.ts";

const errors = defineErrors("@example/log", {
  LOG_LOCKED: {
    kind: "refused",
    summary: (d: { readonly path: string; readonly pid: number }) =>
      `${d.path} is locked by process ${d.pid}`,
    hint: () => "wait for it to finish",
  },
  DISK: {
    kind: "outside",
    summary: (d: { readonly path: string }) => `cannot write ${d.path}`,
    hint: () => "free space",
  },
});

describe("defineErrors", () => {
  it("makes an error whose message is what happened and then what to do", () => {
    const error = errors.create("LOG_LOCKED", { path: "a.jsonl", pid: 7 });
    expect(error).toBeInstanceOf(CodedError);
    expect(error.message).toBe("a.jsonl is locked by process 7\n  wait for it to finish");
    expect(error.details.pid).toBe(7);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: "LOG_LOCKED",
      kind: "refused",
      message: "a.jsonl is locked by process 7",
      hint: "wait for it to finish",
      details: { path: "a.jsonl", pid: 7 },
    });
  });

  it("lists its codes and keeps the cause", () => {
    expect(errors.codes).toEqual(["LOG_LOCKED", "DISK"]);
    const cause = new Error("ENOSPC");
    expect(errors.create("DISK", { path: "x" }, { cause }).cause).toBe(cause);
  });
});

describe("is", () => {
  const locked = errors.create("LOG_LOCKED", { path: "a.jsonl", pid: 7 });

  it("narrows to the details of the code that was asked for", () => {
    const thrown: unknown = locked;
    if (!errors.is(thrown, "LOG_LOCKED")) throw new TypeError("it is one");
    const pid: number = thrown.details.pid;
    expect(pid).toBe(7);
    const code: "LOG_LOCKED" = thrown.code;
    expect(code).toBe("LOG_LOCKED");
  });

  it("tells codes apart, takes one of several, and any of its own where none is named", () => {
    expect(errors.is(locked, "DISK")).toBe(false);
    expect(errors.is(locked, "DISK", "LOG_LOCKED")).toBe(true);
    expect(errors.is(locked)).toBe(true);
    const thrown: unknown = errors.create("DISK", { path: "x" });
    expect(errors.is(thrown, "DISK", "LOG_LOCKED") && thrown.details.path).toBe("x");
  });

  it("takes no error of another catalogue for its own, though the code be the same", () => {
    const others = defineErrors("@example/other", {
      DISK: { kind: "outside", summary: () => "no disk", hint: () => "buy one" },
    });
    expect(errors.is(others.create("DISK", {}), "DISK")).toBe(false);
    expect(errors.is(others.create("DISK", {}))).toBe(false);
    for (const thrown of [new Error("DISK"), { code: "DISK" }, undefined, "DISK"])
      expect(errors.is(thrown, "DISK")).toBe(false);
  });

  it("knows an error that another installed copy made", () => {
    const foreign = Object.assign(new Error("cannot write x"), {
      ...{ catalogue: "@example/log", code: "DISK", details: { path: "x" } },
    });
    Object.defineProperty(foreign, Symbol.for("@mvcrs/errors.CodedError"), { value: true });
    expect(errors.is(foreign, "DISK")).toBe(true);
  });
});

describe("isCodedError", () => {
  it("knows an error made by another installed copy, and nothing else", () => {
    const foreign = new Error("from another copy");
    Object.defineProperty(foreign, Symbol.for("@mvcrs/errors.CodedError"), { value: true });
    expect(isCodedError(foreign)).toBe(true);
    expect(isCodedError(new Error("plain"))).toBe(false);
    expect(isCodedError({ code: "LOG_LOCKED" })).toBe(false);
    expect(isCodedError(undefined)).toBe(false);
  });
});

describe("messageOf", () => {
  it("gives one line for anything thrown", () => {
    expect(messageOf(errors.create("DISK", { path: "x" }))).toBe("cannot write x");
    expect(messageOf(new Error("a\nb"))).toBe("a");
    expect(messageOf("text")).toBe("text");
    expect(messageOf(undefined)).toBe("undefined");
  });
});

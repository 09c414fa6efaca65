import { defineErrors } from "@mvcrs/errors";

// A type, not an interface: only a type fits the index signature of error details.
type At = {
  /** JSON Pointer (RFC 6901) into the value; empty for the value itself. */
  readonly path: string;
};

const place = (path: string): string => (path === "" ? "the value itself" : path);

/** What canonical JSON cannot carry. */
export const canonicalErrors = defineErrors("@mvcrs/canonical", {
  JCS_NUMBER: {
    kind: "input",
    summary: (d: At & { readonly value: string }) =>
      `${place(d.path)} is ${d.value}, which JSON has no number for`,
    hint: () => "Leave it out, or use null or a string.",
  },
  JCS_SURROGATE: {
    kind: "input",
    summary: (d: At) => `${place(d.path)} has half of a surrogate pair, so it is not text`,
    hint: () => "Cut strings between characters, or call toWellFormed() on them.",
  },
  JCS_BIGINT: {
    kind: "input",
    summary: (d: At & { readonly value: string }) =>
      `${place(d.path)} is the bigint ${d.value}, which a JSON number cannot carry without loss`,
    hint: () => "Write it as a decimal string.",
  },
  JCS_UNDEFINED: {
    kind: "input",
    summary: (d: At) => `${place(d.path)} is undefined`,
    hint: () => "Leave the key out, or use null.",
  },
  JCS_TYPE: {
    kind: "input",
    summary: (d: At & { readonly type: string }) => `${place(d.path)} is a ${d.type}, not a JSON value`,
    hint: () => "Turn it into strings, numbers, booleans, null, arrays and plain objects.",
  },
  JCS_CYCLE: {
    kind: "input",
    summary: (d: At) => `${place(d.path)} contains itself`,
    hint: () => "Refer to it by an id.",
  },
  JCS_DEPTH: {
    kind: "input",
    summary: (d: At & { readonly max: number }) => `${place(d.path)} is nested deeper than ${d.max} levels`,
    hint: () => "Flatten the value.",
  },
});

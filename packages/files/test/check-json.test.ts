import { expect, it } from "vitest";
import { z } from "zod";
import { checkJson, describeProblem, describeProblems } from "../src/index.ts";

const schema = z.strictObject({ name: z.string(), list: z.array(z.object({ n: z.int() })) });

it("gives the value that the schema makes of a text", () => {
  const trimmed = z.object({ a: z.string().transform((text) => text.trim()) });
  expect(checkJson('{"a":" x "}', trimmed)).toEqual({ ok: true, value: { a: "x" } });
});

it("gives every problem with its path", () => {
  const checked = checkJson('{"list":[{"n":1},{"n":0.5}],"more":1}', schema);
  expect(checked).toMatchObject({
    ok: false,
    problems: [{ path: "name" }, { path: "list.1.n" }, { path: "" }],
  });
  const problems = checked.ok ? [] : checked.problems;
  expect(problems.map((one) => describeProblem(one, "document").split(":")[0])).toEqual([
    "name",
    "list.1.n",
    "document",
  ]);
});

it("says of a text that is not JSON just that, and keeps what the parser said", () => {
  for (const text of ["", "{", "{'a':1}", "\ufeff{}"])
    expect(checkJson(text, schema)).toEqual({
      ok: false,
      problems: [{ path: "", message: "it is not JSON" }],
      cause: expect.any(SyntaxError),
    });
  expect(describeProblem({ path: "", message: "it is not JSON" })).toBe("it is not JSON");
});

it("takes any schema that speaks Standard Schema, and none that answers later", () => {
  const answering = (answer: unknown) =>
    ({
      "~standard": {
        ...{ version: 1, vendor: "test" },
        validate: () => answer,
      },
    }) as Parameters<typeof checkJson>[1];
  const issues = [{ message: "m", path: [{ key: "a" }, 0] }];
  expect(checkJson("1", answering({ issues }))).toMatchObject({ problems: [{ path: "a.0", message: "m" }] });
  expect(() => checkJson("1", answering(Promise.resolve({ value: 1 })))).toThrow(TypeError);
});

it("says all problems in one line, and of a flood how many more", () => {
  const problems = Array.from({ length: 23 }, (_, n) => ({ path: `${n}`, message: "is odd" }));
  expect(describeProblems(problems.slice(0, 2))).toBe("0: is odd; 1: is odd");
  expect(describeProblems(problems)).toMatch(/^0: is odd; .*; 19: is odd; and 3 more$/);
});

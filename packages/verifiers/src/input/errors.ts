import { defineErrors } from "@mvcrs/errors";

export const inputErrors = defineErrors({
  CSV_HEADER: {
    kind: "input",
    summary: (d: { readonly file: string; readonly line: number; readonly problem: string }) =>
      `${d.file}:${d.line}: the CSV header cannot be used: ${d.problem}`,
    hint: () =>
      "Name the column that holds the time with --time-column, and give every column a name of its own.",
  },
});

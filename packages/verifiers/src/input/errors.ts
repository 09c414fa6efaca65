import { defineErrors } from "@mvcrs/errors";

export const inputErrors = defineErrors("@mvcrs/verifiers/input", {
  CSV_HEADER: {
    kind: "input",
    summary: (d: { readonly file: string; readonly line: number; readonly problem: string }) =>
      `${d.file}:${d.line}: the CSV header cannot be used: ${d.problem}`,
    hint: () =>
      "Give UTF-8 (iconv -f latin1 -t utf-8), the time column's name with --time-column, and each column a name of its own.",
  },
});

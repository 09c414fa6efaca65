import { defineErrors } from "@mvcrs/errors";

export const portalErrors = defineErrors("@mvcrs/portal", {
  PORTAL_FOLDER_FOREIGN: {
    kind: "input",
    summary: (d: { readonly folder: string; readonly name: string }) =>
      `${d.folder} holds ${d.name}, which no portal wrote`,
    hint: () => "Nothing was written. Name an empty folder, or one that holds an earlier portal.",
  },
  PORTAL_LOG_MOVED: {
    kind: "outside",
    summary: (d: { readonly path: string }) => `${d.path} was replaced again and again while it was read`,
    hint: () => "Run the command again once nothing restores or repairs the log.",
  },
});

/** What is known before anything is published. */
export interface BeforePublishing {
  /** Where the sources are public; empty where they are not. */
  readonly repository: string;
  /** Changesets that no version has taken up yet. */
  readonly changesets: readonly string[];
  /** Packages without a tarball. */
  readonly missing: readonly string[];
}

/** Why nothing may be published; empty where it may. A version once published cannot be taken back. */
export const refusals = ({ repository, changesets, missing }: BeforePublishing): readonly string[] => [
  ...(repository === ""
    ? [
        "Nothing can be published yet: tools/workspace/repository.ts does not say where the sources are, and provenance needs it.",
      ]
    : []),
  ...(changesets.length > 0
    ? [
        `${changesets.length} changesets are in no version yet. Run \`npx -y pnpm@12 changeset version\`, and merge what it writes.`,
      ]
    : []),
  ...(missing.length > 0
    ? [`There is no tarball of ${missing.join(", ")}. Run release:check --out first.`]
    : []),
];

const entries = (first: number, last: number): string =>
  first === last ? `entry ${first}` : `entries ${first} to ${last}`;

/** A segment's file. A type, not an interface: only a type fits the index signature of error details. */
type Place = {
  /** The log. */
  readonly path: string;
  readonly file: string;
  readonly first: number;
  readonly last: number;
};

/** Of the closed segments of a log, and of their list. */
export const segmentErrors = {
  SEGMENTS_UNREADABLE: {
    kind: "integrity",
    summary: (d: { readonly listPath: string; readonly reason: string }) =>
      `the list of segments ${d.listPath} cannot be used: ${d.reason}`,
    hint: () => "Restore it from a copy, or have it made again from the segments (`rebuildSegments`).",
  },
  SEGMENTS_UNLISTED: {
    kind: "integrity",
    summary: (d: {
      readonly path: string;
      readonly listPath: string;
      /** What the file begins with, and what would follow on the segments listed. */
      readonly first: number;
      readonly next: number;
      /** Whether there is a list. */
      readonly listed: boolean;
    }) =>
      `${d.path} begins with entry ${d.first}, and ${
        d.listed
          ? `the list of segments ${d.listPath} ends before entry ${d.next}`
          : `there is no list of segments at ${d.listPath}`
      }`,
    hint: () =>
      "Restore the list from a copy, or have it made again from the segments (`rebuildSegments`). Where the log never had any, its beginning was removed.",
  },
  SEGMENTS_OVERLAP: {
    kind: "integrity",
    summary: (d: {
      readonly path: string;
      readonly listPath: string;
      readonly first: number;
      readonly next: number;
    }) =>
      `${d.path} begins with entry ${d.first}, and differs from what the segments listed in ${d.listPath} hold from there on`,
    hint: () => "An older copy of the file or of the list was put here. Restore the two together.",
  },
  SEGMENT_MISSING: {
    kind: "outside",
    summary: (d: Place) => `${entries(d.first, d.last)} of ${d.path} are away: there is no ${d.file}`,
    hint: () =>
      "Bring the file back (mount its disk, or copy it there). What does not need these entries goes on without them.",
  },
  SEGMENT_DAMAGED: {
    kind: "integrity",
    summary: (d: Place & { readonly reason: string }) =>
      `${d.file}, which holds ${entries(d.first, d.last)} of ${d.path}, is damaged: ${d.reason}`,
    hint: () => "Restore the file from a copy.",
  },
  SEGMENT_TAKEN: {
    kind: "refused",
    summary: (d: { readonly file: string; readonly first: number; readonly last: number }) =>
      `${d.file} is there already, and does not hold ${entries(d.first, d.last)}`,
    hint: () => "Nothing is written over. Name another folder, or move that file away.",
  },
  SEGMENTS_INCOMPLETE: {
    kind: "input",
    summary: (d: { readonly path: string; readonly first: number; readonly last: number }) =>
      `no file holds ${entries(d.first, d.last)} of ${d.path}, and no list says where they are`,
    hint: () => "Nothing was written. Name the folder that the missing segment is in.",
  },
  REPAIR_IN_SEGMENT: {
    kind: "refused",
    summary: (d: { readonly path: string; readonly file: string; readonly seq: number }) =>
      `the damage at entry ${d.seq} of ${d.path} is in a closed segment, ${d.file}, which no repair changes`,
    hint: () => "Restore that file from a copy.",
  },
} as const;

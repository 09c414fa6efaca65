/** Where the files beside a log are. */
export interface LogPaths {
  readonly log: string;
  readonly meta: string;
  readonly index: string;
  readonly lock: string;
}

export function pathsOf(path: string, metaPath: string | undefined): LogPaths {
  const stem = path.replace(/\.jsonl$/, "");
  return {
    log: path,
    meta: metaPath ?? `${stem}.meta.json`,
    index: `${stem}.index`,
    lock: `${path}.lock`,
  };
}

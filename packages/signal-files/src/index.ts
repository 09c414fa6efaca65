// An input of signals: opened, then decoded batch by batch.

export { type DecodeOptions, decodeInput } from "./decode-input.ts";
export { type InputFile, type InputWorld, openInput } from "./open-input.ts";

// One column of a file.

export { readSeries, type Series, type SeriesArgs } from "./read-series.ts";

// A file that grows, through its rotation.

export { type TailOptions, tailFile } from "./tail-file.ts";

// What goes wrong.

export { inputErrors } from "./errors.ts";

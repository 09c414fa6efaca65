export { type CsvNotices, type CsvOptions, decodeCsv } from "./input/csv.ts";
export type { DecodedBatch, DecodeOptions } from "./input/decoded.ts";
export { type ParsedInstant, parseInstant } from "./input/instant.ts";
export { decodeJsonl, decodeScanned, type JsonlOptions } from "./input/jsonl.ts";
export type { RowProblem, RowProblemCode } from "./input/row-problem.ts";
export { type ToInstant, zoneConverter } from "./input/time-zone.ts";

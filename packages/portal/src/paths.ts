import { chunkSize, linesSize, pageSize } from "./format/files.ts";

// Where the files of a portal are, below its folder and relative to the page.

export const logFolder = "log";
export const overviewPath = "data/overview.json";
export const metricsPath = "data/metrics.json";
export const statePath = "data/state.json";

export const pageOf = (seq: number): number => Math.floor(seq / pageSize);
export const pagePath = (page: number): string => `data/timeline/${page}.json`;
export const chunkOf = (ordinal: number): number => Math.floor(ordinal / chunkSize);
export const chunkPath = (chunk: number): string => `data/challenges/${chunk}.json`;
export const idsPath = (id: string): string => `data/ids/${id.slice(0, 1)}.json`;
export const seriesPath = (series: number): string => `data/series/${series}.json`;
export const linesOf = (seq: number): number => Math.floor(seq / linesSize);
export const linesPath = (file: number): string => `data/lines/${file}.txt`;

// What a scanning thread needs, and nothing that takes long to load.
export { BlockPacker, BlockUnpacker, type PackedBlock } from "./input/packed-block.ts";
export { type ScannedBlock, type ScanOptions, scanLines } from "./input/scan.ts";

// C2SP tlog-tiles, "Merkle Tree" and "Log entries".

/** Hashes or entries in a full tile. */
export const TILE_WIDTH = 256;

/** The path of a hash tile: `tile/<L>/<N>[.p/<W>]`. `width` 256 is a full tile. */
export function tilePath(level: number, index: number, width: number): string {
  return `tile/${level}/${indexPath(index)}${partial(width)}`;
}

/** The path of an entry bundle: `tile/entries/<N>[.p/<W>]`. */
export function bundlePath(index: number, width: number): string {
  return `tile/entries/${indexPath(index)}${partial(width)}`;
}

const partial = (width: number): string => (width === TILE_WIDTH ? "" : `.p/${width}`);

/** 1234067 is x001/x234/067. */
function indexPath(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, "0");
  const groups = padded.match(/.{3}/g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
}

// C2SP tlog-tiles: how tiles and bundles are named below a log.

/** Hashes or entries in a full tile. */
export const tileWidth = 256;

const indexPath = (index: number): string => {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
};

const partial = (width: number): string => (width === tileWidth ? "" : `.p/${width}`);

export const tilePath = (level: number, index: number, width: number): string =>
  `tile/${level}/${indexPath(index)}${partial(width)}`;

export const bundlePath = (index: number, width: number): string =>
  `tile/entries/${indexPath(index)}${partial(width)}`;

/** The oldest TypeScript that our types compile with: 5.6 knows no `Uint8Array<ArrayBuffer>`. `release:check` tries it. */
export const typescriptFloor = "5.7";

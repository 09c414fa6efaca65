export { folderSource } from "./folder-source.ts";
export { gitSource } from "./git-source.ts";
export { memorySource, type ReadinessSource } from "./source.ts";
export { zipSource } from "./zip-source.ts";

// Words

// Colours
export { isColourful } from "./is-colourful.ts";
export { nearest } from "./nearest.ts";
export { wrapped } from "./wrapped.ts";

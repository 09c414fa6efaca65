export { formatGithub } from "./formats/github.ts";
export { formatJunit } from "./formats/junit.ts";
export { formatMarkdown } from "./formats/markdown.ts";
export { formatPretty } from "./formats/pretty.ts";
export { formatSarif } from "./formats/sarif.ts";

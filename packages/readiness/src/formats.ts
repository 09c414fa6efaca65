export { formatGithub } from "./formats/github.ts";
export { formatGitlab } from "./formats/gitlab.ts";
export { formatJunit, type JunitRun } from "./formats/junit.ts";
export { formatMarkdown } from "./formats/markdown.ts";
export { formatPretty, type PrettyScreen } from "./formats/pretty.ts";
export { formatSarif, type SarifTool } from "./formats/sarif.ts";

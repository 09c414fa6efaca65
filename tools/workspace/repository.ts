// Where the sources can be seen by everybody, such as "https://github.com/owner/name"; empty while they are nowhere public. Every
// package says it once it is set (`node tools/check-workspace.ts --write` writes it), and nothing is released before.
export const repository: string = "";

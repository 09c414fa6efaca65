/** Two streams that keep what a program writes to them. */
export function capturedOutput() {
  const said = { stdout: "", stderr: "" };
  return {
    said,
    io: {
      stdout: (text: string) => {
        said.stdout += text;
      },
      stderr: (text: string) => {
        said.stderr += text;
      },
    },
  };
}

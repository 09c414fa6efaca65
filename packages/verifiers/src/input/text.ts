const maxTextLength = 1000;

/** A free text of a signal (unit, label, witness's operator), which must be one that the log can hold. */
export function isText(text: string): boolean {
  return text.length <= maxTextLength && text.isWellFormed();
}

/** What a free text must be, in words. */
export const textRule: string = `must be text of at most ${maxTextLength} characters, without half a surrogate pair`;

/**
 * What a call was refused with, as people read it. Refusals begin small, so that the command line
 * can put a name before them. Pure.
 */
export function sentence(text: string): string {
  // A name as the first word stays as it is written: `n1`, `leader-loss`, `a.yaml`.
  const isWord = /^[a-z]+[,;:]?(\s|$)/.test(text)
  return isWord ? text.charAt(0).toUpperCase() + text.slice(1) : text
}

/** With the full stop that what a check or a witness says may lack. */
export function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

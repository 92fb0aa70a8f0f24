/**
 * Text as people look for it: small letters without marks, đ as d, words with one blank between them. Written with or
 * without marks, composed or not, two spellings of a name fold to the same.
 */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function foldedWords(text: string): readonly string[] {
  return folded(text).split(' ').filter(Boolean);
}

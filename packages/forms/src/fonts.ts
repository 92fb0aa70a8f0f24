import { createRequire } from 'node:module';

/** Tinos (SIL OFL 1.1): every letter of Vietnamese, in the widths of the face that NĐ 30/2020 asks of papers. */
export const faces = {
  regular: fileOf('400Regular/Tinos_400Regular.ttf'),
  italic: fileOf('400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  bold: fileOf('700Bold/Tinos_700Bold.ttf'),
} as const;
export type Face = keyof typeof faces;

function fileOf(name: string): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${name}`);
}

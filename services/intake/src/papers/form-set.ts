import type { FormSet, LocalDate } from '@hoso/contracts';

/** The day from which the forms of TT 03/2025/TT-VPCP are used (DOMAIN §0.2). */
const tt03From: LocalDate = '2025-09-15';

/**
 * The circular whose forms a dossier that is received on a local date gets, to its end: a dossier is bound at reception
 * (ARCHITECTURE decision 7).
 */
export function formSetOn(date: LocalDate): FormSet {
  return date < tt03From ? 'tt01-2018' : 'tt03-2025';
}

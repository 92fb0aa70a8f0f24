import { atOnceCommands, atOnceTypes } from './dossier-at-once.ts';
import { correctionCommands, correctionTypes } from './dossier-corrections.ts';
import { feeCommands, feeTypes } from './dossier-fees.ts';
import { noticeCommands, noticeTypes } from './dossier-notices.ts';
import { originalsCommands, originalsTypes } from './dossier-originals.ts';
import { pauseCommands, pauseTypes } from './dossier-pauses.ts';
import { takenBackCommands, takenBackTypes } from './taken-back.ts';

/** What a dossier may be asked beside its way from submission to return; what may happen to it beside. */
export const lifeCommands = [
  ...takenBackCommands,
  ...pauseCommands,
  ...originalsCommands,
  ...feeCommands,
  ...noticeCommands,
  ...atOnceCommands,
  ...correctionCommands,
] as const;
export const lifeTypes = [
  ...takenBackTypes,
  ...pauseTypes,
  ...originalsTypes,
  ...feeTypes,
  ...noticeTypes,
  ...atOnceTypes,
  ...correctionTypes,
] as const;

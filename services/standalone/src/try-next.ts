import { overdueStories } from './demo/open-stories.ts';

const submission = [
  '--procedure 1.001612 --channel counter --one-stop ha-long-one-stop',
  '--applicant-kind citizen --applicant-name "Nguyễn Thị Hoa" --return-by counter',
];

/** What a newcomer may ask `hoso` to do on a log of real work. */
export const liveCommands: readonly string[] = [
  'registry show 1.001193',
  `dossier submit ${submission.join(' ')}`,
  'dossier list',
];

/** The same on the demo: what is overdue as it ends, one of these dossiers whole, and a look into the future. */
export const demoCommands: readonly string[] = [
  'dossier list --due-before 2022-04-06T00:00:00.000Z',
  ...overdueStories.slice(0, 1).map(({ cast }) => `replay ${cast.dossier}`),
  'ops clock --to 2022-04-08',
];

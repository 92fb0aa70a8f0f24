import { type Applicant, mobileNumber, type NoticeTopic, type NotificationMeans } from '@hoso/contracts';

/**
 * What nobody needs a letter of: the slip is in the applicant's hands, or the packet is on its way to him; a petition's
 * answer is a letter itself, that the unit signs.
 */
const neverByLetter: readonly NoticeTopic[] = ['received', 'sent-by-post', 'petition-answered'];

/**
 * In which ways somebody is told, the first one first: those that are offered and reach him, what he wishes before all
 * others.
 */
export function planOf(
  topic: NoticeTopic,
  offered: readonly NotificationMeans[],
  applicant: Applicant,
): readonly NotificationMeans[] {
  const reaching = offered.filter((means) => addressOf(means, applicant) !== undefined);
  const useful = reaching.filter((means) => means !== 'letter' || !neverByLetter.includes(topic));
  const isWished = (means: NotificationMeans): boolean => means === applicant.noticeBy;
  return [...useful.filter(isWished), ...useful.filter((means) => !isWished(means))];
}

/** Where somebody is reached. */
export function addressOf(means: NotificationMeans, { email, phone, address }: Applicant): string | undefined {
  if (means === 'letter') return address;
  return means === 'email' ? email : phone && mobileNumber(phone);
}

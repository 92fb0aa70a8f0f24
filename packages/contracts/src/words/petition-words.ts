import type { petitionBookTypes, petitionEventTypes, PetitionKind, PetitionTopic } from '../petitions.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

const kinds: Readonly<Record<PetitionKind, Said>> = {
  petition: ['Phản ánh, kiến nghị', 'Petition'],
  complaint: ['Khiếu nại', 'Complaint'],
};
const topics: Readonly<Record<PetitionTopic, Said>> = {
  delay: ['chậm trễ', 'delay'],
  attitude: ['thái độ', 'attitude'],
  'channel-refused': ['từ chối kênh đã chọn', 'a channel refused'],
  'extra-papers': ['đòi thêm giấy tờ', 'extra papers'],
  fee: ['phí, lệ phí', 'a fee'],
  other: ['việc khác', 'something else'],
};
const outcomes: Readonly<Record<'upheld' | 'partly-upheld' | 'not-upheld' | 'withdrawn', Said>> = {
  upheld: ['Đúng', 'Upheld'],
  'partly-upheld': ['Đúng một phần', 'Partly upheld'],
  'not-upheld': ['Không đúng', 'Not upheld'],
  withdrawn: ['Đã rút', 'Withdrawn'],
};

/** The words of petitions and complaints, and of a dossier's book of them. */
export const petitionWords: WordingsOf<(typeof petitionEventTypes)[number] | (typeof petitionBookTypes)[number]> = {
  PetitionReceived: wording('Tiếp nhận phản ánh, kiến nghị', 'Petition received', ({ kind, topic, unit, dueAt }) => [
    `${about(kind, topic)[0]}, ${unit}${until(dueAt)[0]}`,
    `${about(kind, topic)[1]}, ${unit}${until(dueAt)[1]}`,
  ]),
  ComplaintAccepted: wording('Thụ lý khiếu nại', 'Complaint accepted', ({ dueAt }) => [
    `Thụ lý${until(dueAt)[0]}`,
    `Accepted${until(dueAt)[1]}`,
  ]),
  PetitionAssigned: wording('Giao giải quyết phản ánh, kiến nghị', 'Petition assigned', ({ officer, from }) => [
    from === undefined ? `Giao cho ${officer}` : `Chuyển từ ${from} sang ${officer}`,
    from === undefined ? `Given to ${officer}` : `Given from ${from} to ${officer}`,
  ]),
  PetitionForwarded: wording('Chuyển phản ánh, kiến nghị', 'Petition forwarded', ({ from, unit, dueAt }) => [
    `Từ ${from} sang ${unit}${until(dueAt)[0]}`,
    `From ${from} to ${unit}${until(dueAt)[1]}`,
  ]),
  PetitionExtended: wording('Gia hạn phản ánh, kiến nghị', 'Petition extended', ({ count, dueAt }) => [
    `Lần ${count}${until(dueAt)[0]}`,
    `Time ${count}${until(dueAt)[1]}`,
  ]),
  PetitionAnswered: wording('Trả lời phản ánh, kiến nghị', 'Petition answered', ({ verdict, unit }) => [
    `${outcomes[verdict][0]}, ${unit} trả lời`,
    `${outcomes[verdict][1]}, answered by ${unit}`,
  ]),
  PetitionWithdrawn: wording('Rút phản ánh, kiến nghị', 'Petition withdrawn', ({ reason }) => [
    reason === undefined ? 'Không nêu lý do' : 'Có nêu lý do',
    reason === undefined ? 'No reason stated' : 'With a reason',
  ]),
  PetitionRated: wording('Đánh giá việc trả lời', 'Petition rated', ({ rating }) => [
    `Mức ${rating} trên 3`,
    `${rating} of 3`,
  ]),
  PetitionReminded: wording('Nhắc hạn phản ánh, kiến nghị', 'Petition reminded', ({ unit, dueAt }) => [
    `Nhắc ${unit}, hạn ${localTime(dueAt)}`,
    `${unit} is reminded of ${localTime(dueAt)}`,
  ]),
  PetitionOverdue: wording('Phản ánh, kiến nghị quá hạn', 'Petition overdue', ({ unit, dueAt }) => [
    `${unit} chưa trả lời, hạn ${localTime(dueAt)}`,
    `${unit} has not answered by ${localTime(dueAt)}`,
  ]),
  PetitionTied: wording('Có phản ánh, kiến nghị về hồ sơ', 'Petition about it', ({ petition, kind, topic, unit }) => [
    `${about(kind, topic)[0]}, ${unit} giải quyết: ${petition}`,
    `${about(kind, topic)[1]}, with ${unit}: ${petition}`,
  ]),
  PetitionSettled: wording('Phản ánh, kiến nghị đã giải quyết', 'Petition settled', ({ petition, outcome }) => [
    `${outcomes[outcome][0]}: ${petition}`,
    `${outcomes[outcome][1]}: ${petition}`,
  ]),
};

function about(kind: PetitionKind, topic: PetitionTopic): Said {
  return [`${kinds[kind][0]} về ${topics[topic][0]}`, `${kinds[kind][1]} about ${topics[topic][1]}`];
}

function until(dueAt: string | undefined): Said {
  return dueAt === undefined ? ['', ''] : [`, hạn ${localTime(dueAt)}`, `, due ${localTime(dueAt)}`];
}

import type { NoticeTopic, NotificationMeans, SendingFailure } from '../notices.ts';
import type { notificationTypes } from '../notifications.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

const topics: Readonly<Record<NoticeTopic, Said>> = {
  received: ['đã tiếp nhận hồ sơ', 'the dossier was received'],
  'supplement-wanted': ['cần bổ sung hồ sơ', 'a supplement is wanted'],
  'refused-at-reception': ['từ chối tiếp nhận', 'it was refused at reception'],
  apology: ['xin lỗi vì chậm trễ', 'an apology for being late'],
  're-appointed': ['hẹn lại ngày trả', 'a new date'],
  'clock-restarted': ['tính lại thời hạn', 'the term runs anew'],
  obligation: ['nghĩa vụ tài chính', 'a financial obligation'],
  stopped: ['dừng giải quyết', 'processing is stopped'],
  'early-result': ['có kết quả trước hạn', 'a result before its day'],
  'result-ready': ['đã có kết quả', 'a result'],
  refused: ['từ chối giải quyết', 'it was refused'],
  'sent-by-post': ['kết quả đã gửi bưu chính', 'the result is on its way by post'],
  'petition-answered': ['trả lời phản ánh, kiến nghị, khiếu nại', 'a petition or complaint was answered'],
};
const means: Readonly<Record<NotificationMeans, Said>> = {
  email: ['thư điện tử', 'by e-mail'],
  sms: ['tin nhắn', 'by text message'],
  letter: ['thư', 'by letter'],
};
const failures: Readonly<Record<SendingFailure, Said>> = {
  address: ['địa chỉ không nhận', 'nobody takes it at that address'],
  refused: ['bên nhận từ chối', 'it was refused'],
  'too-long': ['quá dài', 'it is too long'],
  unreachable: ['không kết nối được', 'the other side cannot be reached'],
  'not-admitted': ['bên nhận không cho đăng nhập', 'we are not admitted'],
  'timed-out': ['quá thời gian', 'it took too long'],
  'answer-invalid': ['trả lời không đọc được', 'the answer made no sense'],
};
const reasons: Readonly<Record<'no-contact' | 'key-destroyed' | 'too-late', Said>> = {
  'no-contact': ['không có cách liên lạc', 'there is no way to reach the applicant'],
  'key-destroyed': ['khóa dữ liệu cá nhân đã hủy', 'the key of the personal data was destroyed'],
  'too-late': ['việc đã quá lâu', 'it happened too long ago'],
};

/** The words of what becomes of a notification. */
export const notificationWords: WordingsOf<(typeof notificationTypes)[number]> = {
  NotificationBegun: wording('Báo cho người nộp', 'Telling the applicant', ({ topic, means: by }) => [
    `${topics[topic][0]}: ${means[by][0]}`,
    `${topics[topic][1]}: ${means[by][1]}`,
  ]),
  SendingBegun: wording('Gửi lại thông báo', 'Sending again', ({ topic, means: by, attempt }) => [
    `${topics[topic][0]}: ${means[by][0]}, lần ${attempt}`,
    `${topics[topic][1]}: ${means[by][1]}, attempt ${attempt}`,
  ]),
  NotificationSent: wording('Đã báo cho người nộp', 'Applicant told', ({ topic, means: by }) => [
    `${topics[topic][0]}: ${means[by][0]}`,
    `${topics[topic][1]}: ${means[by][1]}`,
  ]),
  NotificationFailed: wording('Không gửi được thông báo', 'Sending failed', ({ topic, means: by, reason, again }) => {
    const vi = `${topics[topic][0]}: ${means[by][0]}, ${failures[reason][0]}`;
    const en = `${topics[topic][1]}: ${means[by][1]}, ${failures[reason][1]}`;
    if (again === undefined) return [vi, en];
    return [`${vi}; gửi lại ${localTime(again.at)}`, `${en}; again ${localTime(again.at)}`];
  }),
  LetterMadeOut: wording('Lập thư thông báo', 'Letter made out', ({ topic }) => topics[topic]),
  NotificationNotSent: wording('Không báo được cho người nộp', 'Applicant not told', ({ topic, because }) => [
    `${topics[topic][0]}: ${reasons[because][0]}`,
    `${topics[topic][1]}: ${reasons[because][1]}`,
  ]),
};

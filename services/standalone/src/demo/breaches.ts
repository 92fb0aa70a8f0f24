import {
  apologised,
  appraisalSupplementAsked,
  appraisalSupplemented,
  assigned,
  doneBy,
  dueDateMoved,
  extensionAsked,
  insisting,
  issued,
  received,
  receivedFor,
  returned,
  saidToBeOf,
  scanned,
  submitted,
  supplementAsked,
  supplemented,
  toldOfEarlyResult,
  toldOfNewDate,
  transferred,
  verified,
} from './deeds.ts';
import * as at from './places.ts';
import { appraised, broughtIn, concluded, concludedEarly, type Story, story } from './story.ts';

/** What goes wrong of itself: nobody had to insist. The names say which rules of DOMAIN §7 speak of it. */
export const quietBreaches: readonly Story[] = [
  // 3 working days end on 09/03; signed on 11/03, and nobody apologised.
  story(
    'V01-V02-mong-cai',
    { office: at.mongCai, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Nông Văn Suối' },
    [broughtIn('03-04 08:10'), ...appraised('03-07 09:20', '03-10 15:30'), ...concluded('03-11 15:45', '03-14 09:15')],
  ),
  story('V01-V02-ha-long', { office: at.haLongJustice, matter: at.civilCorrection, applicant: 'Cao Thị Bưởi' }, [
    broughtIn('03-15 09:05'),
    ...appraised('03-16 08:30', '03-18 16:10'),
    ...concluded('03-21 10:40', '03-22 09:05'),
  ]),
  story('V01-V02-co-to', { office: at.coTo, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Lã Văn Mực' }, [
    broughtIn('03-21 08:20'),
    ...appraised('03-23 09:10', '03-28 10:15'),
    ...concluded('03-30 14:25', '03-31 08:45'),
  ]),
  // The apology comes on the very day on which the term ends, not the day before.
  story('V03-uong-bi', { office: at.uongBi, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Giáp Thị Lụa' }, [
    broughtIn('03-10 08:15'),
    ...appraised('03-10 09:30', '03-15 08:20'),
    ['03-15 09:10', extensionAsked('Chờ kết quả kiểm tra địa điểm', '03-18 17:00')],
    ['03-15 10:05', apologised('Chờ kết quả kiểm tra địa điểm', '03-18 17:00')],
    ['03-15 10:45', dueDateMoved('03-18 17:00', 'with slip'), 10, toldOfNewDate()],
    ...concludedEarly('03-17 14:15', '03-18 08:30'),
  ]),
  // Supplements at appraisal are asked for within 3 working days; this is the sixth.
  story('V10-uong-bi', { office: at.uongBi, matter: at.buildingPermit, applicant: 'Ninh Văn Chạc' }, [
    broughtIn('03-14 08:40'),
    ['03-14 10:05', assigned],
    ['03-22 09:20', appraisalSupplementAsked('Hồ sơ thiếu bản vẽ cấp thoát nước', 'Bản vẽ cấp thoát nước')],
    ['03-24 08:35', appraisalSupplemented('Bản vẽ cấp thoát nước')],
    ['03-29 09:15', verified],
    ...concludedEarly('04-01 10:20', '04-04 08:40'),
  ]),
  // Brought in on Tuesday morning, handed on on Wednesday afternoon.
  story('V17-tran-phu', { office: at.tranPhu, matter: at.maritalStatus, applicant: 'Âu Thị Gấm' }, [
    ['03-22 08:25', submitted, 3, scanned, 8, received],
    ['03-23 14:10', transferred],
    ...appraised('03-23 14:45', '03-24 09:20'),
    ...concluded('03-25 09:15', '03-25 14:20'),
  ]),
  // Entered on 21/03 as if it had been signed on the day on which the term ended.
  story('V26-mong-cai', { office: at.mongCai, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Bế Văn Lũng' }, [
    broughtIn('03-14 08:35'),
    ...appraised('03-14 09:40', '03-16 10:10'),
    ['03-21 09:05', saidToBeOf('03-17 16:30', issued)],
    ['03-21 10:20', returned],
  ]),
];

/** What the platform refuses unless somebody stands by it, with his reason. */
export const insistedBreaches: readonly Story[] = [
  story('V04-moi-truong', { office: at.environment, matter: at.landChange, applicant: 'Thạch Văn Đồi' }, [
    broughtIn('03-01 09:10'),
    ['03-01 10:40', assigned],
    ['03-21 09:05', extensionAsked('Chờ ý kiến cơ quan thuế', '03-30 17:00')],
    ['03-21 10:10', apologised('Chờ ý kiến cơ quan thuế', '03-30 17:00')],
    ['03-21 10:50', dueDateMoved('03-30 17:00', 'with slip'), 10, toldOfNewDate()],
    [
      '03-29 14:15',
      insisting('Cơ quan thuế chưa trả lời', apologised('Vẫn chờ cơ quan thuế', '04-05 17:00'), 'head-0501'),
      20,
      toldOfNewDate('letter'),
    ],
    ['04-01 09:10', verified],
    ...concluded('04-04 15:20', '04-05 08:30'),
  ]),
  story('V07-ha-long', { office: at.haLong, matter: at.firstLandCertificate, applicant: 'Khổng Thị Đào' }, [
    broughtIn('03-02 13:50'),
    ['03-02 15:10', assigned],
    ['03-24 16:20', insisting('Phòng chuyên môn đề nghị qua điện thoại', dueDateMoved('04-22 17:00', 'without slip'))],
    ['03-30 09:25', verified],
    ...concludedEarly('04-01 14:10', '04-04 09:20'),
  ]),
  story('V09-ha-long', { office: at.haLong, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Sầm Văn Vầu' }, [
    [
      '03-08 08:20',
      submitted,
      3,
      scanned,
      8,
      supplementAsked('Thiếu bản sao giấy tờ', 'Bản sao giấy tờ của các thành viên'),
    ],
    ['03-09 09:10', supplemented('Bản sao giấy tờ của các thành viên')],
    [
      '03-09 09:25',
      insisting('Mới thấy còn thiếu', supplementAsked('Thiếu biên bản họp', 'Biên bản họp các thành viên')),
    ],
    ['03-11 08:30', supplemented('Biên bản họp các thành viên'), 5, received, 9, transferred],
    ...appraised('03-11 09:40', '03-14 15:10'),
    ...concluded('03-16 09:20', '03-16 15:35'),
  ]),
  story('V18-dong-tien', { office: at.dongTien, matter: at.maritalStatus, applicant: 'Lò Thị Cỏ' }, [
    ['03-16 09:15', submitted, 9, received, 15, insisting('Máy quét hỏng', transferred)],
    ...appraised('03-16 10:10', '03-17 09:35'),
    ...concludedEarly('03-18 10:15', '03-18 15:10'),
  ]),
  story('V20-cong-an', { office: at.police, matter: at.passport, applicant: 'Mạc Thị Quỳnh' }, [
    ['03-10 08:10', submitted, 3, scanned, 9, insisting('Đông hồ sơ', receivedFor('03-28 17:00')), 8, transferred],
    ...appraised('03-10 09:20', '03-16 10:05'),
    ...concludedEarly('03-21 15:10', '03-22 10:20'),
  ]),
  // The head does the officer's step himself, and signs what he did.
  story('V23-co-to', { office: at.coTo, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Từ Văn Hà' }, [
    broughtIn('03-23 08:15'),
    ['03-24 09:20', insisting('Cán bộ đi tập huấn', doneBy('head', verified))],
    ['03-25 10:10', insisting('Cán bộ đi tập huấn', issued), 5, toldOfEarlyResult],
    ['03-25 15:20', returned],
  ]),
];

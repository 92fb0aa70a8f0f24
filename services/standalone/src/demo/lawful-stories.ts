import {
  apologised,
  appraisalSupplementAsked,
  appraisalSupplemented,
  assigned,
  dueDateMoved,
  extensionAsked,
  insisting,
  issued,
  received,
  receivedFor,
  refused,
  refusedAfterAppraisal,
  returned,
  scanned,
  submitted,
  supplementAsked,
  supplemented,
  toldOfNewDate,
  transferred,
  verified,
  withdrawn,
} from './deeds.ts';
import * as at from './places.ts';
import { appraised, broughtIn, concluded, concludedEarly, type Story, story, takenOn } from './story.ts';

/** Dossiers as they should be: in time, or with everything that the law asks of who is not. */
export const plainStories: readonly Story[] = [
  story('hkd-ha-long-1', { office: at.haLong, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Trần Thị Mận' }, [
    broughtIn('03-01 08:05'),
    ...appraised('03-01 09:10', '03-02 10:15'),
    ...concludedEarly('03-03 15:10', '03-04 08:40'),
  ]),
  story('khai-sinh-bach-dang', { office: at.bachDang, matter: at.birth, applicant: 'Phạm Văn Thược' }, [
    broughtIn('03-01 08:30'),
    ...appraised('03-01 09:05', '03-01 10:20'),
    ...concluded('03-01 14:10', '03-01 15:05'),
  ]),
  story('khai-tu-bach-dang', { office: at.bachDang, matter: at.death, applicant: 'Vũ Thị Lãng' }, [
    broughtIn('03-02 07:40'),
    ...appraised('03-02 08:20', '03-02 14:15'),
    ...concluded('03-03 09:05', '03-03 10:10'),
  ]),
  story('hon-nhan-dong-tien', { office: at.dongTien, matter: at.maritalStatus, applicant: 'Ngô Quốc Trãi' }, [
    broughtIn('03-02 09:15'),
    ...appraised('03-02 10:05', '03-03 09:30'),
    ...concludedEarly('03-04 14:20', '03-07 08:15'),
  ]),
  story(
    'cong-ty-1',
    {
      office: at.planning,
      matter: at.company,
      applicant: 'Công ty TNHH MTV Vịnh Biếc Đông Bắc',
      channel: 'online',
      returnBy: 'online',
    },
    [
      ['03-02 20:15', submitted],
      takenOn('03-03 07:35'),
      ...appraised('03-03 08:20', '03-04 10:05'),
      ...concluded('03-07 15:30', '03-07 15:45'),
    ],
  ),
  story('ly-lich-tu-phap-1', { office: at.justice, matter: at.criminalRecord, applicant: 'Đỗ Thị Nhàn' }, [
    broughtIn('03-03 08:20'),
    ...appraised('03-03 09:40', '03-08 10:10'),
    ...concludedEarly('03-11 10:30', '03-14 08:25'),
  ]),
  story('hkd-mong-cai-1', { office: at.mongCai, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Lưu Văn Tề' }, [
    broughtIn('03-03 13:45'),
    ...appraised('03-03 14:40', '03-04 15:10'),
    ...concludedEarly('03-07 16:05', '03-08 08:35'),
  ]),
  story(
    'hkd-thay-doi-mong-cai',
    { office: at.mongCai, matter: at.householdBusinessChange, applicant: 'Hộ kinh doanh Hoàng Thị Dịu' },
    [broughtIn('03-07 08:10'), ...appraised('03-07 09:00', '03-07 14:30'), ...concluded('03-08 10:05', '03-08 14:20')],
  ),
  story('chung-thuc-bach-dang', { office: at.bachDangCounter, matter: at.certifiedCopy, applicant: 'Bùi Đức Khởi' }, [
    broughtIn('03-08 09:20'),
    ['03-08 09:55', verified, 6, issued, 9, returned],
  ]),
  story('ho-chieu-1', { office: at.police, matter: at.passport, applicant: 'Nguyễn Hữu Lãm', channel: 'online' }, [
    ['03-08 21:40', submitted],
    takenOn('03-09 07:30'),
    ...appraised('03-09 08:30', '03-14 09:15'),
    ...concludedEarly('03-18 14:40', '03-21 08:50'),
  ]),
  story('trich-luc-quang-trung', { office: at.quangTrung, matter: at.civilExtract, applicant: 'Lương Thị Xoan' }, [
    broughtIn('03-09 08:45'),
    ...appraised('03-09 09:25', '03-09 10:15'),
    ...concluded('03-09 13:50', '03-09 15:20'),
  ]),
  story('so-goc-ha-long', { office: at.haLongJustice, matter: at.registerCopy, applicant: 'Đặng Bá Lịch' }, [
    broughtIn('03-10 08:25'),
    ...appraised('03-10 09:15', '03-10 15:05'),
    ...concluded('03-11 08:40', '03-11 14:05'),
  ]),
  story('tach-thua-1', { office: at.environment, matter: at.plotSplit, applicant: 'Tạ Văn Điền', channel: 'online' }, [
    ['03-10 19:05', submitted],
    takenOn('03-11 07:40'),
    ...appraised('03-11 08:45', '03-18 09:30'),
    ...concludedEarly('03-25 14:35', '03-28 08:30'),
  ]),
  story('hon-nhan-tran-phu', { office: at.tranPhu, matter: at.maritalStatus, applicant: 'Chu Thị Hến' }, [
    broughtIn('03-14 08:20'),
    ...appraised('03-14 09:20', '03-15 14:10'),
    ...concludedEarly('03-16 15:25', '03-17 08:10'),
  ]),
  story('hkd-co-to-1', { office: at.coTo, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Phùng Văn Bể' }, [
    broughtIn('03-15 08:15'),
    ...appraised('03-15 09:30', '03-16 10:20'),
    ...concludedEarly('03-17 14:15', '03-18 09:20'),
  ]),
];

/** Lawful too, each in a way that looks like a breach from afar. */
export const lawfulLookAlikes: readonly Story[] = [
  story(
    'bo-sung-mot-lan',
    { office: at.haLong, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Mai Xuân Cót' },
    [
      ['03-03 09:05', submitted, 3, scanned, 8, supplementAsked('Thiếu văn bản ủy quyền', 'Văn bản ủy quyền')],
      ['03-04 08:20', supplemented('Văn bản ủy quyền'), 6, received, 10, transferred],
      ...appraised('03-04 09:30', '03-08 10:05'),
      ...concluded('03-09 09:15', '03-09 15:10'),
    ],
  ),
  story('bo-sung-khi-tham-dinh', { office: at.uongBi, matter: at.buildingPermit, applicant: 'Trịnh Văn Gạo' }, [
    broughtIn('03-02 08:35'),
    ['03-02 10:10', insisting('Giao gấp theo lịch trực', assigned)],
    ['03-04 09:20', appraisalSupplementAsked('Bản vẽ thiếu mặt cắt móng', 'Bản vẽ mặt cắt móng')],
    ['03-09 08:30', appraisalSupplemented('Bản vẽ mặt cắt móng')],
    ['03-15 09:10', verified],
    ...concludedEarly('03-21 10:25', '03-22 08:40'),
  ]),
  story('hen-lai-mot-lan', { office: at.planning, matter: at.company, applicant: 'Công ty TNHH MTV Than Hoa Mai' }, [
    broughtIn('03-07 08:15'),
    ['03-07 09:20', assigned],
    ['03-09 09:00', extensionAsked('Phải xác minh trụ sở', '03-14 17:00')],
    ['03-09 10:05', apologised('Phải xác minh trụ sở, xin lỗi và hẹn lại', '03-14 17:00')],
    ['03-09 10:40', dueDateMoved('03-14 17:00', 'with slip'), 10, toldOfNewDate()],
    ['03-11 14:30', verified],
    ...concluded('03-14 09:20', '03-15 08:30'),
  ]),
  story('hen-som-hon', { office: at.haLong, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Kiều Thị Ngát' }, [
    ['03-14 08:05', submitted, 3, scanned, 9, receivedFor('03-16 17:00'), 10, transferred],
    ...appraised('03-14 09:15', '03-15 09:40'),
    ...concluded('03-16 10:15', '03-16 15:30'),
  ]),
  story('nhan-sau-15-gio', { office: at.quangTrung, matter: at.birth, applicant: 'Quách Văn Ruộng' }, [
    ['03-14 15:20', submitted, 3, scanned, 9, received],
    ['03-15 07:20', transferred],
    ...appraised('03-15 07:45', '03-15 09:10'),
    ...concluded('03-15 10:20', '03-15 14:35'),
  ]),
  story('tu-choi-tiep-nhan', { office: at.haLong, matter: at.householdBusiness, applicant: 'Tống Văn Lạch' }, [
    ['03-16 09:10', submitted, 5, scanned, 10, refused('Ngành nghề thuộc diện cấm đầu tư kinh doanh')],
  ]),
  story('tu-choi-giai-quyet', { office: at.coTo, matter: at.buildingPermit, applicant: 'Đinh Thị Sóng' }, [
    broughtIn('03-09 09:05'),
    ...appraised('03-09 10:15', '03-16 09:20'),
    ['03-18 14:10', refusedAfterAppraisal('Thửa đất nằm trong hành lang bảo vệ bờ biển')],
    ['03-21 09:05', returned],
  ]),
  story('rut-ho-so', { office: at.mongCai, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Vi Thị Mây' }, [
    broughtIn('03-21 08:40'),
    ['03-22 09:15', withdrawn('Không còn nhu cầu đăng ký')],
  ]),
];

import {
  appraisalSupplementAsked,
  assigned,
  issued,
  received,
  scanned,
  submitted,
  supplementAsked,
  transferred,
  verified,
} from './deeds.ts';
import * as at from './places.ts';
import { appraised, broughtIn, type Story, story, takenOn } from './story.ts';

/** Not finished as the demo ends, and past their dates: nobody has apologised. */
export const overdueStories: readonly Story[] = [
  story(
    'qua-han-mong-cai',
    { office: at.mongCai, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Nguyễn Thị Hoa' },
    [broughtIn('03-28 08:20'), ['03-29 09:10', assigned], ['04-01 14:30', verified]],
  ),
  story('qua-han-ha-long', { office: at.haLongJustice, matter: at.civilCorrection, applicant: 'Trương Văn Tảo' }, [
    broughtIn('03-29 08:45'),
    ['03-30 10:15', assigned],
  ]),
  story(
    'qua-han-co-to',
    { office: at.coTo, matter: at.householdBusinessChange, applicant: 'Hộ kinh doanh Lê Thị Trai' },
    [broughtIn('03-31 09:20')],
  ),
];

/** In process as the demo ends, with time left. */
export const runningStories: readonly Story[] = [
  story('dang-giai-quyet-tach-thua', { office: at.environment, matter: at.plotSplit, applicant: 'Văn Thị Ruối' }, [
    broughtIn('03-24 08:30'),
    ...appraised('03-24 10:05', '04-05 09:30'),
  ]),
  story('dang-giai-quyet-dat', { office: at.haLong, matter: at.firstLandCertificate, applicant: 'La Văn Ngói' }, [
    broughtIn('03-28 13:40'),
    ['03-29 08:25', assigned],
  ]),
  story('cho-bo-sung-tham-dinh', { office: at.uongBi, matter: at.buildingPermit, applicant: 'Hứa Văn Kèo' }, [
    broughtIn('04-04 08:20'),
    ['04-04 09:35', assigned],
    ['04-06 09:10', appraisalSupplementAsked('Thiếu giấy phép kinh doanh của đơn vị thiết kế', 'Giấy phép kinh doanh')],
  ]),
  story('cho-bo-sung', { office: at.haLong, matter: at.householdBusiness, applicant: 'Hộ kinh doanh Đàm Thị Nụ' }, [
    ['04-05 14:10', submitted, 4, scanned, 9, supplementAsked('Thiếu hợp đồng thuê nhà', 'Hợp đồng thuê nhà')],
  ]),
  story(
    'cong-ty-2',
    {
      office: at.planning,
      matter: at.company,
      applicant: 'Công ty TNHH MTV Sứ Hải Âu',
      channel: 'online',
      returnBy: 'online',
    },
    [['04-04 21:10', submitted], takenOn('04-05 07:40'), ...appraised('04-05 08:35', '04-06 10:10')],
  ),
  story('cho-tra-ket-qua', { office: at.dongTien, matter: at.maritalStatus, applicant: 'Tiêu Văn Sậy' }, [
    broughtIn('04-01 08:25'),
    ...appraised('04-01 09:20', '04-04 10:05'),
    ['04-05 14:35', issued],
  ]),
  story('vua-tiep-nhan', { office: at.bachDang, matter: at.civilExtract, applicant: 'Ông Văn Chài' }, [
    ['04-06 14:05', submitted, 3, scanned, 9, received, 14, transferred],
  ]),
  story(
    'moi-nop-truc-tuyen',
    { office: at.justice, matter: at.criminalRecord, applicant: 'Uông Thị Nhài', channel: 'online' },
    [['04-06 14:40', submitted]],
  ),
];

import { insisting, received, returned, scanned, transferred } from './deeds.ts';
import * as at from './places.ts';
import {
  collected,
  delivered,
  handedOver,
  invited,
  resultHandedToPost,
  sentBack,
  takenBack,
  tracked,
} from './postal-deeds.ts';
import { appraised, broughtIn, issuedOn, type Story, story } from './story.ts';

/** Dossiers that the post brings, and results that it takes away. */
export const postalStories: readonly Story[] = [
  story(
    'buu-dien-mong-cai',
    {
      office: at.mongCai,
      matter: at.householdBusiness,
      applicant: 'Hộ kinh doanh Phó Thị Len',
      channel: 'post',
      returnBy: 'post',
    },
    [
      ['03-15 14:20', collected],
      ['03-16 08:10', handedOver, 6, scanned, 9, received, 8, transferred],
      ...appraised('03-16 09:20', '03-17 10:05'),
      issuedOn('03-18 10:15'),
      ['03-18 15:10', resultHandedToPost, 20, tracked('accepted')],
      ['03-21 08:30', tracked('arrived'), 25, tracked('out-for-delivery'), 50, invited('phone'), 30, delivered],
    ],
  ),
  // The second invitation comes the day after the first, where two working days have to lie between them.
  story(
    'V38-ha-long',
    {
      office: at.haLong,
      matter: at.householdBusiness,
      applicant: 'Hộ kinh doanh Lục Văn Thuyền',
      returnBy: 'post',
    },
    [
      broughtIn('03-17 08:15'),
      ...appraised('03-17 09:30', '03-18 14:40'),
      issuedOn('03-21 10:05'),
      ['03-21 15:20', resultHandedToPost, 15, tracked('accepted')],
      ['03-22 09:10', tracked('attempted'), 4, invited('phone')],
      ['03-23 09:25', invited('letter'), 90, insisting('Kho bưu cục đã đầy', sentBack)],
      ['03-24 08:40', takenBack],
      ['03-30 09:15', returned],
    ],
  ),
  story(
    'dang-phat-uong-bi',
    {
      office: at.uongBi,
      matter: at.householdBusiness,
      applicant: 'Hộ kinh doanh Cù Thị Hạt',
      returnBy: 'post',
    },
    [
      broughtIn('03-31 08:25'),
      ...appraised('03-31 09:35', '04-01 10:10'),
      issuedOn('04-04 09:15'),
      ['04-04 15:05', resultHandedToPost, 12, tracked('accepted')],
      ['04-06 08:50', tracked('arrived'), 40, invited('sms')],
    ],
  ),
];

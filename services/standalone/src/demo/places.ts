import type { Matter, Office } from './cast.ts';

// Which counter receives for which agency, and what its matters were at the level of early 2022.

export const haLong = { oneStop: 'ha-long-one-stop', agency: 'ha-long-finance' } as const satisfies Office;
export const haLongJustice = { oneStop: 'ha-long-one-stop', agency: 'ha-long-justice' } as const satisfies Office;
export const mongCai = { oneStop: 'mong-cai-one-stop', agency: 'mong-cai-office' } as const satisfies Office;
export const coTo = { oneStop: 'co-to-one-stop', agency: 'co-to-office' } as const satisfies Office;
export const uongBi = { oneStop: 'uong-bi-one-stop', agency: 'uong-bi-office' } as const satisfies Office;

export const bachDang = { oneStop: 'bach-dang-one-stop', agency: 'bach-dang-committee' } as const satisfies Office;
/** Certifications are the counter's own (61 Đ17.5). */
export const bachDangCounter = {
  oneStop: 'bach-dang-one-stop',
  agency: 'bach-dang-one-stop',
} as const satisfies Office;
export const dongTien = { oneStop: 'dong-tien-one-stop', agency: 'dong-tien-committee' } as const satisfies Office;
export const tranPhu = { oneStop: 'tran-phu-one-stop', agency: 'tran-phu-committee' } as const satisfies Office;
export const quangTrung = {
  oneStop: 'quang-trung-one-stop',
  agency: 'quang-trung-committee',
} as const satisfies Office;

const province = 'quang-ninh-one-stop';
export const planning = { oneStop: province, agency: 'department-of-planning' } as const satisfies Office;
export const justice = { oneStop: province, agency: 'department-of-justice' } as const satisfies Office;
export const environment = { oneStop: province, agency: 'department-of-environment' } as const satisfies Office;
export const police = { oneStop: province, agency: 'provincial-police' } as const satisfies Office;

const matter = (code: string, result: string): Matter => ({ code, result });

export const birth = matter('1.001193', 'Giấy khai sinh');
export const marriage = matter('1.000894', 'Giấy chứng nhận kết hôn');
export const death = matter('1.000656', 'Trích lục khai tử');
export const maritalStatus = matter('1.004873', 'Giấy xác nhận tình trạng hôn nhân');
export const civilExtract = matter('2.000635', 'Bản sao trích lục hộ tịch');
export const civilCorrection = matter('1.004859', 'Quyết định cải chính hộ tịch');
export const certifiedCopy = matter('2.000815', 'Bản sao chứng thực');
export const registerCopy = matter('2.000908', 'Bản sao từ sổ gốc');
export const householdBusiness = matter('1.001612', 'Giấy chứng nhận đăng ký hộ kinh doanh');
export const householdBusinessChange = matter('2.000720', 'Giấy chứng nhận đăng ký hộ kinh doanh (thay đổi)');
export const buildingPermit = matter('1.013225', 'Giấy phép xây dựng');
export const firstLandCertificate = matter('1.013978', 'Giấy chứng nhận quyền sử dụng đất');
export const company = matter('2.001583', 'Giấy chứng nhận đăng ký doanh nghiệp');
export const criminalRecord = matter('3.000333', 'Phiếu lý lịch tư pháp số 1');
export const passport = matter('1.001456', 'Hộ chiếu phổ thông');
export const plotSplit = matter('1.012784', 'Giấy chứng nhận sau tách thửa');
export const landChange = matter('1.013831', 'Giấy chứng nhận đã xác nhận biến động');

/**
 * The province in early 2022: 13 districts, and their 177 communes, of which 72 are wards (phường), 7 townships (thị
 * trấn) and 98 rural communes (xã). The names are those of the lists in use after the mergers of 2020, as public
 * address data has them; weights are assumed from how many people live there.
 */
export interface District {
  readonly slug: string;
  readonly kind: 'thành phố' | 'thị xã' | 'huyện';
  readonly name: string;
  /** Of the district's dossiers, against the others. */
  readonly weight: number;
  readonly communes: Readonly<Partial<Record<CommuneKind, string>>>;
}

export type CommuneKind = 'phường' | 'thị trấn' | 'xã';

const city = 'thành phố';
const town = 'thị xã';
const rural = 'huyện';

export const districts: readonly District[] = [
  {
    ...{ slug: 'ha-long', kind: city, name: 'Hạ Long', weight: 24 },
    communes: {
      phường:
        'Hà Khánh, Hà Phong, Hà Khẩu, Cao Xanh, Giếng Đáy, Hà Tu, Hà Trung, Hà Lầm, Bãi Cháy, Cao Thắng, Hùng Thắng, ' +
        'Yết Kiêu, Trần Hưng Đạo, Hồng Hải, Hồng Gai, Bạch Đằng, Hồng Hà, Tuần Châu, Việt Hưng, Đại Yên, Hoành Bồ',
      xã:
        'Kỳ Thượng, Đồng Sơn, Tân Dân, Đồng Lâm, Hòa Bình, Vũ Oai, Dân Chủ, Quảng La, Bằng Cả, Thống Nhất, ' +
        'Sơn Dương, Lê Lợi',
    },
  },
  {
    ...{ slug: 'mong-cai', kind: city, name: 'Móng Cái', weight: 9 },
    communes: {
      phường: 'Ka Long, Trần Phú, Ninh Dương, Hòa Lạc, Trà Cổ, Hải Yên, Hải Hòa, Bình Ngọc',
      xã: 'Hải Sơn, Bắc Sơn, Hải Đông, Hải Tiến, Quảng Nghĩa, Hải Xuân, Vạn Ninh, Vĩnh Trung, Vĩnh Thực',
    },
  },
  {
    ...{ slug: 'cam-pha', kind: city, name: 'Cẩm Phả', weight: 14 },
    communes: {
      phường:
        'Mông Dương, Cửa Ông, Cẩm Sơn, Cẩm Đông, Cẩm Phú, Cẩm Tây, Quang Hanh, Cẩm Thịnh, Cẩm Thủy, Cẩm Thạch, ' +
        'Cẩm Thành, Cẩm Trung, Cẩm Bình',
      xã: 'Cộng Hòa, Cẩm Hải, Dương Huy',
    },
  },
  {
    ...{ slug: 'uong-bi', kind: city, name: 'Uông Bí', weight: 9 },
    communes: {
      phường: 'Vàng Danh, Thanh Sơn, Bắc Sơn, Quang Trung, Trưng Vương, Nam Khê, Yên Thanh, Phương Đông, Phương Nam',
      xã: 'Thượng Yên Công',
    },
  },
  {
    ...{ slug: 'dong-trieu', kind: town, name: 'Đông Triều', weight: 13 },
    communes: {
      phường: 'Mạo Khê, Đông Triều, Đức Chính, Hưng Đạo, Xuân Sơn, Kim Sơn, Tràng An, Hồng Phong, Yên Thọ, Hoàng Quế',
      xã:
        'An Sinh, Tràng Lương, Bình Khê, Việt Dân, Tân Việt, Bình Dương, Thủy An, Nguyễn Huệ, Hồng Thái Tây, ' +
        'Hồng Thái Đông, Yên Đức',
    },
  },
  {
    ...{ slug: 'quang-yen', kind: town, name: 'Quảng Yên', weight: 10 },
    communes: {
      phường:
        'Quảng Yên, Đông Mai, Minh Thành, Cộng Hòa, Tân An, Hà An, Nam Hòa, Yên Giang, Yên Hải, Phong Cốc, Phong Hải',
      xã: 'Sông Khoai, Hiệp Hòa, Tiền An, Hoàng Tân, Cẩm La, Tiền Phong, Liên Hòa, Liên Vị',
    },
  },
  {
    ...{ slug: 'binh-lieu', kind: rural, name: 'Bình Liêu', weight: 2 },
    communes: { 'thị trấn': 'Bình Liêu', xã: 'Hoành Mô, Đồng Tâm, Đồng Văn, Vô Ngại, Lục Hồn, Húc Động' },
  },
  {
    ...{ slug: 'tien-yen', kind: rural, name: 'Tiên Yên', weight: 4 },
    communes: {
      'thị trấn': 'Tiên Yên',
      xã: 'Hà Lâu, Đại Dực, Phong Dụ, Điền Xá, Đông Ngũ, Yên Than, Đông Hải, Hải Lạng, Tiên Lãng, Đồng Rui',
    },
  },
  {
    ...{ slug: 'dam-ha', kind: rural, name: 'Đầm Hà', weight: 3 },
    communes: {
      'thị trấn': 'Đầm Hà',
      xã: 'Quảng Lâm, Quảng An, Tân Bình, Dực Yên, Quảng Tân, Đầm Hà, Tân Lập, Đại Bình',
    },
  },
  {
    ...{ slug: 'hai-ha', kind: rural, name: 'Hải Hà', weight: 4 },
    communes: {
      'thị trấn': 'Quảng Hà',
      xã:
        'Quảng Đức, Quảng Sơn, Quảng Thành, Quảng Thịnh, Quảng Minh, Quảng Chính, Quảng Long, Đường Hoa, ' +
        'Quảng Phong, Cái Chiên',
    },
  },
  {
    ...{ slug: 'ba-che', kind: rural, name: 'Ba Chẽ', weight: 2 },
    communes: { 'thị trấn': 'Ba Chẽ', xã: 'Thanh Sơn, Thanh Lâm, Đạp Thanh, Nam Sơn, Lương Mông, Đồn Đạc, Minh Cầm' },
  },
  {
    ...{ slug: 'van-don', kind: rural, name: 'Vân Đồn', weight: 4 },
    communes: {
      'thị trấn': 'Cái Rồng',
      xã:
        'Đài Xuyên, Bình Dân, Vạn Yên, Minh Châu, Đoàn Kết, Hạ Long, Đông Xá, Bản Sen, Thắng Lợi, Quan Lạn, ' +
        'Ngọc Vừng',
    },
  },
  {
    ...{ slug: 'co-to', kind: rural, name: 'Cô Tô', weight: 1 },
    communes: { 'thị trấn': 'Cô Tô', xã: 'Đồng Tiến, Thanh Lân' },
  },
];

export interface Commune {
  readonly slug: string;
  readonly kind: CommuneKind;
  readonly name: string;
}

export function communesOf({ communes }: District): readonly Commune[] {
  const kinds: readonly CommuneKind[] = ['phường', 'thị trấn', 'xã'];
  return kinds.flatMap((kind) =>
    (communes[kind]?.split(', ') ?? []).map((name) => ({
      ...{ kind, name },
      // A township may be the namesake of a commune beside it.
      slug: slugOf(kind === 'thị trấn' ? `${kind} ${name}` : name),
    })),
  );
}

function slugOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{Mn}/gu, '');
  return plain.toLowerCase().replaceAll('đ', 'd').replaceAll(' ', '-');
}

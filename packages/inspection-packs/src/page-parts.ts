import type { AccessEntry, ActedAs, BesideEntry, DossierState, Finding, TimelineEntry } from '@hoso/contracts';
import { type Cell, tableOf } from './html.ts';
import { packFiles } from './pack-format.ts';

export type Language = 'vi' | 'en';

/** A dossier of the sample as a pack tells it. */
export interface PackedDossier {
  readonly id: string;
  readonly state: DossierState;
  readonly events: readonly TimelineEntry[];
  readonly beside: readonly BesideEntry[];
  readonly roles: readonly ActedAs[];
  /** Absent where they are not for whoever made the pack to see. */
  readonly reads: readonly AccessEntry[] | undefined;
  readonly papers: readonly {
    readonly paper: string;
    readonly title: { readonly vi: string; readonly en: string };
    readonly at: string;
  }[];
  /** Whether the papers themselves lie in the pack. */
  readonly withPapers: boolean;
  readonly findings: readonly Finding[];
}

export const said = {
  vi: {
    back: 'Về trang đầu',
    other: 'English',
    inspection: 'Cuộc kiểm tra',
    scope: 'Phạm vi',
    sample: 'Mẫu hồ sơ',
    people: 'Phát hiện của đoàn',
    measures: 'Yêu cầu khắc phục',
    rules: 'Vi phạm do quy tắc phát hiện',
    state: 'Tình trạng',
    history: 'Diễn biến',
    beside: 'Bên cạnh hồ sơ',
    roles: 'Người đã xử lý và chức vụ khi đó',
    reads: 'Lượt đọc dữ liệu cá nhân',
    papers: 'Giấy tờ',
    none: 'Không có.',
    withheld: 'Chỉ thanh tra được xem.',
    checklist: 'Mục kiểm tra',
    drawnAgain: 'Rút lại vì',
    yes: 'có',
    no: 'không',
  },
  en: {
    back: 'To the first page',
    other: 'Tiếng Việt',
    inspection: 'Inspection',
    scope: 'Scope',
    sample: 'Sample',
    people: 'Findings of the inspection',
    measures: 'Measures',
    rules: 'What the rules found',
    state: 'State',
    history: 'History',
    beside: 'Beside the dossier',
    roles: 'Who acted, and whether in office',
    reads: 'Reads of personal data',
    papers: 'Papers',
    none: 'None.',
    withheld: 'Shown to inspectors only.',
    checklist: 'Checklist',
    drawnAgain: 'Drawn again because',
    yes: 'yes',
    no: 'no',
  },
} as const;

export function inWords([vi, en]: readonly [vi: string, en: string], language: Language): string {
  return language === 'vi' ? vi : en;
}

export const otherOf = (language: Language): Language => (language === 'vi' ? 'en' : 'vi');

export function ruleTable(language: Language, findings: readonly Finding[], pageFor: (one: Finding) => string): string {
  if (findings.length === 0) return said[language].none;
  const headings =
    language === 'vi'
      ? ['Quy tắc', 'Vi phạm', 'Căn cứ', 'Mức', 'Đơn vị', 'Người', 'Chứng cứ', 'Đúng luật là']
      : ['Rule', 'Breach', 'Article', 'Severity', 'Unit', 'Person', 'Evidence', 'Lawful'];
  return tableOf(
    headings,
    findings.map((one) => ({
      cells: [
        ...[one.rule, one.name[language], one.article, one.severity, one.unit, one.person],
        evidence(one.positions, pageFor(one)),
        one.lawful[language],
      ],
    })),
  );
}

export function pageTo(language: Language, dossier: string): string {
  return packFiles.page(dossier, language);
}

export function evidence(positions: readonly number[], page: string): Cell {
  return { html: positions.map((position) => `<a href="${page}#p${position}">#${position}</a>`).join(' ') };
}

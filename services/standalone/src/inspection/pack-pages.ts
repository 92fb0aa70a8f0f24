import {
  type AccessEntry,
  type ActedAs,
  type BesideEntry,
  type DossierState,
  type Finding,
  followUpWords,
  type Inspection,
  paramWords,
  replyStanceWords,
  sampleMethodWords,
  type TimelineEntry,
} from '@hoso/contracts';
import { localText } from '../cli/instant.ts';
import { type Cell, factsOf, link, pageOf, section, tableOf } from './html.ts';
import { packFiles } from './pack-format.ts';

export type Language = 'vi' | 'en';

/** A dossier of the sample as a pack tells it. */
export interface PackedDossier {
  readonly id: string;
  readonly state: DossierState;
  readonly events: readonly TimelineEntry[];
  readonly beside: readonly BesideEntry[];
  readonly roles: readonly ActedAs[];
  readonly reads: readonly AccessEntry[];
  readonly papers: readonly {
    readonly paper: string;
    readonly title: { readonly vi: string; readonly en: string };
    readonly at: string;
  }[];
  /** Whether the papers themselves lie in the pack. */
  readonly withPapers: boolean;
  readonly findings: readonly Finding[];
}

const said = {
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
    yes: 'yes',
    no: 'no',
  },
} as const;

const groups = {
  petition: { vi: 'phản ánh', en: 'petition' },
  notification: { vi: 'thông báo', en: 'notification' },
  unit: { vi: 'đơn vị', en: 'unit' },
  law: { vi: 'pháp luật', en: 'law' },
} as const;

function inWords([vi, en]: readonly [vi: string, en: string], language: Language): string {
  return language === 'vi' ? vi : en;
}

const otherOf = (language: Language): Language => (language === 'vi' ? 'en' : 'vi');

/** The first page: the inspection, its sample, what was found. */
export function indexPage(language: Language, inspection: Inspection, dossiers: readonly PackedDossier[]): string {
  const words = said[language];
  const { sample, findings, measures, closed } = inspection;
  const nav = `<a href="${packFiles.index[otherOf(language)]}">${words.other}</a>`;
  const scope = factsOf([
    ['id', inspection.id],
    [words.inspection, inspection.title],
    [language === 'vi' ? 'Đơn vị kiểm tra' : 'Conducted by', inspection.conductedBy],
    [language === 'vi' ? 'Đơn vị được kiểm tra' : 'Units', inspection.units?.join(', ')],
    [language === 'vi' ? 'Thủ tục' : 'Procedures', inspection.procedures?.join(', ')],
    [language === 'vi' ? 'Thời kỳ' : 'Period', `${inspection.from} – ${inspection.to}`],
    [language === 'vi' ? 'Kết luận' : 'Conclusion', closed?.conclusion],
  ]);
  const drawn = sample
    ? factsOf([
        [language === 'vi' ? 'Cách rút' : 'Method', inWords(sampleMethodWords[sample.method], language)],
        [language === 'vi' ? 'Mầm' : 'Seed', sample.seed],
        [language === 'vi' ? 'Tập hồ sơ' : 'Population', `${sample.population} (SHA-256 ${sample.populationSha256})`],
        [language === 'vi' ? 'Đến sự kiện' : 'Up to event', sample.upTo],
      ])
    : words.none;
  return pageOf(language, inspection.title ?? words.inspection, nav, [
    section(words.scope, scope),
    section(words.sample, drawn, sampleTable(language, dossiers)),
    section(words.people, findings.length === 0 ? words.none : peopleTable(language, findings, dossiers)),
    section(words.measures, measures.length === 0 ? words.none : measureTable(language, measures)),
    section(
      words.rules,
      ruleTable(
        language,
        dossiers.flatMap((one) => one.findings),
        (one) => pageTo(language, one.dossier),
      ),
    ),
  ]);
}

function sampleTable(language: Language, dossiers: readonly PackedDossier[]): string {
  const headings =
    language === 'vi'
      ? ['Hồ sơ', 'Tình trạng', 'Hạn', 'Sự kiện', 'Vi phạm']
      : ['Dossier', 'State', 'Due', 'Events', 'Findings'];
  return tableOf(
    headings,
    dossiers.map(({ id, state, events, findings }) => ({
      cells: [
        link(packFiles.page(id, language), state.code ?? id),
        ...[paramWords('status', state.status, language), state.dueAt && localText(state.dueAt), events.length],
        findings.map(({ rule }) => rule).join(', '),
      ],
      marked: findings.length > 0,
    })),
  );
}

function peopleTable(language: Language, findings: Inspection['findings'], dossiers: readonly PackedDossier[]): string {
  const headings =
    language === 'vi'
      ? ['Số', 'Nội dung', 'Mức', 'Đơn vị', 'Chứng cứ', 'Giải trình']
      : ['No.', 'Statement', 'Severity', 'Unit', 'Evidence', 'Reply'];
  const known = new Set(dossiers.map(({ id }) => id));
  return tableOf(
    headings,
    findings.map(({ finding, statement, severity, unit, dossier, positions, reply }) => ({
      id: `f${finding}`,
      cells: [
        ...[`F${finding}`, statement, severity, unit],
        evidence(positions, dossier !== undefined && known.has(dossier) ? pageTo(language, dossier) : ''),
        reply && `${inWords(replyStanceWords[reply.stance], language)}: ${reply.reply ?? '–'}`,
      ],
    })),
  );
}

function measureTable(language: Language, measures: Inspection['measures']): string {
  const headings =
    language === 'vi'
      ? ['Số', 'Nội dung', 'Đơn vị', 'Hạn', 'Báo cáo', 'Kết quả']
      : ['No.', 'Measure', 'Unit', 'Due', 'Report', 'Outcome'];
  return tableOf(
    headings,
    measures.map(({ measure, text, unit, dueAt, report, followUp }) => ({
      cells: [
        `M${measure}`,
        text,
        unit,
        localText(dueAt),
        report?.report,
        followUp && inWords(followUpWords[followUp.outcome], language),
      ],
    })),
  );
}

function ruleTable(language: Language, findings: readonly Finding[], pageFor: (one: Finding) => string): string {
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

function pageTo(language: Language, dossier: string): string {
  return packFiles.page(dossier, language);
}

function evidence(positions: readonly number[], page: string): Cell {
  return { html: positions.map((position) => `<a href="${page}#p${position}">#${position}</a>`).join(' ') };
}

/** A dossier's replay, with what lies beside it. */
export function dossierPage(language: Language, dossier: PackedDossier): string {
  const words = said[language];
  const { id, state, events, beside, roles, reads, papers, findings, withPapers } = dossier;
  const nav = [
    `<a href="../${packFiles.index[language]}">${words.back}</a>`,
    `<a href="../${packFiles.page(id, otherOf(language))}">${words.other}</a>`,
  ].join(' · ');
  const proves = new Set(findings.flatMap(({ positions }) => positions));
  const paperLink = (paper: string, title: string): Cell =>
    withPapers ? link(`../${packFiles.paper(id, paper)}`, title) : title;
  return pageOf(language, state.code ?? id, nav, [
    section(words.state, stateFacts(language, id, state)),
    section(
      words.rules,
      ruleTable(language, findings, () => ''),
    ),
    section(words.history, eventTable(language, events, proves)),
    section(words.beside, besideTable(language, beside)),
    section(words.roles, rolesTable(language, roles)),
    section(
      words.papers,
      tableOf(
        ['', ''],
        papers.map(({ paper, title, at }) => ({ cells: [paperLink(paper, title[language]), localText(at)] })),
      ),
    ),
    section(words.reads, readsTable(language, reads)),
  ]);
}

function stateFacts(language: Language, id: string, state: DossierState): string {
  const vi = language === 'vi';
  return factsOf([
    ['id', id],
    [vi ? 'Tình trạng' : 'Status', paramWords('status', state.status, language)],
    [
      vi ? 'Đang ở' : 'Holder',
      state.holder && `${state.holder.unit}${state.holder.person ? ` (${state.holder.person})` : ''}`,
    ],
    [vi ? 'Bắt đầu tính' : 'Clock began', state.startAt && localText(state.startAt)],
    [vi ? 'Hẹn trả ban đầu' : 'First appointment', state.originalDueAt && localText(state.originalDueAt)],
    [vi ? 'Hẹn trả' : 'Due', state.dueAt && localText(state.dueAt)],
    [vi ? 'Hạn theo luật' : 'Due by law', state.lawfulDueAt && localText(state.lawfulDueAt)],
    [vi ? 'Quá hạn' : 'Overdue', state.overdue ? said[language].yes : said[language].no],
    [vi ? 'Xong lúc' : 'Finished', state.finishedAt && localText(state.finishedAt)],
  ]);
}

function eventTable(language: Language, events: readonly TimelineEntry[], proves: ReadonlySet<number>): string {
  const headings =
    language === 'vi'
      ? ['Sự kiện', 'Lúc', 'Ghi nhận', 'Việc', 'Nội dung', 'Ai']
      : ['Event', 'When', 'Recorded', 'What', 'Says', 'Who'];
  const late = language === 'vi' ? 'ghi muộn' : 'entered late';
  return tableOf(
    headings,
    events.map((event) => ({
      id: `p${event.position}`,
      cells: [
        ...[`#${event.position}`, localText(event.occurredAt)],
        `${localText(event.recordedAt)}${event.late ? ` (${late})` : ''}`,
        ...[event.name[language], event.words[language], who(event.actor)],
      ],
      marked: proves.has(event.position),
    })),
  );
}

function besideTable(language: Language, beside: readonly BesideEntry[]): string {
  const headings =
    language === 'vi' ? ['Sự kiện', 'Loại', 'Lúc', 'Việc', 'Nội dung'] : ['Event', 'Kind', 'When', 'What', 'Says'];
  return tableOf(
    headings,
    beside.map(({ position, group, occurredAt, name, words }) => ({
      id: `p${position}`,
      cells: [`#${position}`, groups[group][language], localText(occurredAt), name[language], words[language]],
    })),
  );
}

function rolesTable(language: Language, roles: readonly ActedAs[]): string {
  const headings = language === 'vi' ? ['Ai', 'Sự kiện', 'Đương chức'] : ['Who', 'Events', 'In office'];
  return tableOf(
    headings,
    roles.map(({ actor, positions, inOffice, notInOffice }) => ({
      cells: [
        who(actor),
        evidence(positions, ''),
        inOffice ? said[language].yes : `${said[language].no} (${notInOffice ?? ''})`,
      ],
      marked: !inOffice,
    })),
  );
}

function readsTable(language: Language, reads: readonly AccessEntry[]): string {
  const headings = language === 'vi' ? ['Lúc', 'Ai', 'Mục đích', 'Mục đã mở'] : ['When', 'Who', 'Purpose', 'Opened'];
  return tableOf(
    headings,
    reads.map(({ at, actor, purpose, fields }) => ({ cells: [localText(at), who(actor), purpose, fields.join(', ')] })),
  );
}

function who({ id, role, unit }: { readonly id: string; readonly role: string; readonly unit: string }): string {
  return `${role}@${unit}:${id}`;
}
